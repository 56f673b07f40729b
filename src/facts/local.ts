/** Local time of the report zone in SQL: the zone's offsets written out, as looking them up costs a hundred times as much. */
import { dayMs, transitions } from "../model/zone.ts";
import { instant, quoted, type Sql, sql, whole } from "../sql/index.ts";

interface Zoned {
  readonly config: { readonly timezone: string };
  /** Epoch milliseconds; most instants lie not long before. */
  readonly asOf: number;
  /** Where it is known how early the data begins, the offsets before it are not written out. */
  readonly uses?: { readonly earliest: number };
}

const yearMs = 366 * dayMs;

/** The offset in microseconds that holds at `at`, found by halves. */
const offset = (changes: readonly { readonly atMs: number; readonly offsetMs: number }[], at: Sql): Sql => {
  const [first] = changes;
  if (first === undefined || changes.length === 1) return sql`${whole((first?.offsetMs ?? 0) * 1000)}`;
  const middle = changes.length >> 1;
  return sql`case when ${at} < ${instant(changes[middle]?.atMs ?? 0)} then ${offset(changes.slice(0, middle), at)} else ${offset(changes.slice(middle), at)} end`;
};

const lookedUp = ({ config }: Zoned, at: Sql): Sql => sql`timezone(${quoted(config.timezone)}, timezone('UTC', ${at}))`;

/** The wall clock in the report zone at a UTC instant. `at` stands in it several times: a column, not a computation. */
export const localTime = (zoned: Zoned, at: Sql): Sql => {
  if (zoned.config.timezone === "UTC") return at;
  const begin = (zoned.uses?.earliest ?? 0) - dayMs;
  const [from, to] = [Math.max(zoned.asOf - 12 * yearMs, Math.min(begin, zoned.asOf)), zoned.asOf + yearMs];
  const written = offset(transitions(zoned.config.timezone, from, to), at);
  return sql`case when ${at} >= ${instant(from)} and ${at} < ${instant(to)} then make_timestamp(epoch_us(${at}) + ${written}) else ${lookedUp(zoned, at)} end`;
};

/** The local date of a UTC instant in the report zone. */
export const localDay = (zoned: Zoned, at: Sql): Sql => sql`cast(${localTime(zoned, at)} as date)`;

/** As people read it: the date and the clock of the report zone, at midnight the date alone. `at`: a column. */
export const localClock = (zoned: Zoned, at: Sql): Sql =>
  sql`replace(strftime(${localTime(zoned, at)}, '%Y-%m-%d %H:%M:%S'), ' 00:00:00', '')`;
