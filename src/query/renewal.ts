/** How the sums by day are brought up to date with the facts: of the records that changed what they were goes out, what they are comes in. */
import type { Frame, Kpi } from "../kinds/index.ts";
import { dateOf } from "../model/day.ts";
import { localDay } from "../model/zone.ts";
import { day, join, name, type Runner, type Sql, sql, whole } from "../sql/index.ts";
import { monthTable } from "./credited.ts";
import { keyOf, type Plan, plansOf, textOf } from "./plans.ts";
import { dayTable, moveTable, onceTable } from "./rolled.ts";
import type { Selection } from "./selection.ts";
import { movesStatement } from "./standing-spans.ts";
import {
  added,
  arePlaced,
  counts,
  grouped,
  insertion,
  keepRollups,
  names,
  places,
  spread,
  sums,
  tellKept,
  valued,
} from "./upkeep.ts";

/** What a refresh of the facts is about to replace. */
export interface Renewal {
  readonly before: number;
  readonly asOf: number;
  /** The schema of all facts, and of those that come instead of the rows that are `gone`, by table. */
  readonly facts: string;
  readonly instead: string;
  readonly gone: readonly (readonly [table: string, gone: Sql])[];
  readonly replace: () => Promise<void>;
}

const [old, fresh, scratch] = ["memory.facts_before", "memory.facts_after", "memory.renewed"];
const changes = name(`${scratch}.changes`);
const moved = name(`${scratch}.moves`);
const horizons = name(`${scratch}.horizons`);
const subjects = name(`${scratch}.subjects`);

/** Tables of a schema that a statement reads. */
const readBy = (statement: Sql, schema: string): readonly string[] => [
  ...new Set(textOf(statement).match(new RegExp(`(?<=\\b${schema.replace(".", "\\.")}\\.)\\w+`, "g"))),
];

/** Facts of the records that change, as they were or as they come. */
interface Side {
  /** Nothing can be said of none. */
  readonly saysNothing: (statement: Sql) => boolean;
}

/** The rows that change as they were, or as they come; all other tables as they are: those that the statements read. Answers of one lead stay together. */
const sideOf = async (
  runner: Runner,
  { facts, instead, gone }: Renewal,
  schema: typeof old | typeof fresh,
  statements: readonly Sql[],
): Promise<Side> => {
  await runner.run(sql`create schema ${name(schema)}`);
  const conditions = new Map(gone);
  const tables = [...new Set(statements.flatMap((statement) => readBy(statement, schema)))].sort();
  for (const table of tables) {
    const whole = name(`${facts}.${table}`);
    const where = conditions.get(table);
    const from =
      where === undefined
        ? whole
        : table === "responses"
          ? sql`${whole} where subject in (select subject from ${subjects})`
          : schema === old
            ? sql`${whole} where ${where}`
            : name(`${instead}.${table}`);
    await runner.run(sql`create view ${name(`${schema}.${table}`)} as select * from ${from}`);
  }
  const found = await runner.rows(
    join(
      tables.map(
        (table) => sql`select ${table} as name where not exists (select 1 from ${name(`${schema}.${table}`)})`,
      ),
      " union all ",
    ),
  );
  const empty = new Set(found.map((row) => row.name));
  return {
    saysNothing: (statement) => {
      const read = readBy(statement, schema);
      return read.length > 0 && read.every((table) => empty.has(table));
    },
  };
};

const moveKeys = ["object", "key", "category", "excluded", "currency", "day"];
const moveSums = ["n", "native_n", "native", "moves", "valued"];

const movesInto = (frame: Frame, sign: Sql): Sql =>
  sql`insert into ${moved} select ${names(moveKeys)}, ${join(
    moveSums.map((one) => sql`${sign} ${name(one)}`),
    ", ",
  )} from (${movesStatement(frame)})`;

/** The day from which on passing time may have changed what is counted; `null`: any. */
const unsettled = ({ part }: Plan, frames: readonly Frame[], before: number): string | null => {
  const { settlesAfter } = part.population;
  const [frame] = frames;
  if (settlesAfter === undefined || frame === undefined || part.population.reduce !== undefined) return null;
  const longest = Math.ceil(Math.max(...frames.map(settlesAfter)));
  return dateOf(localDay(before, frame.config.timezone) - longest - 2);
};

const firstOfMonth = (date: string): string => `${date.slice(0, -2)}01`;

/** What adds up record by record, as text. */
const addingText = ({ makings }: Plan): string =>
  makings.flatMap(({ statement, addsUp }) => (addsUp ? [textOf(statement)] : [])).join(" ");

/** Puts what adds up of a plan among the changes; with the sign it goes out. */
const change = async (
  runner: Runner,
  part: number,
  plan: Plan,
  { where = sql`true`, sign = sql``, side }: { readonly where?: Sql; readonly sign?: Sql; readonly side?: Side } = {},
): Promise<void> => {
  for (const [making, { statement, addsUp }] of plan.makings.entries())
    if (addsUp && side?.saysNothing(statement) !== true)
      await runner.run(insertion(changes, part, plan, making, where, sign));
};

const statementsOf = (plans: readonly Plan[], frame: Frame): readonly Sql[] => [
  ...plans.flatMap(({ makings }) => makings.map(({ statement }) => statement)),
  movesStatement(frame),
];

const dropScratch = async (runner: Runner): Promise<void> => {
  for (const schema of [old, fresh, scratch]) await runner.run(sql`drop schema if exists ${name(schema)} cascade`);
};

/** Takes the sums away, and what is beside them while they are renewed: answers are made of the records then, and are the same. */
export const dropSums = async (runner: Runner): Promise<void> => {
  await runner.run(sql`drop schema if exists rollups cascade`);
  await dropScratch(runner);
};

/**
 * The same sums, brought up to date through a refresh. Made anew are the days on which passing time may have changed what is counted,
 * stages whose horizon is another, and whatever is not known to add up; or everything, where another version kept it with other places.
 * `horizonsNow`: those in the facts; `atOnce`: changes up to which all are added up in one statement.
 */
export const renewRollups = async (
  runner: Runner,
  catalogue: readonly Kpi[],
  selections: readonly Selection[],
  renewal: Renewal,
  horizonsNow: () => Promise<Frame["horizons"]>,
  atOnce = mostAtOnce,
): Promise<void> => {
  const at = (schema: string, asOf: number, own: Frame["horizons"]): readonly Selection[] =>
    selections.map((one) => ({ ...one, frame: { ...one.frame, schema, asOf, horizons: own } }));
  const plansAt = (some: readonly Selection[]): readonly Plan[] =>
    some.flatMap((one, index) => {
      const kpi = catalogue[index];
      return kpi === undefined ? [] : plansOf(kpi, one);
    });
  const [first] = selections;
  if (first === undefined) return renewal.replace();
  const { schema } = first.frame;
  if (!(await arePlaced(runner))) {
    await renewal.replace();
    return keepRollups(runner, catalogue, at(schema, renewal.asOf, await horizonsNow()));
  }
  await dropScratch(runner);
  await runner.run(sql`create schema ${name(scratch)}`);
  const kept = new Map(
    (await runner.rows(sql`select key, part from rollups.before`)).map((row) => [String(row.key), Number(row.part)]),
  );
  await runner.run(sql`create table ${changes} (${places})`);
  await runner.run(sql`create table ${moved} as select * from ${moveTable} limit 0`);
  await runner.run(sql`create table ${horizons} as select * from ${name(`${renewal.facts}.horizons`)}`);
  const answers = renewal.gone.find(([table]) => table === "responses")?.[1] ?? sql`false`;
  await runner.run(sql`create table ${subjects} as select distinct subject from (
    select subject from ${name(`${renewal.facts}.responses`)} where ${answers} union all select subject from ${name(`${renewal.instead}.responses`)})`);
  const formerHorizons = await horizonsNow();
  const former = plansAt(at(schema, renewal.before, formerHorizons));
  const gone = plansAt(at(old, renewal.before, formerHorizons));
  const knownMoves = kept.get(keyOf(movesStatement(first.frame)));
  const framed = (schema: string): Frame => ({ ...first.frame, schema });
  const were = await sideOf(runner, renewal, old, statementsOf(gone, framed(old)));
  const done = new Set<number>();
  for (const [index, plan] of gone.entries()) {
    const part = kept.get(former[index]?.key ?? "");
    if (part === undefined || done.has(part)) continue;
    done.add(part);
    await change(runner, part, plan, { sign: sql`-`, side: were });
  }
  if (knownMoves !== undefined) await runner.run(movesInto(framed(old), sql`-`));
  await runner.run(sql`drop schema ${name(old)} cascade`);
  await renewal.replace();
  const own = await horizonsNow();
  const stages = (
    await runner.rows(sql`select distinct stage_no from (
      (select * from ${horizons} except select * from ${name(`${renewal.facts}.horizons`)}) union all
      (select * from ${name(`${renewal.facts}.horizons`)} except select * from ${horizons})) where key = 'stage_conversion' and stage_no is not null`)
  ).map((row) => whole(Number(row.stage_no)));
  const still = plansAt(at(schema, renewal.before, own));
  const now = plansAt(at(schema, renewal.asOf, own));
  const come = plansAt(at(fresh, renewal.asOf, own));
  const horizonTable = `${schema}.horizons`;
  const are = await sideOf(runner, renewal, fresh, statementsOf(come, framed(fresh)));
  const known = new Map<string, number>();
  let last = Math.max(0, ...kept.values());
  const lasting = new Map<number, Sql>();
  if (knownMoves === undefined)
    await runner.run(sql`create or replace table ${moveTable} as ${movesStatement(first.frame)}`);
  else await runner.run(movesInto(framed(fresh), sql`+`));
  last += 1;
  known.set(keyOf(movesStatement(first.frame)), knownMoves ?? last);
  for (const [index, plan] of now.entries()) {
    if (known.has(plan.key)) continue;
    const [was, same, instead] = [former[index], still[index], come[index]];
    const text = addingText(plan);
    const before = was === undefined ? undefined : kept.get(was.key);
    const isSame = was !== undefined && same !== undefined && was.key === same.key;
    const conditions: Sql[] = [];
    let recent = plan;
    let isAll = before === undefined || !isSame || instead === undefined;
    if (!isAll && same !== undefined && addingText(same) !== text) {
      const days = unsettled(
        plan,
        at(schema, renewal.asOf, own)
          .concat(at(schema, renewal.before, formerHorizons))
          .map(({ frame }) => frame),
        renewal.before,
      );
      if (days === null) isAll = true;
      else {
        // Of a month the whole is made anew.
        const month = firstOfMonth(days);
        conditions.push(sql`q.day >= case when q.person is null then ${day(days)} else ${day(month)} end`);
        recent = plan.since(month);
      }
    }
    if (!isAll && stages.length > 0 && text.includes(horizonTable)) {
      recent = plan;
      if (plan.isByStage && plan.part.population.reduce === undefined)
        conditions.push(sql`q.key in (${join(stages, ", ")})`);
      else isAll = true;
    }
    last += 1;
    const part = isAll || before === undefined ? last : before;
    known.set(plan.key, part);
    if (isAll || instead === undefined) await change(runner, part, plan);
    else {
      const anew =
        conditions.length === 0
          ? sql`false`
          : join(
              conditions.map((one) => sql`(${one})`),
              " or ",
            );
      const adding = [...plan.makings.entries()].flatMap(([making, { addsUp }]) => (addsUp ? [whole(making)] : []));
      const standing = sql`q.part = ${whole(part)} and q.making in (${join(adding, ", ")}) and not (${anew})`;
      lasting.set(part, sql`(${standing})`);
      if (conditions.length > 0)
        await runner.run(sql`delete from ${changes} q where q.part = ${whole(part)} and (${anew})`);
      await change(runner, part, instead, { where: sql`not (${anew})`, side: are });
      if (conditions.length > 0) await change(runner, part, recent, { where: anew });
    }
    // Things that count once are ruled out by others anywhere.
    for (const [making, { addsUp }] of plan.makings.entries())
      if (!addsUp) await runner.run(insertion(changes, part, plan, making));
  }
  await add(runner, lasting, { withMoves: knownMoves !== undefined, atOnce });
  await runner.run(sql`drop table rollups.before`);
  await dropScratch(runner);
  await tellKept(runner, known);
};

/** Changes up to which all parts are added up at once: of more, all together took 400 MB where a part at a time takes a tenth. */
const mostAtOnce = 50_000;

/** Parts that are added up in one statement; `null`: all. `lasting`: those of which something lasts. */
const slicesOf = async (
  runner: Runner,
  lasting: readonly number[],
  atOnce: number,
): Promise<readonly (number | null)[]> => {
  const found = await runner.rows(sql`select part, count(*) as n from ${changes} group by part`);
  const n = found.reduce((sum, row) => sum + Number(row.n), 0);
  return n > atOnce ? [...new Set([...lasting, ...found.map((row) => Number(row.part))])] : [null];
};

/** What lasts of each part and what changed, added up; of nothing no row is left, and of no value no sum. */
const add = async (
  runner: Runner,
  lasting: ReadonlyMap<number, Sql>,
  { withMoves, atOnce }: { readonly withMoves: boolean; readonly atOnce: number },
): Promise<void> => {
  const rows = name(`${scratch}.rows`);
  const columns = names([...grouped, ...added]);
  const lasts = (some: readonly Sql[]): Sql => (some.length === 0 ? sql`false` : sql`(${join(some, " or ")})`);
  const summed = [
    ...["n", ...counts, ...valued].map((one) => sql`sum(${name(one)})::bigint as ${name(one)}`),
    ...sums.map(
      (one, index) =>
        sql`case when sum(${name(valued[index] ?? one)}) > 0 then sum(${name(one)})::decimal(38,10) end as ${name(one)}`,
    ),
  ];
  const isChanged = sql`exists (select 1 from ${changes} c where c.part = q.part and c.person = q.person and c.day = q.day and c.key = q.key)`;
  const without = (...left: readonly string[]): Sql => names(grouped.filter((one) => !left.includes(one)));
  await runner.run(sql`create table ${rows} (${places})`);
  for (const part of await slicesOf(runner, [...lasting.keys()], atOnce)) {
    const keeps = lasts(part === null ? [...lasting.values()] : [lasting.get(part) ?? sql`false`]);
    await runner.run(sql`insert into ${rows} (${columns}) select ${names(grouped)}, ${join(summed, ", ")} from (
      select ${columns} from (select ${without("person", "before", "after")}, null::integer as person, null::date as before, null::date as after, ${names(added)} from ${dayTable}) q where ${keeps}
      union all select ${columns} from (select ${without("person")}, null::integer as person, ${names(added)} from ${onceTable}) q where ${keeps}
      union all select ${columns} from ${monthTable} q where ${keeps} and ${isChanged}
      union all select ${columns} from ${changes}${part === null ? sql`` : sql` where part = ${whole(part)}`}
    ) group by ${names(grouped)} having sum(n) > 0`);
  }
  // Most months of most people are as they were: adding them up again would cost as much as all the rest.
  await spread(
    runner,
    rows,
    sql`select ${columns} from ${monthTable} q where ${lasts([...lasting.values()])} and not ${isChanged}`,
  );
  if (!withMoves) return;
  const summedMoves = moveSums.map((one) =>
    one === "native"
      ? sql`case when sum(valued) > 0 then sum(native)::decimal(38,4) end as native`
      : sql`sum(${name(one)})::bigint as ${name(one)}`,
  );
  const both = join(
    [moveTable, moved].map((table) => sql`select ${names([...moveKeys, ...moveSums])} from ${table}`),
    " union all ",
  );
  await runner.run(sql`create table ${name(`${scratch}.all_moves`)} as select ${names(moveKeys)}, ${join(summedMoves, ", ")}
    from (${both}) group by ${names(moveKeys)} having sum(moves) > 0`);
  await runner.run(sql`create or replace table ${moveTable} as select * from ${name(`${scratch}.all_moves`)}`);
};
