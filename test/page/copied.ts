/** A copy of the demo's company that tests may change. */
import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, inject } from "vitest";
import { type Served, serve } from "./served.ts";

class Copy {
  /** The workspace, and what lies around it. */
  folder = "";
  around = "";
  server!: Served;

  /** Writes a file that is none of the workspace's; its path. */
  readonly made = async (name: string, content: string | Buffer): Promise<string> => {
    await writeFile(join(this.around, name), content);
    return join(this.around, name);
  };
}

/** Served from before the first of the tests around it until after the last. */
export const servedCopy = (): Copy => {
  const copy = new Copy();
  beforeAll(async () => {
    copy.around = await mkdtemp(join(tmpdir(), "quarterdeck-page-"));
    copy.folder = join(copy.around, "ws");
    await cp(inject("spare"), copy.folder, { recursive: true });
    copy.server = await serve(copy.folder);
  });
  afterAll(async () => {
    await copy.server.stop();
    await rm(copy.around, { recursive: true, force: true });
  });
  return copy;
};
