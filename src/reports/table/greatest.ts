/** Where a table cannot show all members, those of the most records come first: of 5,000 people the first by name are nobody in particular. */
import type { Answer, Row } from "../../query/index.ts";

export interface RowPage {
  readonly limit: number;
  readonly offset: number;
}

export const memberKey = ({ keys }: Row): string => JSON.stringify(keys);

/** Dimensions whose order says something of itself. */
const ordered = new Set(["stage", "pipeline", "age", "weekday", "hour", "goal"]);

/** A row of each member of an answer, as many as its table has: in its own order where all are shown, else those of the most records first. */
export const membersOf = ({ rows, question: { by } }: Answer, { limit }: RowPage): readonly Row[] => {
  const members = [...new Map(rows.map((row) => [memberKey(row), row])).values()];
  if (!isGreatestFirst(by, members.length, limit)) return members;
  const records = new Map<string, number>();
  for (const row of rows) records.set(memberKey(row), (records.get(memberKey(row)) ?? 0) + row.n);
  const recordsOf = (row: Row): number => records.get(memberKey(row)) ?? 0;
  return members.sort((a, b) => recordsOf(b) - recordsOf(a));
};

export const isGreatestFirst = (by: readonly string[], members: number, limit: number): boolean =>
  members > limit && by.length > 0 && !by.some((dimension) => ordered.has(dimension));
