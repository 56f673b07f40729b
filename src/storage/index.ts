/** The workspace folder. */
export type { AcceptedFile, NewFile } from "./accepted.ts";
export { type Backup, backupsOf, listBackups, makeBackup, verifyBackup } from "./backup.ts";
export { type Examined, examine } from "./doctor.ts";
export type { Owner } from "./lock.ts";
export type { AcceptedBatch, Loader, LoadStep } from "./recover.ts";
export { type Restored, restoreBackup } from "./restore.ts";
export {
  type Accepting,
  configHashOf,
  type OpenOptions,
  openWorkspace,
  ownerOfWorkspace,
  type Workspace,
  type WorkspaceVersion,
} from "./workspace.ts";
