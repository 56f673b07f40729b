/** Where a `quarterdeck serve` of its own process answers, as it says itself. */

import { createInterface } from "node:readline";
import type { Readable } from "node:stream";

/** Fails when it ends before it has said so. */
export const addressTold = (output: Readable, ended: Promise<unknown>): Promise<string> =>
  new Promise((found, refused) => {
    void ended.then(() => refused(new Error("the server ended before it answered")));
    createInterface({ input: output }).on("line", (line) => {
      const at = /is served at (\S+)/.exec(line)?.[1];
      if (at !== undefined) found(at);
    });
  });
