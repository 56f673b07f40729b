/** An import told step by step: what the files are, what became of them, and where the rows are that were left out. */
import { access, stat } from "node:fs/promises";
import { basename, dirname, resolve } from "node:path";
import { shellWord } from "../reports/table/shell.ts";
import { breakable, type Context, lookOf, print, say } from "./context.ts";
import { settleMissing } from "./missing.ts";
import type { Imported, Importing, ImportRequest, Outcome, RejectedFile, Understood } from "./parts.ts";
import { Usage } from "./usage.ts";

export interface Told {
  readonly understood: Understood | null;
  readonly imported: Imported;
  /** From the first byte to the last fact. */
  readonly tookMs: number;
  /** Where the rows are that were left out; empty where none was, or nobody asked for them. */
  readonly rejectedFiles: readonly RejectedFile[];
  /** What of a whole export was missing and is marked as deleted now; null when nothing is. */
  readonly deleted: Imported | null;
}

export interface Rehearsed {
  readonly understood: Understood | null;
  readonly outcome: Outcome;
  readonly rejectedFiles: readonly RejectedFile[];
}

/** What the user said of the import beside its files. */
export interface Wishes {
  /** As the user named the workspace; undefined: it was found. */
  readonly workspace?: string;
  /** Where the rows shall go that are left out. */
  readonly rejected?: string;
  /** What shall become of records that a whole export does not tell. */
  readonly missing?: "keep" | "delete";
}

const inFolder = (context: Context, path: string): string => resolve(context.io.folder, path);

export const isDialogue = ({ io }: Context): boolean => io.isTerminal.in && io.isTerminal.out;

const isFolder = (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );

/** Before anything is loaded: what is there already is not written over, and there is a place for it. */
const refuseTaken = async (context: Context, { rejected }: Wishes): Promise<void> => {
  if (rejected === undefined) return;
  const isThere = await access(inFolder(context, rejected)).then(
    () => true,
    () => false,
  );
  if (isThere)
    throw new Usage(`${rejected} is there already.`, "Name another file with --rejected FILE, or remove it.");
  const folder = dirname(inFolder(context, rejected));
  if (!(await isFolder(folder)))
    throw new Usage(`There is no folder ${folder}.`, "Make it, or name another file with --rejected FILE.");
};

/** The command that writes the rows which were left out, without loading anything; null for what can be read only once. */
const howToGet = (request: ImportRequest, wishes: Wishes): string | null => {
  if (request.written !== undefined || request.paths.some((path) => basename(path) === "-")) return null;
  const option = (name: string, value: string | undefined): string[] =>
    value === undefined ? [] : [`--${name}`, shellWord(value)];
  return [
    "quarterdeck import",
    ...request.paths.map((path) => shellWord(path)),
    ...option("as", request.as),
    ...option("mapping", request.mapping),
    ...option("workspace", wishes.workspace),
    ...(request.full === true ? ["--full"] : []),
    "--dry-run --rejected rejected.csv",
  ].join(" ");
};

const writeAside = async (
  context: Context,
  importing: Importing,
  { rejected }: Wishes,
  rows: number,
): Promise<readonly RejectedFile[]> => {
  if (rejected === undefined) return [];
  if (importing.writeRejected === undefined) {
    say(context, "A server has the workspace open: the rows that were left out can be written once it has ended.");
    return [];
  }
  if (rows === 0) say(context, `No row was left out: ${rejected} was not written.`);
  return rows === 0 ? [] : await importing.writeRejected(inFolder(context, rejected));
};

const someOf = (names: readonly string[]): string => {
  const more = names.length - 5;
  return `${names.slice(0, 5).join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
};

/** Nothing that may be data is left where it is in silence. */
export const sayPassedOver = async (context: Context, paths: readonly string[]): Promise<void> => {
  const { passedOver } = await import("../ingest/read/passed-over.ts");
  const { files, packed } = await passedOver(paths);
  if (files.length > 0)
    say(
      context,
      `Not read, as in a folder such files are more often something else: ${someOf(files)}. Name one itself to have it read.`,
    );
  if (packed.length > 0)
    say(
      context,
      `Not read, as in an archive such files are more often something else: ${someOf(packed)}. Unpack it, and name one itself to have it read.`,
    );
};

/** The steps of an import, each told as it begins. `lastly`: while the workspace is still open. */
export const importInto = async (
  context: Context,
  folder: string,
  request: ImportRequest,
  wishes: Wishes = {},
  onUnderstood: (understood: Understood) => void = () => {},
  lastly?: (importing: Importing, told: Told) => Promise<void>,
): Promise<Told> => {
  await refuseTaken(context, wishes);
  const begun = context.io.now();
  using breaking = breakable(context);
  const { hearing } = breaking;
  await using importing = await context.parts.open(folder, hearing);
  const heard: Understood[] = [];
  const imported = await importing.import(request, (understood) => {
    heard.push(understood);
    onUnderstood(understood);
  });
  hearing.progress.end();
  breaking[Symbol.dispose]();
  const tookMs = context.io.now() - begun;
  const rejectedFiles = await writeAside(context, importing, wishes, imported.rejected);
  const told = { understood: heard[0] ?? null, imported, tookMs, rejectedFiles };
  await lastly?.(importing, { ...told, deleted: null });
  const about = { flag: wishes.missing, isAsked: lastly !== undefined && isDialogue(context) };
  const deleted = await settleMissing(context, importing, imported.missing ?? [], about);
  return { ...told, deleted };
};

/** Does all of it and takes it back. */
export const rehearseIn = async (
  context: Context,
  folder: string,
  request: ImportRequest,
  wishes: Wishes = {},
): Promise<Rehearsed> => {
  await refuseTaken(context, wishes);
  using breaking = breakable(context);
  const { hearing } = breaking;
  await using importing = await context.parts.open(folder, hearing);
  const heard: Understood[] = [];
  const outcome = await importing.rehearse(request, (understood) => heard.push(understood));
  hearing.progress.end();
  const rejectedFiles = await writeAside(context, importing, wishes, outcome.rejected);
  return { understood: heard[0] ?? null, outcome, rejectedFiles };
};

/** On a terminal the rows that were left out are offered at once; elsewhere the command is named that writes them. */
const offerRejected = async (
  context: Context,
  importing: Importing,
  request: ImportRequest,
  wishes: Wishes,
  { imported, rejectedFiles }: Told,
): Promise<void> => {
  const { asideLines, leftOutLines } = await import("../reports/table/importing.ts");
  const look = await lookOf(context);
  const rows = imported.rejected;
  if (rows === 0 || rejectedFiles.length > 0) return print(context, asideLines(rejectedFiles, look));
  if (!isDialogue(context) || importing.writeRejected === undefined)
    return print(context, leftOutLines(rows, howToGet(request, wishes), look));
  print(context, leftOutLines(rows, null, look));
  const prompts = await context.parts.prompts();
  const name = `rejected-${imported.batch}.csv`;
  if (!(await prompts.confirm(`Write ${rows === 1 ? "it" : "them"} to ${name}, with the reasons?`, true))) return;
  print(context, asideLines(await importing.writeRejected(inFolder(context, name)), look));
};

/** An import as it is seen on a terminal: first what the files are, then what became of them. */
export const importAloud = async (
  context: Context,
  folder: string,
  request: ImportRequest,
  wishes: Wishes = {},
): Promise<void> => {
  const { importedLines, understoodLines } = await import("../reports/table/importing.ts");
  const look = await lookOf(context);
  await importInto(
    context,
    folder,
    request,
    wishes,
    (understood) => print(context, understoodLines(understood, look)),
    async (importing, told) => {
      print(context, importedLines(told.imported, look, told.tookMs));
      await offerRejected(context, importing, request, wishes, told);
    },
  );
};

/** A rehearsal as it is seen on a terminal. */
export const rehearseAloud = async (
  context: Context,
  folder: string,
  request: ImportRequest,
  wishes: Wishes,
): Promise<void> => {
  const { understood, outcome, rejectedFiles } = await rehearseIn(context, folder, request, wishes);
  const { asideLines, leftOutLines, rehearsedLines, understoodLines } = await import("../reports/table/importing.ts");
  const look = await lookOf(context);
  print(context, understood === null ? [] : understoodLines(understood, look));
  print(context, rehearsedLines(outcome, look));
  const how = rejectedFiles.length > 0 ? null : howToGet(request, wishes);
  print(
    context,
    rejectedFiles.length > 0 ? asideLines(rejectedFiles, look) : leftOutLines(outcome.rejected, how, look),
  );
};
