/** Sums by day of what is asked most, kept beside the facts: a question about the whole company then reads some thousand small rows. */
import { createHash } from "node:crypto";
import type { Frame, Kpi, Part } from "../kinds/index.ts";
import { join, name, quoted, type ResultColumns, type Runner, type Sql, sql, whole } from "../sql/index.ts";
import { closings, unsplit } from "./closings.ts";
import { additiveColumns, dailyStatement, distinctStatement } from "./daily.ts";
import { dayTable, fetchedOf, fetchStatement, moveTable, onceTable, type Ranged, type Slot } from "./rolled.ts";
import { isAnswerable, type Selection } from "./select.ts";
import { movesStatement } from "./standing.ts";

/** Places for columns of a part: whole numbers `c0`..., decimals `s0`... */
const [wholes, decimals] = [24, 4];
const everyPlace = [
  ...Array.from({ length: wholes }, (_, index) => `c${index}`),
  ...Array.from({ length: decimals }, (_, index) => `s${index}`),
];

const everything = { columns: everyPlace, part: null, isOnce: true, isWhole: false };

const none: ResultColumns = { names: [], columns: [], rowCount: 0 };

export interface Rolled {
  /** Cells and total, as from records. */
  readonly read: (runner: Runner) => Promise<ResultColumns>;
  /** The part with what does not add up day by day, which takes the records; `null`: nothing is left. */
  readonly rest: Part | null;
}

export interface Rollups {
  /** The sums of a part that are kept for this question; `null`: they take the records. */
  readonly find: (part: Part, selection: Selection, told: boolean) => Rolled | null;
  /** Whether the moves of each day into stages and out of them tell what stands at the ends that are asked about. */
  readonly hasMoves: (selection: Selection) => boolean;
  /** The same for questions about these ranges, all of them read at once. */
  readonly fetched: (runner: Runner, ranges: readonly Ranged[]) => Promise<Rollups>;
}

interface Summed extends Slot {
  readonly sum: Sql;
}

/** Rows `day`, `key`, `before`, `after` and the slots. */
interface Making {
  readonly statement: Sql;
  readonly slots: readonly Slot[];
}

interface Plan {
  readonly key: string;
  readonly makings: readonly Making[];
  readonly slots: readonly Slot[];
  readonly rest: Part | null;
}

const textOf = ({ chunks, values }: Sql): string => `${chunks.join("?")} ${JSON.stringify(values)}`;

const keyOf = (...statements: readonly Sql[]): string =>
  createHash("sha256").update(statements.map(textOf).join(" ")).digest("hex").slice(0, 24);

/** Longer than any data. */
const everyDay = { from: "0001-01-01", to: "9999-12-31" };
const oneDay = { from: "0001-01-02", to: "0001-01-03" };

/** A population that looks at the period as a whole has other rows in each. */
const asksForPeriod = ({ population }: Part, frame: Frame): boolean =>
  textOf(population.relation({ ...frame, range: everyDay, units: undefined })) !==
  textOf(population.relation({ ...frame, range: oneDay, units: [oneDay] }));

/** What is filtered, or split by anything but the stage on the row itself, takes the records. */
const isPlain = ({ resolved }: Selection): boolean =>
  resolved.where.length === 0 &&
  !resolved.currentOwner &&
  resolved.by.length <= 1 &&
  resolved.by.every((dimension) => dimension.id === "stage" && dimension.join === undefined);

/** How the sums of a part by day are made and kept; `null`: they cannot be. */
const planOf = (part: Part, selection: Selection, told: boolean): Plan | null => {
  const { reduce } = part.population;
  // Where what is left out is not told, a total is reduced with it and cells are without.
  if (part.alsoBy !== undefined || (reduce !== undefined && !told) || !isPlain(selection)) return null;
  if (!isAnswerable(part, selection, "cells") || asksForPeriod(part, selection.frame)) return null;
  const isWhole = selection.resolved.by.length === 0 && reduce === undefined;
  const { columns, rest, distinct } = additiveColumns(part, told, isWhole);
  const counts = [...columns.filter(({ isDecimal }) => !isDecimal), ...distinct];
  const sums = columns.filter(({ isDecimal }) => isDecimal);
  if (columns.length === 0 || sums.length > decimals || counts.length > wholes) return null;
  const overAll = { ...selection, buckets: null, frame: { ...selection.frame, range: everyDay } };
  const placed = [
    ...counts.map((column, index) => ({ ...column, slot: `c${index}` })),
    ...sums.map((column, index) => ({ ...column, slot: `s${index}` })),
  ];
  const added = placed.filter((one): one is typeof one & Summed => "sum" in one);
  const makings: readonly Making[] = [
    {
      slots: added,
      statement: dailyStatement(
        part,
        overAll,
        told,
        added.map(({ sum, slot }) => sql`${sum} as ${name(slot)}`),
      ),
    },
    ...placed.flatMap((one) =>
      "thing" in one ? [{ slots: [one], statement: distinctStatement(part, overAll, one, name(one.slot)) }] : [],
    ),
  ];
  return {
    makings,
    slots: placed,
    key: keyOf(...makings.map(({ statement }) => statement)),
    rest: Object.keys(rest).length === 0 ? null : { ...part, aggregates: rest },
  };
};

/** What the parts of a KPI's default are asked by, and what stands beside it. */
const plansOf = (kpi: Kpi, selection: Selection): readonly Plan[] => {
  const { measure } = kpi.variants.default;
  if (measure.kind === "stock" && measure.of === "opportunity") {
    const plan = planOf(closings, unsplit(selection), false);
    return plan === null ? [] : [plan];
  }
  if (measure.kind !== "records") return [];
  return Object.entries(measure.parts).flatMap(([id, part]) => {
    const plan = planOf(part, selection, id === measure.main || part.tellsExclusions === true);
    return plan === null ? [] : [plan];
  });
};

const column = (letter: string, count: number, type: string): readonly Sql[] =>
  Array.from({ length: count }, (_, index) => sql`${name(`${letter}${index}`)} ${name(type)}`);

/** Makes the sums by day of every KPI's default, of facts that have just been brought up to date. `selectionOf`: as it would be asked of the company. */
export const keepRollups = async (
  runner: Runner,
  catalogue: readonly Kpi[],
  selectionOf: (kpi: Kpi) => Promise<Selection>,
): Promise<void> => {
  await runner.run(sql`drop schema if exists rollups cascade`);
  await runner.run(sql`create schema rollups`);
  const counts = join(column("c", wholes, "bigint"), ", ");
  const sums = Array.from({ length: decimals }, (_, index) => sql`${name(`s${index}`)} decimal(38,10)`);
  const places = sql`${counts}, ${join(sums, ", ")}`;
  await runner.run(sql`create table ${dayTable} (part smallint, day date, key integer, ${places})`);
  await runner.run(
    sql`create table ${onceTable} (part smallint, day date, key integer, before date, after date, ${places})`,
  );
  await runner.run(sql`create table rollups.parts (part smallint, key varchar)`);
  const known = new Set<string>();
  let hasMoves = false;
  for (const kpi of catalogue) {
    const selection = await selectionOf(kpi);
    if (kpi.variants.default.measure.kind === "stock" && !hasMoves) {
      hasMoves = true;
      const moves = movesStatement(selection.frame);
      await runner.run(sql`create table ${moveTable} as ${moves}`);
      known.add(keyOf(moves));
    }
    for (const { key, makings } of plansOf(kpi, selection)) {
      if (known.has(key)) continue;
      known.add(key);
      const part = whole(known.size);
      for (const { statement, slots } of makings) {
        const columns = ["part", "day", "key", "before", "after", ...slots.map(({ slot }) => slot)].map((one) =>
          name(one),
        );
        await runner.run(
          sql`insert into ${onceTable} (${join(columns, ", ")}) select ${part}, q.* from (${statement}) q`,
        );
      }
    }
  }
  const isAlone = sql`before is null and after is null`;
  await runner.run(sql`insert into ${dayTable} select * exclude (before, after) from ${onceTable} where ${isAlone}`);
  await runner.run(sql`delete from ${onceTable} where ${isAlone}`);
  // Said last, at once: of a process that is killed before, nothing is taken for kept.
  const parts = [...known].map((key, index) => sql`(${whole(index + 1)}, ${quoted(key)})`);
  if (parts.length > 0) await runner.run(sql`insert into rollups.parts values ${join(parts, ", ")}`);
};

/** Those kept for the facts of a schema at an as-of; none where none were made. */
export const rollupsOf = async (runner: Runner, schema: string, asOf: number): Promise<Rollups | undefined> => {
  const [exists] = await runner.rows(
    sql`select count(*) as n from information_schema.tables where table_schema = 'rollups' and table_name = 'parts' and table_catalog = current_database()`,
  );
  if (Number(exists?.n) === 0) return undefined;
  const kept = new Map(
    (
      await runner.rows(sql`select part, key, part in (select part from ${onceTable}) as is_once from rollups.parts`)
    ).map((row) => [String(row.key), { no: Number(row.part), isOnce: row.is_once === true }]),
  );
  const plans = new Map<string, WeakMap<Part, Plan | null>>();
  const remembered = (part: Part, selection: Selection, told: boolean): Plan | null => {
    const asked = `${told} ${selection.resolved.by.map((dimension) => dimension.id).join(" ")}`;
    const known = plans.get(asked) ?? new WeakMap<Part, Plan | null>();
    plans.set(asked, known);
    const found = known.get(part);
    if (found !== undefined) return found;
    const made = planOf(part, selection, told);
    known.set(part, made);
    return made;
  };
  let moves: boolean | undefined;
  const over = (ready?: ReturnType<typeof fetchedOf>): Rollups => ({
    find: (part, selection, told) => {
      const { frame } = selection;
      if (frame.schema !== schema || frame.asOf !== asOf || !isPlain(selection)) return null;
      const plan = remembered(part, selection, told);
      const made = plan === null ? undefined : kept.get(plan.key);
      if (plan === null || made === undefined) return null;
      const { no, isOnce } = made;
      const { slots, rest } = plan;
      const found = ready?.(no, selection, slots) ?? null;
      const own = [{ range: frame.range, buckets: selection.buckets }];
      const columns = slots.map(({ slot }) => slot);
      const isWhole = selection.buckets === null && selection.resolved.by.length === 0;
      const asked = { columns, part: no, isOnce, isWhole };
      const read = async (at: Runner): Promise<ResultColumns> =>
        found ?? fetchedOf(await at.columns(fetchStatement(own, asked)), own)(no, selection, slots) ?? none;
      return { read, rest };
    },
    hasMoves: (selection) => {
      const { frame } = selection;
      if (frame.schema !== schema || frame.asOf !== asOf || !isPlain(selection)) return false;
      moves ??= kept.has(keyOf(movesStatement(frame)));
      return moves;
    },
    fetched: async (at, ranges) => over(fetchedOf(await at.columns(fetchStatement(ranges, everything)), ranges)),
  });
  return over();
};
