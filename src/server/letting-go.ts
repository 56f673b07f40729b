/** Files and folders that last no longer than the server. */
import { rm } from "node:fs/promises";

/** Removes it; what somebody holds just now goes with its folder, when the workspace is opened next. */
export const letGo = (path: string): Promise<void> => rm(path, { recursive: true, force: true }).catch(() => {});
