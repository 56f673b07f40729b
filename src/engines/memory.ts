/** How much of the machine the engine may take: of the container's memory, where there is one. */
import { totalmem } from "node:os";

const mega = 1024 * 1024;
/** It takes more than it is allowed, and the process around it needs some. */
const share = 0.3;
/** Megabytes. With the most, an import stays below 1 GB resident, of five million activities as well. */
const [least, most] = [96, 400];

export interface Means {
  readonly megabytes: number;
  readonly threads: number;
}

/** Bytes that this process can have. */
export const machineMemory = (): number => {
  const limit = process.constrainedMemory();
  return limit > 0 ? Math.min(limit, totalmem()) : totalmem();
};

/** Each thread reads with buffers of its own: where memory is short there is one. */
export const meansOf = (bytes: number): Means => ({
  megabytes: Math.round(Math.min(most, Math.max(least, (bytes / mega) * share))),
  threads: bytes < 1024 * mega ? 1 : 2,
});
