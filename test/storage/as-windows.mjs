/**
 * Read before the command line: it is refused what Windows refuses. A file is not moved, removed or made at the first attempt, nothing that
 * this process has open at all; no folder is synced, no symbolic link made, nothing known of processes. Our own code is told that it is there.
 */
import fs from "node:fs";
import promises from "node:fs/promises";
import { syncBuiltinESMExports } from "node:module";

const { open, rename, rm } = promises;
const { readFileSync, readlinkSync } = fs;

const refuse = (code, path) => {
  throw Object.assign(new Error(`${code}: not here, '${path}'`), { code, path: String(path) });
};

/** Who asks is the function that calls the getter. */
const isOurs = () => new Error().stack.split("\n")[3]?.includes("/windows-") === true;
Object.defineProperty(process, "platform", { get: () => (isOurs() ? "win32" : "linux") });

const refused = new Map();
const once = async (key, code, work) => {
  const times = refused.get(key) ?? 0;
  refused.set(key, times + 1);
  if (times === 0) refuse(code, key);
  refused.delete(key);
  return work();
};

const refuseOpen = (path) => {
  if (!fs.existsSync(path)) return;
  const real = fs.realpathSync(path);
  for (const one of fs.readdirSync("/proc/self/fd")) {
    let held = "";
    try {
      held = readlinkSync(`/proc/self/fd/${one}`);
    } catch {}
    if (held === real || held.startsWith(`${real}/`)) refuse("EBUSY", held);
  }
};

promises.rename = (from, to) =>
  once(`${from} > ${to}`, "EPERM", () => {
    refuseOpen(from);
    return rename(from, to);
  });
promises.rm = (path, options) =>
  once(path, "EBUSY", () => {
    refuseOpen(path);
    return rm(path, options);
  });
promises.symlink = async (_target, path) => refuse("EPERM", path);
promises.open = async (path, flags, mode) => {
  const handle = await (flags === "wx" && String(path).endsWith(".lock")
    ? once(`new ${path}`, "EPERM", () => open(path, flags, mode))
    : open(path, flags, mode));
  if ((await handle.stat()).isDirectory()) handle.sync = async () => refuse("EPERM", path);
  return handle;
};
fs.readFileSync = (path, options) =>
  String(path).startsWith("/proc/") ? refuse("ENOENT", path) : readFileSync(path, options);
fs.readlinkSync = (path, options) =>
  String(path).startsWith("/proc/") ? refuse("ENOENT", path) : readlinkSync(path, options);
syncBuiltinESMExports();
