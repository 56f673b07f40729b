/** Once for all tests of the page: the build, the demo company, Maven where its data is, each served, and a browser. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { TestProject } from "vitest/node";
import { findChromium } from "./chromium.ts";
import { quarterdeck, type Served, serve } from "./served.ts";

declare module "vitest" {
  export interface ProvidedContext {
    readonly chromium: string;
    /** The demo company's address. */
    readonly demo: string;
    /** A workspace folder of the demo company, served by nobody: copies of it may be changed. */
    readonly spare: string;
    /** Maven's address; empty when its data is not there. */
    readonly maven: string;
  }
}

const root = resolve(import.meta.dirname, "../..");
const until = "2026-11-24";

const build = (): void => {
  const { status } = spawnSync("npm", ["run", "--silent", "build"], { cwd: root, stdio: "inherit" });
  if (status !== 0) throw new Error("The build failed.");
};

export const setup = async (project: TestProject): Promise<() => Promise<void>> => {
  const chromium = findChromium();
  if (!existsSync(join(root, "dist/web/index.html")) || !existsSync(join(root, "dist/cli/main.js"))) build();
  const folder = await mkdtemp(join(tmpdir(), "quarterdeck-page-"));
  const servers: Served[] = [];
  const open = async (workspace: string): Promise<string> => {
    const server = await serve(workspace);
    servers.push(server);
    return server.address;
  };
  quarterdeck("demo", "--folder", join(folder, "demo"), "--until", until);
  await cp(join(folder, "demo"), join(folder, "spare"), { recursive: true });
  project.provide("chromium", chromium);
  project.provide("spare", join(folder, "spare"));
  project.provide("demo", await open(join(folder, "demo")));
  const data = resolve(root, "../shared/data/maven_crm");
  if (existsSync(data)) {
    quarterdeck("init", join(folder, "maven"), "--from", data);
    project.provide("maven", await open(join(folder, "maven")));
  } else project.provide("maven", "");
  return async () => {
    await Promise.all(servers.map((server) => server.stop()));
    await rm(folder, { recursive: true, force: true });
  };
};
