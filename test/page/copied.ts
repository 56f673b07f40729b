/** A copy of the demo's company that tests may change. */
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, inject } from "vitest";
import { type Served, serve } from "./served.ts";

class Copy {
  folder = "";
  server!: Served;
}

/** Served from before the first of the tests around it until after the last. */
export const servedCopy = (): Copy => {
  const copy = new Copy();
  beforeAll(async () => {
    copy.folder = await mkdtemp(join(tmpdir(), "quarterdeck-page-"));
    await cp(inject("spare"), copy.folder, { recursive: true });
    copy.server = await serve(copy.folder);
  });
  afterAll(async () => {
    await copy.server.stop();
    await rm(copy.folder, { recursive: true, force: true });
  });
  return copy;
};
