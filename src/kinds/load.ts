/** How much there is to do for each of us: new leads per working day, and leads at hand. */
import { workingDaysIn } from "../model/working-time.ts";
import { type Sql, sql } from "../sql/index.ts";
import { column } from "./condition.ts";
import { begun } from "./count.ts";
import type { Figure, Part, Sums } from "./measure.ts";
import type { Population } from "./population.ts";
import { quotient } from "./shapes.ts";
import { type Aggregate, count, things, wholeTotal } from "./sums.ts";

/** Leads that are somebody's, and whose: `owner` is the column that says it, `of` how many they are. */
const partOf = (population: Population, owner: string, of: (where: Sql) => Aggregate): Part => ({
  population,
  aggregates: {
    n: of(sql`${column(owner)} is not null`),
    people: things(column(owner)),
  },
  optional: true,
  beside: true,
  aside: "all",
});

/** `null` without anybody, and where too few records say it. */
const perPerson = (sums: Sums, part: string): number | null => {
  const n = sums.maybe(part, "n");
  return n === null || n < sums.frame.config.sample.small ? null : quotient(n, sums.get(part, "people"));
};

/** `assigned`: leads given to somebody in the period; `open`: those that stand at its end. */
export const loadOf = (assigned: Population, open: Population, owner: "person_no" | "now_no") => ({
  parts: {
    assigned: partOf(assigned, owner, count),
    open: partOf(open, owner, (where) => wholeTotal(sql`r.n`, where)),
  },
  more: (sums: Sums): Figure["more"] => {
    const days = workingDaysIn(begun(sums), sums.frame.config);
    const each = perPerson(sums, "assigned");
    const figures = {
      leads_per_person_day: each === null ? null : quotient(each, days),
      open_leads_per_person: perPerson(sums, "open"),
    };
    return sums.maybe("assigned", "n") === null ? {} : figures;
  },
});
