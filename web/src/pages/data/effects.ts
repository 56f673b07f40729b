/** Effects of findings, put together and named. */
import type { Effect, FindingGroup, Unit } from "../../api/types.ts";
import { useCatalogue } from "../../parts/useFacts.ts";

const units: readonly string[] = ["days", "hours", "ratio", "share", "money", "count"] satisfies readonly Unit[];

export const isUnit = (unit: string): unit is Unit => units.includes(unit);

/** Effects under one condition belong together; the order stays. */
export const byCondition = (effects: readonly Effect[]): readonly (readonly Effect[])[] => {
  const found = new Map<string, readonly Effect[]>();
  for (const effect of effects) found.set(effect.condition, [...(found.get(effect.condition) ?? []), effect]);
  return [...found.values()];
};

/** The greater first; what has no size comes after, by its share of what is shown now. */
const byEffect = (a: Effect, b: Effect): number =>
  (b.size ?? -1) - (a.size ?? -1) ||
  Math.abs(b.difference / (b.before || 1)) - Math.abs(a.difference / (a.before || 1));

/** Groups of findings as the server sorts them: the greatest effect first, then the most frequent without any. */
export const sortedByEffect = <Group extends FindingGroup>(groups: readonly Group[]): readonly Group[] =>
  groups.toSorted((a, b) => {
    const [[one], [other]] = [a.effects, b.effects];
    if (one !== undefined && other !== undefined) return byEffect(one, other);
    return Number(one === undefined) - Number(other === undefined) || b.count - a.count;
  });

/** Within a sentence. */
export const uncapital = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

/** A KPI by its name, or by that of its one figure where the name is that of the split. */
export const useEffectName = (): ((effect: Pick<Effect, "kpi" | "of">) => string) => {
  const kpis = useCatalogue();
  return ({ kpi, of }) => {
    const name = kpi === "pipeline_by_stage" ? "Open opportunities" : (kpis.find(({ id }) => id === kpi)?.name ?? kpi);
    return of === undefined ? name : `${name}: ${of}`;
  };
};
