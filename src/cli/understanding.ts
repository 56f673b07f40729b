/** What files are, and the process that they tell, without a workspace. */
import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { openDuckDb, type Session } from "../engines/index.ts";
import { type Mapping, type OfferedProcess, offeredProcess, recognise } from "../ingest/mapping/index.ts";
import type { GivenFile } from "../ingest/read/files.ts";
import { openContainers, stageFiles } from "../ingest/read/index.ts";
import { parseConfig, textOfConfig, writeConfig } from "../model/config.ts";
import { sources } from "../sources/index.ts";
import { formNamed, mappingFor, parsed } from "./form.ts";
import { understoodOf } from "./loader.ts";
import type { ImportRequest, OfferedConfig, SaidBeginnings, Understood } from "./parts.ts";

/** Reads the files in memory and says what they are; nothing is kept. */
export const understand = async (request: ImportRequest, onRead: () => void): Promise<Understood> => {
  await using engine = await openDuckDb({ fileAccess: true });
  await using session = await engine.session();
  await using opened = await openContainers(request.paths, process.stdin);
  const mapping = parsed(await mappingFor(session, opened.files, await formNamed(request)));
  await using staged = await stageFiles(session, opened.files, { mapping });
  onRead();
  return understoodOf(staged, mapping);
};

/** A process that the export offers, as a whole `quarterdeck.yaml`. */
const processOf = async (
  session: Session,
  mapping: Mapping | null,
  files: readonly GivenFile[],
  folder: string,
  { name = basename(folder), timezone, currency, fiscalMonth = 1, usualTimezone }: SaidBeginnings,
): Promise<Pick<OfferedConfig, "text" | "unsaid"> | null> => {
  const offer = mapping === null ? null : await offeredProcess(session, files, mapping);
  if (offer === null) return null;
  const { unsaid, ...process } = offer;
  const text = JSON.stringify({
    ...{ workspace: name, timezone: usualTimezone, ...process },
    ...(timezone === undefined ? {} : { timezone }),
    ...(currency === undefined ? {} : { currency }),
    ...(fiscalMonth === 1 ? {} : { fiscal_calendars: [{ id: "fiscal", starts_month: fiscalMonth }] }),
  });
  const told = mapping?.process?.read === undefined ? [] : [toldNote, ...unsaidNote(unsaid)];
  const written = writeConfig(parseConfig(text, `${mapping?.name ?? "mapping"}: process`));
  return { text: `${told.map((line) => `# ${line}\n`).join("")}${written}`, unsaid };
};

const toldNote = "The stages were read from the export: their order, and what its flags say of won and lost.";
const unsaidNote = (names: readonly string[]): readonly string[] =>
  names.length === 0
    ? []
    : [
        `Nothing says what it means to stand in ${names.map((name) => name.replaceAll(/\s+/g, " ")).join(", ")}.`,
        "They count as open, in the order in which they are listed: put them in yours, and write category: won, lost, no_decision, hold or void where it is.",
      ];

/** The process that the files tell by their form. */
export const processOffered = async (
  request: ImportRequest,
): Promise<{ title: string; process: OfferedProcess } | null> => {
  await using engine = await openDuckDb({ fileAccess: true });
  await using session = await engine.session();
  await using opened = await openContainers(request.paths, process.stdin);
  const mapping = parsed(await mappingFor(session, opened.files, await formNamed(request)));
  const offer = mapping === null ? null : await offeredProcess(session, opened.files, mapping);
  return mapping === null || offer === null ? null : { title: mapping.title ?? mapping.name, process: offer };
};

export const offeredConfig = async (folder: string, said: SaidBeginnings): Promise<OfferedConfig | null> => {
  const own = join(folder, "quarterdeck.yaml");
  const written = await readFile(own).catch(() => null);
  if (written !== null) {
    const text = textOfConfig(written, own);
    parseConfig(text, own);
    return { text, from: own, unsaid: [] };
  }
  await using engine = await openDuckDb({ fileAccess: true });
  await using session = await engine.session();
  await using opened = await openContainers([folder], process.stdin);
  const { mapping, title } = await recognise(session, opened.files, sources);
  const offered = await processOf(session, mapping, opened.files, folder, said);
  return offered === null ? null : { ...offered, from: title };
};
