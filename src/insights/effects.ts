/** What findings do to the numbers: each KPI asked once as things are, and once as they would be if what was found were otherwise. */
import type { Answer, Asker, DateRange } from "../query/index.ts";
import { type ScenarioId, scenarios } from "./scenarios.ts";

export interface Effect {
  readonly kpi: string;
  /** `if the 27 were lost on the day they were expected to close` */
  readonly condition: string;
  /** How many records would be others. */
  readonly records: number;
  readonly unit: Answer["definition"]["unit"];
  readonly before: number;
  readonly after: number;
  readonly difference: number;
  /** The difference in widths of the 95 % interval of what is shown now; null where there is none. */
  readonly size: number | null;
}

/** The effects of what has one code, the greatest first. */
export type Effects = ReadonlyMap<string, readonly Effect[]>;

export interface World {
  /** Answers as things are. */
  readonly asker: Asker;
  /** Hands over what answers as things would be, and how many records are others then. */
  under<Result>(scenario: ScenarioId, work: (asker: Asker, records: number) => Promise<Result>): Promise<Result>;
}

const z = 1.959963984540054;

/** A count without an interval is measured by the chance of a count of its size: twice z times its root. */
const widthOf = ({ total, definition }: Answer): number | null => {
  const [low, high] = total.interval ?? [null, null];
  if (low !== null && high !== null) return high - low;
  return definition.unit === "count" && total.value !== null ? 2 * z * Math.sqrt(total.value) : null;
};

const isTold = (width: number | null): width is number => width !== null && width > 0;

const effectOf = (before: Answer, after: Answer, condition: string, records: number): readonly Effect[] => {
  const [old, other] = [before.total.value, after.total.value];
  if (old === null || other === null || old === other) return [];
  const difference = other - old;
  const width = widthOf(before);
  return [
    {
      ...{ kpi: before.kpi, condition, records, unit: before.definition.unit, before: old, after: other, difference },
      size: isTold(width) ? Math.abs(difference) / width : null,
    },
  ];
};

/** The greater first; what has no size comes after, by its share of what is shown now. */
const byEffect = (a: Effect, b: Effect): number =>
  (b.size ?? -1) - (a.size ?? -1) ||
  Math.abs(b.difference / (b.before || 1)) - Math.abs(a.difference / (a.before || 1));

/** Of the codes given, those that can change a headline over the range; an effect that cannot be computed is not claimed. */
export const effectsOf = async (world: World, codes: readonly string[], range: DateRange): Promise<Effects> => {
  const asked = new Map<string, Promise<Answer>>();
  const ask = (asker: Asker, kpi: string): Promise<Answer> => asker.answer({ kpi, range, brief: true });
  const asItIs = (kpi: string): Promise<Answer> => {
    const found = asked.get(kpi) ?? ask(world.asker, kpi);
    asked.set(kpi, found);
    return found;
  };
  const found = new Map<string, readonly Effect[]>();
  for (const { id, code, kpis, condition } of scenarios.filter((one) => codes.includes(one.code))) {
    const effects = await world.under(id, async (asker, records) => {
      const all: Effect[] = [];
      if (records > 0)
        for (const kpi of kpis)
          all.push(...effectOf(await asItIs(kpi), await ask(asker, kpi), condition(records), records));
      return all;
    });
    found.set(code, [...(found.get(code) ?? []), ...effects].sort(byEffect));
  }
  return found;
};

/** Groups of findings, that with the greatest effect first; those without any after them, the most frequent first. */
export const sortedByEffect = <Group extends { readonly code: string; readonly count: number }>(
  groups: readonly Group[],
  effects: Effects,
): readonly Group[] => {
  const first = ({ code }: Group): Effect | undefined => effects.get(code)?.[0];
  return groups.toSorted((a, b) => {
    const [one, other] = [first(a), first(b)];
    if (one !== undefined && other !== undefined) return byEffect(one, other);
    return Number(one === undefined) - Number(other === undefined) || b.count - a.count;
  });
};
