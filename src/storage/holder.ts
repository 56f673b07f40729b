/** Which process holds something, and whether it still runs. */
import { readFileSync } from "node:fs";
import { hasCode } from "./durable.ts";

/** When the process of that number began, in the system's ticks since the start of the machine; null where that cannot be known. */
export const beganAt = (pid: number): string | null => {
  try {
    // The name of the program may hold spaces and brackets; the fields that follow it do not. The start is the 22nd field.
    const text = readFileSync(`/proc/${pid}/stat`, "latin1");
    return text.slice(text.lastIndexOf(")") + 2).split(" ")[19] ?? null;
  } catch {
    return null;
  }
};

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return hasCode(error, "EPERM");
  }
};

/** Whether it is still the process that began then: a number is given again to another process one day. */
export const isRunning = (pid: number, began: string | null): boolean => {
  if (!isAlive(pid)) return false;
  const now = beganAt(pid);
  return began === null || now === null || began === now;
};
