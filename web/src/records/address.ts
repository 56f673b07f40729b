/** The records that are open, as one word of the address: `records=win_rate?part=num&...`, so that a link shows them too. */
import { parametersOf, type Question } from "../api/question.ts";

export type Part = "num" | "den";

export interface Opened {
  readonly question: Question;
  readonly part: Part;
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
    part: told("part") === "den" ? "den" : "num",
    title: told("title") ?? "Records",
  };
};
