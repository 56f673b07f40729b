/** Findings as tables: by code with an example of each, or one by one. */
import { findingWords } from "../findings.ts";
import { gridLines } from "./grid.ts";
import { plain, toned } from "./paint.ts";
import type { Show } from "./show.ts";
import { countText } from "./units.ts";
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
}

type Look = Pick<Show, "width" | "paint">;

const placeOf = ({ file, line, table, record }: Finding): string =>
  file === null
    ? [table, record].filter((part) => part !== null).join(" ")
    : line === null
      ? file
      : `${file}, line ${countText(line)}`;

/** `leads.csv, line 12: created_at 31/02/2026 is not an instant.` */
export const findingText = (finding: Finding): string => {
  const cell = [finding.column, finding.value].filter((part) => part !== null && part !== "").join(" ");
  return harmless(`${placeOf(finding)}: ${cell === "" ? "" : `${cell} `}${finding.reason}`);
};

export const findingGroupLines = (groups: readonly FindingGroup[], show: Look): string[] =>
  groups.flatMap(({ code, count, records, examples }) => {
    const { title, advice } = findingWords(code);
    const about =
      records > 0 && records !== count ? `, about ${countText(records)} ${records === 1 ? "record" : "records"}` : "";
    const indent = (text: string): string[] => wrap(text, show.width - 4).map((line) => `    ${line}`);
    const [first = "", ...rest] = wrap(`${title}${about} (${code})`, show.width - 9);
    return [
      `${show.paint("strong", countText(count).padStart(7))}  ${show.paint("strong", first)}`,
      ...rest.map((line) => `         ${show.paint("strong", line)}`),
      ...examples.flatMap((example) => indent(findingText(example))).map((line) => show.paint("dim", line)),
      ...indent(advice),
    ];
  });

export const findingLines = (findings: readonly Finding[], show: Look): string[] =>
  gridLines(
    {
      columns: [
        { title: "Where", align: "left", drop: 0 },
        { title: "Record", align: "left", drop: 2 },
        { title: "Column", align: "left", drop: 1 },
        { title: "Value", align: "left", drop: 0 },
        { title: "Reason", align: "left", drop: 0 },
      ],
      rows: findings.map((finding) => [
        plain(harmless(placeOf(finding))),
        plain(harmless([finding.table, finding.record].filter((part) => part !== null).join(" "))),
        plain(harmless(finding.column ?? "")),
        plain(harmless(finding.value ?? "")),
        toned("dim", harmless(finding.reason)),
      ]),
    },
    show.width,
    show.paint,
  );

/** Everything that was found, or page by page what has one code. */
export const checkLines = (
  found: { readonly groups: readonly FindingGroup[]; readonly listed: readonly Finding[]; readonly total: number },
  code: string | null,
  offset: number,
  show: Look,
): string[] => {
  if (found.total === 0) return ["Nothing was found wrong."];
  if (code === null)
    return [
      ...findingGroupLines(found.groups, show),
      "",
      ...wrap("quarterdeck check --code CODE lists each of them.", show.width).map((line) => show.paint("dim", line)),
    ];
  const { title, advice } = findingWords(code);
  const last = offset + found.listed.length;
  return [
    show.paint("strong", `${countText(found.total)} × ${title} (${code})`),
    ...wrap(advice, show.width),
    "",
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
