/** What is in a workspace of which nothing has a date: people, accounts. No figure can be told before something happened. */
import { queryOptions, useQuery } from "@tanstack/react-query";
import { get } from "../../api/client.ts";
import { everyPage } from "../../api/paths.ts";
import type { Workspace } from "../../api/types.ts";
import { countText } from "../../words/figures.ts";
import { tableName } from "../../words/names.ts";

interface Told extends Pick<Workspace, "counts"> {
  readonly watermark: string | null;
}

/** Null: nothing is there. */
const undatedText = ({ counts }: Told): string | null => {
  const there = counts.filter(({ rows }) => rows > 0);
  if (there.length === 0) return null;
  return there.map(({ table, rows }) => `${countText(rows)} ${tableName(table).toLowerCase()}`).join(", ");
};

const undatedQuery = queryOptions({
  queryKey: ["api", everyPage.workspace, "undated"],
  queryFn: async ({ signal }) => {
    const told = await get<Told>(everyPage.workspace, signal);
    const isDated = told.watermark !== null;
    return { isDated, words: isDated ? null : undatedText(told) };
  },
  staleTime: 0,
});

/** In words, `null` where something has a date, or nothing is there; `undefined`: it is not known yet. */
export const useUndated = (isAsked: boolean): string | null | undefined =>
  useQuery({ ...undatedQuery, enabled: isAsked }).data?.words;

/** Whether there are figures by now: others may bring data in, too. */
export const useDated = (): boolean => useQuery(undatedQuery).data?.isDated === true;
