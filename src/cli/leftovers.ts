/** What large answers leave behind in JavaScript: numbers outside of its heap, of which it collects none before they are many. */
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** Bytes of numbers left behind since the last time at which collecting is worth its hundredth of a second or two. */
const many = 8_000_000;

/** Collects once much was left behind; to be called when an answer has been given. `held`: how many bytes there are. */
export const leftovers = (
  held: () => number = () => process.memoryUsage().arrayBuffers,
  collect: () => void = collector(),
): (() => void) => {
  let after = held();
  return () => {
    const now = held();
    if (now - after > many) {
      collect();
      after = held();
    } else after = Math.min(after, now);
  };
};

/**
 * Shown to nobody else: the flag adds it to contexts that begin while it is set. What it collects is given back before it
 * returns: a thread of its own, which on a busy machine comes late, would leave it counted as held.
 */
const collector = (): (() => void) => {
  setFlagsFromString("--no-concurrent-array-buffer-sweeping");
  setFlagsFromString("--expose-gc");
  const collect: unknown = runInNewContext("gc");
  setFlagsFromString("--no-expose-gc");
  return () => {
    if (typeof collect === "function") collect();
  };
};
