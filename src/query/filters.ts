/** Filters as conditions: values are bound or looked up, never part of the text. */
import type { Dimension, DimensionContext } from "../dimensions/index.ts";
import { nearestWord } from "../model/nearest.ts";
import { Problem } from "../problem.ts";
import { and, join, real, type Sql, sql, whole } from "../sql/index.ts";
import type { Member, Members } from "./members.ts";
import type { Filter } from "./question.ts";
import { wordComparison } from "./word-order.ts";

const comparisons: Readonly<Record<string, Sql>> = {
  "=": sql`=`,
  "!=": sql`<>`,
  ">": sql`>`,
  ">=": sql`>=`,
  "<": sql`<`,
  "<=": sql`<=`,
};

/** The priced amount in the workspace currency; what is not priced does not match. */
export const amountCondition = (filter: Filter): Sql => {
  const value = Number(filter.values[0]);
  return sql`coalesce(r.amount::double ${comparisons[filter.operator] ?? sql`=`} ${real(value)}, false)`;
};

/** The id that is nearest to what was written, else the one member whose name holds it, else the nearest name. */
const nearestMember = (value: string, members: Members): string | null => {
  const id = nearestWord(value, [...members.byId.keys()]);
  if (id !== null) return id;
  const labels = members.list.map((member) => member.label);
  const holding = labels.filter((label) => label.toLowerCase().includes(value.toLowerCase()));
  return (holding.length === 1 ? holding[0] : undefined) ?? nearestWord(value, labels);
};

/** Those that a filter names: by id, else all that are called so, as two accounts may be; `contains`: all whose name holds the words. */
export const namedMembers = (dimension: Dimension, { operator, values }: Filter, members: Members): readonly Member[] =>
  values.flatMap((value) => {
    if (value === null) return [];
    const wanted = value.toLowerCase();
    if (operator === "contains") return members.list.filter(({ name }) => name.toLowerCase().includes(wanted));
    const byId = members.byId.get(value);
    const isCalled = ({ name, label }: Member): boolean => [name, label].some((one) => one.toLowerCase() === wanted);
    const found = byId === undefined ? members.list.filter(isCalled) : [byId];
    if (found.length === 0)
      throw new Problem("unknown_value", { dimension: dimension.id, value, nearest: nearestMember(value, members) });
    return found;
  });

const listed = (values: readonly Sql[]): Sql => (values.length === 0 ? sql`(null)` : sql`(${join(values, ", ")})`);

/** The condition of one filter on rows of `r` with the dimension's join made. */
export const filterCondition = (
  dimension: Dimension,
  filter: Filter,
  members: Members,
  context: DimensionContext,
): Sql => {
  const key = dimension.key(context);
  const nothing = filter.values.includes(null);
  const negative = filter.operator === "!=" || filter.operator === "not-in";
  if (dimension.keys === "word") {
    const words = filter.values.filter((value) => value !== null);
    if (filter.operator === "contains")
      return and(words.map((word) => sql`coalesce(contains(lower(${key}), lower(${word})), false)`));
    if (!negative && filter.operator !== "=" && filter.operator !== "in")
      return wordComparison(key, comparisons[filter.operator] ?? sql`=`, words[0] ?? "");
    const within = sql`(coalesce(${key} in ${listed(words.map((word) => sql`${word}`))}, false)${nothing ? sql` or ${key} is null` : sql``})`;
    return negative ? sql`not ${within}` : within;
  }
  if (
    dimension.id === "hour" &&
    !negative &&
    filter.operator !== "=" &&
    filter.operator !== "in" &&
    filter.operator !== "contains"
  )
    return sql`${key} ${comparisons[filter.operator] ?? sql`=`} ${whole(Number(filter.values[0]))}`;
  const list = listed(namedMembers(dimension, filter, members).map(({ key: number }) => whole(number)));
  const within =
    dimension.matches === undefined
      ? sql`(coalesce(${key} in ${list}, false)${nothing ? sql` or ${key} is null` : sql``})`
      : dimension.matches(context, list, nothing);
  return negative ? sql`not ${within}` : within;
};
