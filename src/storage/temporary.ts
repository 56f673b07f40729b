/** Folders for what is written on the way: each is named after the process that holds it, so that those of killed ones can be told and go. */
import { createHash } from "node:crypto";
import { readlinkSync } from "node:fs";
import { mkdtemp, readdir } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { remove } from "./durable.ts";
import { beganAt, isRunning } from "./holder.ts";

type Purpose = "staging" | "rejected" | "files" | "demo-files";

/** Numbers of processes mean something on one machine, and within one container of it: others may share the folder. */
const numbering = (): string => {
  try {
    return readlinkSync("/proc/self/ns/pid");
  } catch {
    return "";
  }
};

const place = (): string => createHash("sha256").update(`${hostname()} ${numbering()}`).digest("hex").slice(0, 8);

/** `quarterdeck-staging-<place>-<process>-<its beginning>-<six letters>` */
const form = /^quarterdeck-(?:staging|rejected|files|demo-files)-([0-9a-f]{8})-(\d+)-(\d+)-\w{6}$/;

const isLeft = (name: string): boolean => {
  const [, where, pid, began] = form.exec(name) ?? [];
  return where === place() && pid !== undefined && !isRunning(Number(pid), began === "0" ? null : (began ?? null));
};

let swept: Promise<void> | null = null;

/** Only ours, of this machine, whose process is gone; what cannot be removed is somebody else's. */
const sweep = async (): Promise<void> => {
  for (const name of await readdir(tmpdir()).catch(() => []))
    if (isLeft(name)) await remove(join(tmpdir(), name)).catch(() => {});
};

/** A new folder of this process; whoever made it removes it. The first one sweeps up after processes that were killed. */
export const temporaryFolder = async (purpose: Purpose): Promise<string> => {
  swept ??= sweep();
  await swept;
  const began = beganAt(process.pid) ?? "0";
  return mkdtemp(join(tmpdir(), `quarterdeck-${purpose}-${place()}-${process.pid}-${began}-`));
};
