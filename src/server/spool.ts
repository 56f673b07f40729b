/** A long answer, on the disk until it is sent. */
import { randomUUID } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { mkdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { letGo } from "./letting-go.ts";

export interface Spool {
  /** Bytes. */
  readonly size: number;
  /** Once; with its end, or when whoever reads it is gone, the file goes too. */
  read(): Readable;
}

/** The whole of the parts; what breaks off leaves nothing. */
export const spoolIn = async (folder: string, parts: AsyncIterable<string | Uint8Array>): Promise<Spool> => {
  await mkdir(folder, { recursive: true });
  const path = join(folder, randomUUID());
  const drop = (): Promise<void> => letGo(path);
  try {
    await pipeline(Readable.from(parts), createWriteStream(path, { flags: "wx", mode: 0o600 }));
    const { size } = await stat(path);
    return { size, read: () => createReadStream(path).once("close", () => void drop()) };
  } catch (error) {
    await drop();
    throw error;
  }
};
