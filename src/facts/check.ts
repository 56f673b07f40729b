/** One thing that can be wrong with records: its code, the table it is about, and which records it is true of. */
import { dateOf } from "../model/day.ts";
import { localDay } from "../model/zone.ts";
import { day, quoted, type Sql, sql } from "../sql/index.ts";
import type { FactsContext } from "./context.ts";

/** Where the numbers of a table's records have their ids. */
export const dictionaries = {
  accounts: "account_ids",
  activities: "activity_ids",
  campaigns: "campaign_ids",
  leads: "lead_ids",
  opportunities: "opportunity_ids",
  people: "person_ids",
  responses: "response_ids",
} as const;

export interface Check {
  readonly code: string;
  readonly table: keyof typeof dictionaries;
  /** `(no, value, reason)`: the number of the record, what was found, and why it matters; over `context`'s facts. */
  readonly query: (context: FactsContext) => Sql;
}

/** The local date of the as-of. */
export const today = ({ asOf, config }: FactsContext): Sql => day(dateOf(localDay(asOf, config.timezone)));

/** `1 day`, `12 days`. */
export const counted = (n: Sql, one: string): Sql =>
  sql`(${n}::varchar || case when ${n} = 1 then ${quoted(` ${one}`)} else ${quoted(` ${one}s`)} end)`;
