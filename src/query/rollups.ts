/** Sums by day of what is asked most, kept beside the facts: a question about the whole company then reads some thousand small rows. */
import type { Part } from "../kinds/index.ts";
import { type ResultColumns, type Runner, sql } from "../sql/index.ts";
import { type Credited, readCredited, toldByPeople } from "./credited.ts";
import { onceTable } from "./once.ts";
import { isOfPeople, isPlain, keyOf, type Plan, placesOf, planOf } from "./plans.ts";
import { fetched } from "./rolled.ts";
import type { Rolled, Rollups, Selection } from "./selection.ts";
import { movesStatement } from "./standing-spans.ts";
import { arePlaced } from "./upkeep.ts";

const everyPlace = [...placesOf("c"), ...placesOf("s")];

const everything = { columns: everyPlace, parts: null, isOnce: true, isWhole: false };

/** What was read for several parts or questions at once: of the company, and of people for one question. */
interface Ready {
  readonly company?: Awaited<ReturnType<typeof fetched>>;
  readonly people?: { readonly about: string; readonly of: (part: Credited) => ResultColumns | undefined };
}

const none: ResultColumns = { names: [], columns: [], rowCount: 0 };

/** Plans by what they are made of, each made once. */
const rememberedPlans = () => {
  const plans = new Map<string, WeakMap<Part, Plan | null>>();
  return (part: Part, selection: Selection, told: boolean): Plan | null => {
    const asked = `${told} ${selection.resolved.by.map((dimension) => dimension.id).join(" ")}`;
    const known = plans.get(asked) ?? new WeakMap<Part, Plan | null>();
    plans.set(asked, known);
    const found = known.get(part);
    if (found !== undefined) return found;
    const made = planOf(part, selection, told);
    known.set(part, made);
    return made;
  };
};

/** What a question about people is about, apart from its KPI. */
const aboutOf = ({ frame, buckets, resolved }: Selection): string =>
  JSON.stringify([
    frame.range,
    buckets?.units,
    resolved.by.map(({ id }) => id),
    resolved.where.map(({ operator, values }) => [operator, values]),
  ]);

/** Those kept for the facts of a schema at an as-of; none where none were made, or with other places. */
export const rollupsOf = async (runner: Runner, schema: string, asOf: number): Promise<Rollups | undefined> => {
  const [exists] = await runner.rows(
    sql`select count(*) as n from duckdb_tables() where schema_name = 'rollups' and table_name = 'parts' and database_name = current_database()`,
  );
  if (Number(exists?.n) === 0 || !(await arePlaced(runner))) return undefined;
  const kept = new Map(
    (
      await runner.rows(sql`select part, key, part in (select part from ${onceTable}) as is_once from rollups.parts`)
    ).map((row) => [String(row.key), { no: Number(row.part), isOnce: row.is_once === true }]),
  );
  const remembered = rememberedPlans();
  const planned = (part: Part, selection: Selection, told: boolean) => {
    const { frame } = selection;
    if (frame.schema !== schema || frame.asOf !== asOf) return null;
    const ofPeople = isOfPeople(selection);
    if (!ofPeople && !isPlain(selection)) return null;
    const plan = remembered(part, selection, told);
    const made = plan === null ? undefined : kept.get(plan.key);
    if (plan === null || made === undefined) return null;
    const tells = ofPeople ? toldByPeople(plan, selection) : "all";
    return tells === null ? null : { ...plan, ...made, ofPeople, tells };
  };
  let moves: boolean | undefined;
  type Planned = NonNullable<ReturnType<typeof planned>>;
  const fetchedFor = (at: Runner, selection: Selection, found: readonly Planned[]) => {
    const wanted = new Set(found.flatMap(({ slots }) => slots.map(({ slot }) => slot)));
    return fetched(at, [{ range: selection.frame.range, buckets: selection.buckets }], {
      columns: everyPlace.filter((place) => wanted.has(place)),
      parts: found.map(({ no }) => no),
      isOnce: found.some(({ isOnce }) => isOnce),
      isWhole: selection.buckets === null && selection.resolved.by.length === 0,
    });
  };
  const rolledOf = (found: Planned, selection: Selection, ready: Ready): Rolled => {
    const { no, slots, rest, ofPeople, tells } = found;
    const hasTotal = tells === "all";
    if (ofPeople) {
      const own = ready.people?.about === aboutOf(selection) ? ready.people.of(found) : undefined;
      const read = async (at: Runner): Promise<ResultColumns> =>
        own ?? (await readCredited(at, selection, [found]))(found) ?? none;
      return { read, hasTotal, rest };
    }
    const known = ready.company?.(no, selection, slots) ?? null;
    const read = async (at: Runner): Promise<ResultColumns> =>
      known ?? (await fetchedFor(at, selection, [found]))(no, selection, slots) ?? none;
    return { read, hasTotal, rest };
  };
  const over = (ready: Ready): Rollups => ({
    find: (part, selection, told) => {
      const found = planned(part, selection, told);
      return found === null ? null : rolledOf(found, selection, ready);
    },
    together: async (at, selection, parts) => {
      const found = parts.flatMap(({ part, told }) => planned(part, selection, told) ?? []);
      if (found.length < 2) return over(ready);
      if (isOfPeople(selection))
        return over({ ...ready, people: { about: aboutOf(selection), of: await readCredited(at, selection, found) } });
      return ready.company !== undefined ? over(ready) : over({ company: await fetchedFor(at, selection, found) });
    },
    hasMoves: (selection) => {
      const { frame } = selection;
      if (frame.schema !== schema || frame.asOf !== asOf || !isPlain(selection)) return false;
      moves ??= kept.has(keyOf(movesStatement(frame)));
      return moves;
    },
    fetched: async (at, ranges) => over({ company: await fetched(at, ranges, everything) }),
  });
  return over({});
};
