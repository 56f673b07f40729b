/** A machine that is short of something: memory for one process, room on a disk. Both are asked of Linux, which not everybody may. */
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const mega = 1024 * 1024;

/** A control group with so much memory; a process joins it by writing its number into `joins`. */
export interface LittleMemory extends Disposable {
  readonly joins: string;
}

const kinds = [
  { root: "/sys/fs/cgroup/memory", knows: "memory.limit_in_bytes", limit: "memory.limit_in_bytes" },
  { root: "/sys/fs/cgroup", knows: "cgroup.controllers", limit: "memory.max" },
];

/** Null where no group can be made. */
export const littleMemory = (megabytes: number): LittleMemory | null => {
  for (const { root, knows, limit } of kinds) {
    if (!existsSync(join(root, knows))) continue;
    const group = join(root, `quarterdeck-soak-${process.pid}-${megabytes}`);
    try {
      mkdirSync(group);
      writeFileSync(join(group, limit), String(megabytes * mega));
      return { joins: join(group, "cgroup.procs"), [Symbol.dispose]: () => rmdirSync(group) };
    } catch {
      if (existsSync(group)) rmdirSync(group);
    }
  }
  return null;
};

export interface SmallDisk extends Disposable {
  readonly path: string;
}

/** An empty disk of that size; null where none can be mounted. */
export const smallDisk = (megabytes: number): SmallDisk | null => {
  const path = mkdtempSync(join(tmpdir(), "quarterdeck-disk-"));
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", `size=${megabytes}m`, "none", path], { stdio: "ignore" });
  } catch {
    rmdirSync(path);
    return null;
  }
  return {
    path,
    [Symbol.dispose]: () => {
      execFileSync("umount", ["-l", path], { stdio: "ignore" });
      rmdirSync(path);
    },
  };
};

/** Megabytes that the process held in memory at most until now; null when it is gone. */
export const peakOf = (pid: number): number | null => {
  try {
    const found = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "latin1"))?.[1];
    return found === undefined ? null : Number(found) / 1024;
  } catch {
    return null;
  }
};
