/** Goals chosen by whom they are for. */
import type { Frame } from "../kinds/index.ts";
import type { Asking } from "./answers.ts";
import { namedMembers } from "./filters.ts";
import type { Filter } from "./question.ts";
import type { Resolved } from "./resolved.ts";

interface Scoped {
  readonly scope: string;
  readonly scopeId: string | null;
}

const isNegative = ({ operator }: Filter): boolean => operator === "!=" || operator === "not-in";

/** Chosen by whom they are for, who is named as in every other question; of somebody no table tells of, by the id that the goal says. */
export const chosenBy = async <Any extends Scoped>(
  { members }: Asking,
  { where }: Resolved,
  goals: readonly Any[],
  frame: Frame,
): Promise<readonly Any[]> => {
  let chosen = goals;
  for (const filter of where) {
    if (filter.of === "amount") continue;
    const { of } = filter;
    const told = new Set<string | null>(goals.flatMap(({ scope, scopeId }) => (scope === of.id ? [scopeId] : [])));
    const isTold = (value: string | null): boolean => filter.operator !== "contains" && told.has(value);
    const others = filter.values.filter((value) => !isTold(value));
    const named = namedMembers(of, { ...filter, values: others }, await members(of, frame));
    const ids = new Set<string | null>([...filter.values.filter(isTold), ...named.map(({ id }) => id)]);
    chosen = chosen.filter(({ scope, scopeId }) => (scope === of.id && ids.has(scopeId)) !== isNegative(filter));
  }
  return chosen;
};
