/** The records behind a figure, opened from anywhere: what is open stands in the address, so that a link shows it too. */
import { useCallback } from "react";
import { parametersOf, type Question } from "../api/question.ts";
import { useChangeSearch, usePageSearch } from "../scope/useScope.ts";

export type Part = "num" | "den";

export interface Opened {
  readonly question: Question;
  readonly part: Part;
  /** What the drawer is headed with: "Won by Anna Snelling, Oct 2026". */
  readonly title: string;
}

/** `records=win_rate?part=num&...` in the address. */
const written = ({ question, part, title }: Opened): string => {
  const { kpi, ...rest } = question;
  const parameters = parametersOf({ ...rest, grain: undefined, by: undefined, compare: undefined });
  parameters.set("part", part);
  parameters.set("title", title);
  return `${kpi}?${parameters}`;
};

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

export const useOpenRecords = (): ((opened: Opened) => void) => {
  const change = useChangeSearch();
  return useCallback((opened) => change({ records: written(opened) }), [change]);
};

export const useOpenedRecords = (): { readonly opened: Opened | null; readonly close: () => void } => {
  const { records } = usePageSearch();
  const change = useChangeSearch();
  const close = useCallback(() => change({ records: undefined }), [change]);
  return { opened: typeof records === "string" ? readRecords(records) : null, close };
};
