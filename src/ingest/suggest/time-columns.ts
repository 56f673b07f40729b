/** Which column holds the time of day of which date, where a file has them apart: by their names, and by what is in them. */
import { tableNamed } from "../../model/tables.ts";
import type { Look } from "./look.ts";

const timeWord = "time|clock|hour|uhrzeit|zeit|heure|hora|ora|tijd|tid";
const dateWord = "date|day|on|datum|tag|jour|fecha|dia|data|giorno|dato|dag";
/** When it ended, or how long it took. */
const otherTime = /end|finish|until|duration|talk|handle|wait|response|bis|dauer|fin/;

const bare = (text: string): string => text.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, "");

/** The name without the word at its beginning or its end; null when it has none. */
const without = (words: string, column: string): string | null => {
  const text = bare(column);
  const found = new RegExp(`^(?:${words})|(?:${words})$`).exec(text);
  return found === null ? null : text.replace(found[0], "");
};

interface Known extends Look {
  readonly to: string | null;
}

export interface TimeColumn {
  /** The instant of ours. */
  readonly timeOf: string;
  readonly confidence: number;
}

export const instantsOf = (table: string | null): readonly string[] =>
  (tableNamed(table ?? "")?.columns ?? []).filter(({ type }) => type === "instant").map((one) => one.name);

/** By the file's columns. An instant has one at most, the surest. */
export const timeColumns = (table: string, columns: readonly Known[]): ReadonlyMap<string, TimeColumn> => {
  const instants = instantsOf(table);
  const free = columns.filter(
    ({ column, to, times }) => to === null && times >= 0.5 && without(timeWord, column) !== null,
  );
  const dates = columns.filter(
    ({ to, dates, clocks }) => to !== null && instants.includes(to) && dates > 0.9 && clocks === 0,
  );
  const found = new Map<string, TimeColumn>();
  for (const { column: dated, to } of dates) {
    const own = without(dateWord, dated) ?? bare(dated);
    const same = free.find(({ column }) => without(timeWord, column) === own);
    const any = dates.length === 1 ? free.find(({ column }) => !otherTime.test(bare(column))) : undefined;
    const best = same ?? any;
    if (to !== null && best !== undefined && !found.has(best.column))
      found.set(best.column, { timeOf: to, confidence: same === undefined ? 0.7 : 0.95 });
  }
  return found;
};
