/** The saved views and how they are changed: a refusal says why, and whatever another has changed meanwhile is not lost. */
import { notifications } from "@mantine/notifications";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { put, remove } from "../api/client.ts";
import { viewsQuery } from "../api/queries.ts";
import type { View } from "../api/types.ts";

const pathOf = (name: string): string => `/views/${encodeURIComponent(name)}`;

const asItWas = ({ version }: View): Readonly<Record<string, string>> => ({ "if-match": `"${version}"` });
const asNew = { "if-none-match": "*" } as const;

type Address = Pick<View, "path" | "search">;

/** In the order of their names, as people order them. */
export const useViews = (): readonly View[] | undefined =>
  useQuery(viewsQuery).data?.views.toSorted((a, b) => a.name.localeCompare(b.name));

export const useChangeViews = () => {
  const client = useQueryClient();
  const changing = async (send: () => Promise<unknown>): Promise<boolean> => {
    try {
      await send();
      return true;
    } catch (error) {
      notifications.show({ message: error instanceof Error ? error.message : "The view could not be kept." });
      return false;
    } finally {
      await client.invalidateQueries({ queryKey: viewsQuery.queryKey });
    }
  };
  return {
    /** Under a name that is free, or instead of the view that has it. */
    save: (name: string, { path, search }: Address, instead: View | undefined) =>
      changing(() => put(pathOf(name), { path, search }, instead === undefined ? asNew : asItWas(instead))),
    rename: (view: View, name: string) =>
      changing(() => put(pathOf(view.name), { name, path: view.path, search: view.search }, asItWas(view))),
    remove: (view: View) => changing(() => remove(pathOf(view.name), undefined, asItWas(view))),
  };
};
