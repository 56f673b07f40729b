/** What findings do to the numbers: each KPI asked once as things are, and once as they would be if what was found were otherwise. */
import type { Answer, Asker, DateRange } from "../query/index.ts";
import { type ScenarioId, scenarios } from "./scenarios.ts";

export interface Effect {
  readonly kpi: string;
  /** The stage that changes most, of a KPI that has no one figure. */
  readonly of?: string;
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

type Figured = Pick<Answer["total"], "value" | "interval">;
type Unit = Answer["definition"]["unit"];

/** A count without an interval is measured by the chance of a count of its size: twice z times its root. */
const widthOf = ({ value, interval }: Figured, unit: Unit): number | null => {
  const [low, high] = interval ?? [null, null];
  if (low !== null && high !== null) return high - low;
  return unit === "count" && value !== null ? 2 * z * Math.sqrt(value) : null;
};

const isTold = (width: number | null): width is number => width !== null && width > 0;

/** The greater first; what has no size comes after, by its share of what is shown now. */
const byEffect = (a: Effect, b: Effect): number =>
  (b.size ?? -1) - (a.size ?? -1) ||
  Math.abs(b.difference / (b.before || 1)) - Math.abs(a.difference / (a.before || 1));

interface About {
  readonly before: Answer;
  readonly condition: string;
  readonly records: number;
}

const changeOf = (is: Figured, becomes: Figured, { before, condition, records }: About): Effect | null => {
  const [old, other] = [is.value, becomes.value];
  if (old === null || other === null || old === other) return null;
  const difference = other - old;
  const { unit } = before.definition;
  const width = widthOf(is, unit);
  return {
    ...{ kpi: before.kpi, condition, records, unit, before: old, after: other, difference },
    size: isTold(width) ? Math.abs(difference) / width : null,
  };
};

/** Of its one figure; without one, of the stage that changes most. */
const effectOf = (after: Answer, about: About): readonly Effect[] => {
  const { before } = about;
  const whole = changeOf(before.total, after.total, about);
  if (whole !== null || before.total.value !== null) return whole === null ? [] : [whole];
  const stages = new Map(after.rows.map((row) => [row.keys.stage, row]));
  return before.rows
    .flatMap((row): Effect[] => {
      const other = row.keys.stage == null ? undefined : stages.get(row.keys.stage);
      const change = other === undefined ? null : changeOf(row, other, about);
      return change === null ? [] : [{ ...change, of: row.labels.stage ?? row.keys.stage ?? "" }];
    })
    .sort(byEffect)
    .slice(0, 1);
};

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
          all.push(
            ...effectOf(await ask(asker, kpi), { before: await asItIs(kpi), condition: condition(records), records }),
          );
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
