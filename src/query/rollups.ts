/** Sums by day of what is asked most, kept beside the facts: a question about the whole company then reads some thousand small rows. */
import { createHash } from "node:crypto";
import type { Frame, Kpi, Part } from "../kinds/index.ts";
import { day, join, name, type ResultColumns, type Runner, type Sql, sql, whole } from "../sql/index.ts";
import type { Buckets } from "./buckets.ts";
import { closings, unsplit } from "./closings.ts";
import { addedStatement, additiveColumns, dailyStatement, isAnswerable, type Selection } from "./select.ts";

/** Places for columns of a part: whole numbers `c0`..., decimals `s0`... */
const [wholes, decimals] = [24, 4];

const table = name("rollups.days");

export interface Rolled {
  /** Cells and total, as from records. */
  readonly read: (runner: Runner) => Promise<ResultColumns>;
  /** The part with what does not add up day by day, which takes the records; `null`: nothing is left. */
  readonly rest: Part | null;
}

export interface Rollups {
  /** The sums of a part that are kept for this question; `null`: they take the records. */
  readonly find: (part: Part, selection: Selection, told: boolean) => Rolled | null;
  /** The same for questions about these ranges, all of them read at once. */
  readonly fetched: (runner: Runner, ranges: readonly Ranged[]) => Promise<Rollups>;
}

/** A range that is asked about, cut into units or not. */
export interface Ranged {
  readonly range: Frame["range"];
  readonly buckets: Buckets | null;
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

/** Which rows of the sums belong together: of one unit and key, of one key, of a range. */
const levels = ["cell", "key", "range"] as const;

/** Of every part and each of the ranges: the sums of each unit and key, of each key, and of the whole. */
const fetchStatement = (ranges: readonly Ranged[]): Sql => {
  const counts = Array.from({ length: wholes }, (_, index) => name(`c${index}`));
  const sums = Array.from({ length: decimals }, (_, index) => name(`s${index}`));
  const added = join(
    [...counts, ...sums].map((one) => sql`sum(r.${one}) as ${one}`),
    ", ",
  );
  const of = ({ range, buckets }: Ranged, side: number): Sql => {
    const unit = buckets === null ? sql`0` : buckets.of(sql`r.day`);
    return sql`select ${whole(side)} as side, r.part, r.key, (${unit})::integer as unit, ${added} from ${table} r
      where r.day >= ${day(range.from)} and r.day < ${day(range.to)} group by 2, 3, 4`;
  };
  const out = join(
    [
      ...counts.map((one) => sql`coalesce(sum(r.${one}), 0)::double as ${one}`),
      ...sums.map((one) => sql`sum(r.${one})::double as ${one}`),
    ],
    ", ",
  );
  return sql`select r.side, r.part::integer as part, coalesce(r.key, 0) as key, coalesce(r.unit, 0) as unit, (grouping(r.unit) + grouping(r.key))::integer as level, ${out}
    from (${join(ranges.map(of), " union all ")}) r group by grouping sets ((r.side, r.part, r.key, r.unit), (r.side, r.part, r.key), (r.side, r.part))`;
};

const isSame = (a: Ranged, { frame, buckets }: Selection): boolean =>
  a.range.from === frame.range.from &&
  a.range.to === frame.range.to &&
  (buckets === null || JSON.stringify(a.buckets?.units) === JSON.stringify(buckets.units));

type Column = ArrayLike<unknown>;

/** What was fetched, as the answers to the statements of each part. */
const fetchedOf = (result: ResultColumns, ranges: readonly Ranged[]) => {
  const column = new Map<string, Column>(result.names.map((name, index) => [name, result.columns[index] ?? []]));
  const at = (name: string, row: number): unknown => column.get(name)?.[row];
  const rows = new Map<string, number[]>();
  for (let row = 0; row < result.rowCount; row += 1) {
    const place = `${at("side", row)} ${at("part", row)} ${levels[Number(at("level", row))]}`;
    const known = rows.get(place);
    if (known === undefined) rows.set(place, [row]);
    else known.push(row);
  }
  return (no: number, selection: Selection, slots: readonly Slot[]): ResultColumns | null => {
    const side = ranges.findIndex((one) => isSame(one, selection));
    if (side < 0) return null;
    const isSplit = selection.buckets !== null || selection.resolved.by.length > 0;
    const cells = isSplit ? (rows.get(`${side} ${no} ${selection.buckets === null ? "key" : "cell"}`) ?? []) : [];
    const total = rows.get(`${side} ${no} range`)?.[0];
    const from = [...cells, total];
    const values = (of: (row: number) => unknown, otherwise: unknown): readonly unknown[] =>
      from.map((row) => (row === undefined ? otherwise : of(row)));
    return {
      rowCount: from.length,
      names: ["unit", "k0", "is_total", ...slots.map((slot) => slot.name)],
      columns: [
        values((row) => at("unit", row), 0),
        values((row) => at("key", row), null),
        from.map((_, index) => (index < cells.length ? 0 : 1)),
        ...slots.map(({ slot, isUnknown }) =>
          values((row) => at(slot, row) ?? (isUnknown ? null : 0), isUnknown ? null : 0),
        ),
      ],
    };
  };
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
  const over = (ready?: ReturnType<typeof fetchedOf>): Rollups => ({
    find: (part, selection, told) => {
      const { frame } = selection;
      if (frame.schema !== schema || frame.asOf !== asOf || !isPlain(selection)) return null;
      const plan = remembered(part, selection, told);
      const no = plan === null ? undefined : kept.get(plan.key);
      if (plan === null || no === undefined) return null;
      const { slots, rest } = plan;
      const found = ready?.(no, selection, slots) ?? null;
      const source = sql`(select * from ${table} where part = ${whole(no)})`;
      const read = async (at: Runner) => found ?? at.columns(addedStatement(source, selection, slots.map(added)));
      return { read, rest };
    },
    fetched: async (at, ranges) => over(fetchedOf(await at.columns(fetchStatement(ranges)), ranges)),
  });
  return over();
};
