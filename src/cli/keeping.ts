/** Backups, their way back, and the look over a workspace. */
import { backupsOf, examine, makeBackup, restoreBackup } from "../storage/index.ts";
import { loaderOf } from "./loader.ts";
import type { Keeping } from "./parts.ts";

export const keeping: Keeping = {
  backup: async (folder, to) => {
    const made = await makeBackup(folder, to ?? backupsOf(folder), Date.now());
    const size = made.files.reduce((sum, file) => sum + file.size, 0);
    return { folder: made.folder, files: made.files.length, size, batch: made.batch };
  },
  restore: async (folder, from) => {
    const { backup, kept } = await restoreBackup(folder, from, Date.now());
    return { from: backup.folder, madeAt: backup.madeAt, batch: backup.batch, kept };
  },
  doctor: (folder, { onMessage }) => examine(folder, { load: loaderOf({}), accepting: true, onMessage }, Date.now()),
};
