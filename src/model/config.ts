/** `quarterdeck.yaml` read and checked: a configuration, or the first line that is wrong and what to do about it. */
import { isUtf8 } from "node:buffer";
import type { Document } from "yaml";
import { isAlias, isMap, isNode, isScalar, isSeq, LineCounter, parseDocument } from "yaml";
import { Problem } from "../problem.ts";
import type { Fault, Path } from "./config-faults.ts";
import { faultsOf } from "./config-faults.ts";
import { faultsOfMeaning } from "./config-rules.ts";
import { type ConfigFile, configFile, knownKeys } from "./config-schema.ts";
import { weekdays } from "./day.ts";
import type { Pipeline, WorkspaceConfig } from "./process.ts";

export { configSchema } from "./config-schema.ts";
export { writeConfig } from "./config-write.ts";

/** The line of a path, or of the nearest place above it that is written; `null` for the file as a whole. */
const lineOf = (document: Document, lines: LineCounter, path: Path): number | null => {
  let node: unknown = document.contents;
  let offset: number | undefined;
  for (const step of path) {
    if (isAlias(node)) node = node.resolve(document);
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(step));
      if (pair === undefined) break;
      offset = isNode(pair.key) ? pair.key.range?.[0] : offset;
      node = pair.value;
    } else if (isSeq(node)) {
      node = node.items[Number(step)];
      offset = isNode(node) ? (node.range?.[0] ?? offset) : offset;
    } else break;
  }
  return offset === undefined ? null : lines.linePos(offset).line;
};

const inFileOrder = (document: Document, lines: LineCounter, faults: readonly Fault[]): readonly Fault[] => {
  const line = (fault: Fault): number => lineOf(document, lines, fault.path) ?? Number.POSITIVE_INFINITY;
  return [...faults].sort((a, b) => (line(a) < line(b) ? -1 : line(a) > line(b) ? 1 : 0));
};

const problemOf = (fault: Fault, file: string, line: number | null): Problem<"bad_config"> =>
  new Problem("bad_config", { file, line, key: fault.path.join("."), reason: fault.reason, remedy: fault.remedy });

const lf = 0x0a;

/** The bytes of the file as text. An editor of Windows may have saved them in another encoding, which would make other names of those of stages. Problem: `bad_config`. */
export const textOfConfig = (bytes: Uint8Array, file: string): string => {
  if (isUtf8(bytes)) return Buffer.from(bytes).toString("utf8");
  let line = 1;
  for (let from = 0; ; line += 1) {
    const end = bytes.indexOf(lf, from);
    if (end < 0 || !isUtf8(bytes.subarray(from, end))) break;
    from = end + 1;
  }
  throw new Problem("bad_config", {
    ...{ file, line, key: "The file" },
    reason: "is not written in UTF-8.",
    remedy: "Save it so: in Notepad by Save as, with the encoding UTF-8.",
  });
};

/** Text to values; broken YAML and anything but settings by name is a problem. */
const readYaml = (text: string, file: string, lines: LineCounter): Document => {
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const [error] = document.errors;
  if (error !== undefined)
    throw new Problem("bad_config", {
      file,
      line: lines.linePos(error.pos[0]).line,
      key: "The file",
      reason: `is not valid YAML: ${error.message.replace(/\.?$/, ".")}`,
      remedy: "Check the indentation, the colons and the quotes of that line.",
    });
  if (document.contents !== null && !isMap(document.contents))
    throw new Problem("bad_config", {
      file,
      line: 1,
      key: "The file",
      reason: "does not consist of settings.",
      remedy: "Write one setting a line, as in timezone: Europe/Berlin.",
    });
  return document;
};

const weekStarts = (name: ConfigFile["week_starts"]) => weekdays.find((day) => name.startsWith(day)) ?? "mon";

/** Where no stage of a pipeline says that it qualifies, the first open one of opportunities does. */
const pipelineOf = ({ id, name, stages }: ConfigFile["pipelines"][number]): Pipeline => {
  const chosen =
    stages.find(({ qualifies }) => qualifies) ??
    stages.find(({ of, category }) => of === "opportunity" && category === "open");
  return {
    id,
    name: name ?? id,
    stages: stages.map((stage) => ({ ...stage, name: stage.name ?? stage.id, qualifies: stage === chosen })),
  };
};

const configOf = (file: ConfigFile): WorkspaceConfig => ({
  workspace: file.workspace,
  timezone: file.timezone,
  currency: file.currency,
  weekStarts: weekStarts(file.week_starts),
  fiscalCalendars: file.fiscal_calendars.map(({ id, starts_month, label }) => ({
    id,
    startsMonth: starts_month,
    label,
  })),
  workingTime: file.working_time,
  pipelines: file.pipelines.map(pipelineOf),
  followUpDays: file.follow_up_days,
  slaWorkingHours: file.sla_working_hours,
  horizonDays: file.horizon_days,
  sample: file.sample,
});

/**
 * A `quarterdeck.yaml`, its text or its bytes, as a checked configuration with its defaults filled in; `file` names it in messages.
 * The problem `bad_config` says the first line that is wrong, its key (`pipelines.0.stages.2.category`), why, and what to do;
 * keys that are not known come first, as they explain those that are missing.
 */
export const parseConfig = (written: string | Uint8Array, file: string): WorkspaceConfig => {
  const text = typeof written === "string" ? written : textOfConfig(written, file);
  const lines = new LineCounter();
  const document = readYaml(text, file, lines);
  const given: unknown = document.toJS() ?? {};
  const read = configFile.safeParse(given);
  const unknown = (read.error?.issues ?? []).filter(({ code }) => code === "unrecognized_keys");
  const issues = unknown.length > 0 ? unknown : (read.error?.issues ?? []);
  const faults = read.success
    ? faultsOfMeaning(read.data)
    : issues.flatMap((issue) => faultsOf(issue, given, knownKeys));
  const [first] = inFileOrder(document, lines, faults);
  if (first !== undefined) throw problemOf(first, file, lineOf(document, lines, first.path));
  if (!read.success) throw read.error;
  return configOf(read.data);
};
