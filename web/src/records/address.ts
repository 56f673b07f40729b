/** The records that are open, as one word of the address: `records=win_rate?part=num&...`, so that a link shows them too. */

import { parametersOf, type Question } from "../api/question.ts";
import type { PartName } from "../api/types.ts";

export type { Part } from "../api/types.ts";

export interface Opened {
  readonly question: Question;
  readonly part: PartName;
  /** What the drawer is headed with: "Won by Anna Snelling, Oct 2026". */
  readonly title: string;
}

/** A grain, a split or a comparison makes no other records. */
export const writtenRecords = ({ question, part, title }: Opened): string => {
  const { kpi, ...rest } = question;
  const parameters = parametersOf({ ...rest, grain: undefined, by: undefined, compare: undefined });
  parameters.set("part", part);
  parameters.set("title", title);
  return `${kpi}?${parameters}`;
};

const parts: Readonly<Record<PartName, true>> = {
  num: true,
  den: true,
  entered: true,
  left: true,
  advanced: true,
  dropped: true,
  moved_back: true,
  moved_aside: true,
  lost: true,
  still_there: true,
  moved_away: true,
};

const partIn = (text: string | undefined): PartName =>
  (Object.keys(parts) as PartName[]).find((one) => one === text) ?? "num";

/** `null` where the text names no KPI. */
export const readRecords = (text: string): Opened | null => {
  const mark = text.indexOf("?");
  if (mark < 1) return null;
  const parameters = new URLSearchParams(text.slice(mark + 1));
  const told = (key: string): string | undefined => parameters.get(key) ?? undefined;
  return {
    question: {
      kpi: text.slice(0, mark),
      variant: told("variant"),
      period: told("period"),
      from: told("from"),
      to: told("to"),
      as_of: told("as_of"),
      where: parameters.getAll("where"),
    },
    part: partIn(told("part")),
    title: told("title") ?? "Records",
  };
};
