/** Sums by day of what is asked most, kept beside the facts: a question about the whole company then reads some thousand small rows. */
import { createHash } from "node:crypto";
import type { Frame, Kpi, Part } from "../kinds/index.ts";
import { join, name, type Runner, type Sql, sql, whole } from "../sql/index.ts";
import { addedStatement, additiveColumns, dailyStatement, isAnswerable, type Selection } from "./select.ts";

/** Places for columns of a part: whole numbers `c0`..., decimals `s0`... */
const [wholes, decimals] = [24, 4];

const table = name("rollups.days");

export interface Rolled {
  /** Cells and total, as from records. */
  readonly statement: Sql;
  /** The part with what does not add up day by day, which takes the records; `null`: nothing is left. */
  readonly rest: Part | null;
}

export interface Rollups {
  /** The sums of a part that are kept for this question; `null`: they take the records. */
  readonly find: (part: Part, selection: Selection, told: boolean) => Rolled | null;
}

interface Slot {
  readonly name: string;
  readonly slot: string;
  readonly sum: Sql;
  readonly isDecimal: boolean;
  readonly isUnknown: boolean;
}

interface Plan {
  readonly key: string;
  readonly statement: Sql;
  readonly slots: readonly Slot[];
  readonly rest: Part | null;
}

const textOf = ({ chunks, values }: Sql): string => `${chunks.join("?")} ${JSON.stringify(values)}`;

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
  if (part.alsoBy !== undefined || part.population.reduce !== undefined || !isPlain(selection)) return null;
  if (!isAnswerable(part, selection, "cells") || asksForPeriod(part, selection.frame)) return null;
  const { columns, rest } = additiveColumns(part, told);
  const placed = [columns.filter(({ isDecimal }) => !isDecimal), columns.filter(({ isDecimal }) => isDecimal)].flatMap(
    (some, kind) => some.map((column, index): Slot => ({ ...column, slot: `${kind === 0 ? "c" : "s"}${index}` })),
  );
  const count = placed.filter(({ isDecimal }) => isDecimal).length;
  if (columns.length === 0 || count > decimals || placed.length - count > wholes) return null;
  const overAll = { ...selection, buckets: null, frame: { ...selection.frame, range: everyDay } };
  const sums = placed.map(({ sum, slot }) => sql`${sum} as ${name(slot)}`);
  const statement = dailyStatement(part, overAll, told, sums);
  return {
    statement,
    slots: placed,
    key: createHash("sha256").update(textOf(statement)).digest("hex").slice(0, 24),
    rest: Object.keys(rest).length === 0 ? null : { ...part, aggregates: rest },
  };
};

/** What the parts of a KPI's default are asked by. */
const plansOf = (kpi: Kpi, selection: Selection): readonly Plan[] => {
  const { measure } = kpi.variants.default;
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
  await runner.run(sql`create table ${table} (part smallint, day date, key integer, ${counts}, ${join(sums, ", ")})`);
  await runner.run(sql`create table rollups.parts (part smallint, key varchar)`);
  const known = new Set<string>();
  for (const kpi of catalogue)
    for (const { key, statement, slots } of plansOf(kpi, await selectionOf(kpi))) {
      if (known.has(key)) continue;
      known.add(key);
      const part = whole(known.size);
      const columns = join(
        ["part", "day", "key", ...slots.map(({ slot }) => slot)].map((one) => name(one)),
        ", ",
      );
      await runner.run(sql`insert into ${table} (${columns}) select ${part}, q.* from (${statement}) q`);
      await runner.run(sql`insert into rollups.parts values (${part}, ${key})`);
    }
};

const added = ({ name: of, slot, isDecimal, isUnknown }: Slot): Sql => {
  const sum = sql`sum(r.${name(slot)})`;
  const known = isUnknown ? sum : sql`coalesce(${sum}, 0)`;
  return sql`${known}::${isDecimal ? sql`double` : sql`bigint`} as ${name(of)}`;
};

/** Those kept for the facts of a schema at an as-of; none where none were made. */
export const rollupsOf = async (runner: Runner, schema: string, asOf: number): Promise<Rollups | undefined> => {
  const [exists] = await runner.rows(
    sql`select count(*) as n from information_schema.tables where table_schema = 'rollups' and table_name = 'parts' and table_catalog = current_database()`,
  );
  if (Number(exists?.n) === 0) return undefined;
  const kept = new Map(
    (await runner.rows(sql`select part, key from rollups.parts`)).map((row) => [String(row.key), Number(row.part)]),
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
  return {
    find: (part, selection, told) => {
      const { frame } = selection;
      if (frame.schema !== schema || frame.asOf !== asOf || !isPlain(selection)) return null;
      const plan = remembered(part, selection, told);
      const no = plan === null ? undefined : kept.get(plan.key);
      if (plan === null || no === undefined) return null;
      const source = sql`(select * from ${table} where part = ${whole(no)})`;
      return { statement: addedStatement(source, selection, plan.slots.map(added)), rest: plan.rest };
    },
  };
};
