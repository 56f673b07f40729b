/** Findings as tables: by code with an example of each, or one by one. */
import { type Effect, isAskedAbout } from "../../insights/index.ts";
import { countText } from "../../wording/figures.ts";
import { type EffectWords, effectLine, effectsNote, effectText } from "../effects.ts";
import { findingWords } from "../findings.ts";
import { gridLines } from "./grid.ts";
import { plain } from "./paint.ts";
import type { Show } from "./show.ts";
import { harmless, wrap } from "./width.ts";

export interface Finding {
  readonly code: string;
  readonly table: string | null;
  readonly record: string | null;
  readonly file: string | null;
  readonly line: number | null;
  readonly column: string | null;
  readonly value: string | null;
  readonly reason: string;
}

export interface FindingGroup {
  readonly code: string;
  readonly count: number;
  /** Distinct records that it is about. */
  readonly records: number;
  readonly examples: readonly Finding[];
  /** What it does to the numbers, the greatest first; absent where nobody asked. */
  readonly effects?: readonly Effect[];
}

type Look = Pick<Show, "width" | "paint">;

const placeOf = ({ file, line, table, record }: Finding): string =>
  file === null
    ? [table, record].filter((part) => part !== null).join(" ")
    : line === null
      ? file
      : `${file}, line ${countText(line)}`;

/** `leads.csv, line 12: created_at 31/02/2026 is not an instant`; of a record: `leads L7 was touched before it was created (2026-01-03)`. */
const findingText = (finding: Finding): string => {
  const { file, column, value, reason } = finding;
  const place = placeOf(finding);
  if (file === null) return harmless(`${place} ${reason}${value === null ? "" : ` (${value})`}`);
  const cell = [column, value].filter((part) => part !== null && part !== "").join(" ");
  const isSentence = /^\p{Lu}/u.test(reason);
  return harmless(`${place}: ${cell}${cell === "" ? "" : isSentence ? ": " : " "}${reason}`);
};

/** Effects under one condition belong together; the order stays. */
const byCondition = (effects: readonly Effect[]): readonly (readonly Effect[])[] => {
  const found = new Map<string, readonly Effect[]>();
  for (const effect of effects) found.set(effect.condition, [...(found.get(effect.condition) ?? []), effect]);
  return [...found.values()];
};

const unchanged = "No headline of the last twelve months changes by it, as far as that can be told.";

export const findingGroupLines = (groups: readonly FindingGroup[], show: Look, words?: EffectWords): string[] =>
  groups.flatMap(({ code, count, records, examples, effects = [] }) => {
    const { title, advice } = findingWords(code);
    const about =
      records > 0 && records !== count ? `, about ${countText(records)} ${records === 1 ? "record" : "records"}` : "";
    const indent = (text: string): string[] => wrap(text, show.width - 4).map((line) => `    ${line}`);
    const [first = "", ...rest] = wrap(`${title}${about} (${code})`, show.width - 9);
    return [
      `${show.paint("strong", countText(count).padStart(7))}  ${show.paint("strong", first)}`,
      ...rest.map((line) => `         ${show.paint("strong", line)}`),
      ...(words === undefined ? [] : byCondition(effects).flatMap((some) => indent(effectLine(some, words)))),
      ...(words !== undefined && effects.length === 0 && isAskedAbout(code) ? indent(unchanged) : []),
      ...examples.flatMap((example) => indent(findingText(example))).map((line) => show.paint("dim", line)),
      ...indent(advice),
    ];
  });

const findingLines = (findings: readonly Finding[], show: Look): string[] => {
  const recordOf = ({ table, record }: Finding) => [table, record].filter((part) => part !== null).join(" ");
  const columns = [
    { title: "Where", drop: 0, text: (finding: Finding) => (finding.file === null ? "" : placeOf(finding)) },
    { title: "Record", drop: findings.some(({ file }) => file !== null) ? 2 : 0, text: recordOf },
    { title: "Column", drop: 1, text: ({ column }: Finding) => column ?? "" },
    { title: "Value", drop: 0, text: ({ value }: Finding) => value ?? "" },
    { title: "Reason", drop: 0, text: ({ reason }: Finding) => reason },
  ].filter(({ text }) => findings.some((finding) => text(finding) !== ""));
  return gridLines(
    {
      columns: columns.map(({ title, drop }) => ({ title, drop, align: "left" })),
      rows: findings.map((finding) => columns.map(({ text }) => plain(harmless(text(finding))))),
    },
    show.width,
    show.paint,
  );
};

/** Everything that was found, or page by page what has one code. */
export const checkLines = (
  found: { readonly groups: readonly FindingGroup[]; readonly listed: readonly Finding[]; readonly total: number },
  code: string | null,
  offset: number,
  show: Look,
  words?: EffectWords,
): string[] => {
  if (found.total === 0) return ["Nothing was found wrong."];
  const dim = (text: string): string[] => wrap(text, show.width).map((line) => show.paint("dim", line));
  if (code === null)
    return [
      ...findingGroupLines(found.groups, show, words),
      "",
      ...(words !== undefined && found.groups.some(({ effects = [] }) => effects.length > 0) ? dim(effectsNote) : []),
      ...dim("quarterdeck check CODE lists each of them."),
    ];
  const { title, advice } = findingWords(code);
  const last = offset + found.listed.length;
  const effects = found.groups.find((group) => group.code === code)?.effects ?? [];
  return [
    ...wrap(`${countText(found.total)} × ${title} (${code})`, show.width).map((line) => show.paint("strong", line)),
    ...wrap(advice, show.width),
    "",
    ...(words === undefined || effects.length === 0
      ? []
      : [...effects.flatMap((effect) => wrap(effectText(effect, words), show.width)), ...dim(effectsNote), ""]),
    ...findingLines(found.listed, show),
    ...(found.listed.length === found.total
      ? []
      : [
          "",
          show.paint(
            "dim",
            `${countText(offset + 1)} to ${countText(last)} of ${countText(found.total)}: --limit and --offset show others.`,
          ),
        ]),
  ];
};
