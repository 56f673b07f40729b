/** The members of a dimension as they can be chosen for a filter: those that are listed, or the words that records hold. */
import { dimensionNamed, dimensions } from "../dimensions/index.ts";
import { dateOf, dayNumber } from "../model/day.ts";
import { nearestWord } from "../model/nearest.ts";
import { Problem } from "../problem.ts";
import type { Asker } from "./asker.ts";
import { dimensionsOf, takesAttribute } from "./resolved.ts";

export interface DimensionValue {
  /** `null`: nobody or nothing. */
  readonly id: string | null;
  readonly label: string;
}

export const dimensionTitles: readonly { readonly id: string; readonly name: string }[] = dimensions.map(
  ({ id, name }) => ({ id, name }),
);

/** KPIs that count the records of each kind once, whatever became of them. */
const counting = ["opportunities_created", "lead_conversion", "activities", "response_sentiment", "cost_per_lead"];

/** Records may have none of these. */
const optional = ["person", "team", "campaign", "account"];

/** Problem: `unknown_dimension`. */
export const valuesOf = async (asker: Asker, id: string): Promise<readonly DimensionValue[]> => {
  const known = dimensions.map((one) => one.id);
  const dimension = dimensionNamed(id);
  if (dimension === undefined)
    throw new Problem("unknown_dimension", {
      kpi: "A KPI",
      dimension: id,
      known,
      nearest: nearestWord(id, known),
    });
  if (dimension.members !== undefined) {
    const members = await asker.members(id);
    return optional.includes(id) ? [...members, { id: null, label: dimension.nothing }] : members;
  }
  const { first, last } = asker.extent;
  const range = { from: first, to: dateOf(dayNumber(last) + 1) };
  const kpis = counting.filter((kpi) => {
    const { measure } = asker.catalogue.find((one) => one.id === kpi)?.variants.default ?? {};
    return measure !== undefined && (dimensionsOf(measure).includes(id) || takesAttribute(measure, id));
  });
  const words = new Map<string | null, string>();
  let unknown: Problem | null = null;
  let answers = 0;
  for (const kpi of kpis)
    try {
      for (const { keys, labels } of (await asker.answer({ kpi, range, by: [id] })).rows) {
        const key = keys[id] ?? null;
        if (!words.has(key)) words.set(key, labels[id] ?? dimension.nothing);
      }
      answers += 1;
    } catch (problem) {
      // Records of one kind may have an attribute that those of another have not.
      if (!(problem instanceof Problem) || problem.code !== "unknown_dimension") throw problem;
      unknown ??= problem;
    }
  if (answers === 0 && unknown !== null) throw unknown;
  return [...words]
    .map(([key, label]) => ({ id: key, label }))
    .sort((a, b) => Number(a.id === null) - Number(b.id === null) || a.label.localeCompare(b.label, "en"));
};
