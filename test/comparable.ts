/** What engine and oracle are compared on: the same companies, and answers without what only one of the two tells. */

import type { Question } from "../src/query/question.ts";
import type { Told } from "./agreement.ts";
import type { Cell, Row } from "./oracle/answered.ts";
import type { Cells, World } from "./worlds/world.ts";

/** A column that no model knows, on two records of three. */
export const withTiers = (world: World): World => {
  const tiered = (rows: readonly Cells[] | undefined) =>
    rows?.map((row, i): Cells => (i % 3 === 0 ? row : { ...row, tier: i % 3 === 1 ? "gold" : "silver" }));
  const { leads, opportunities } = world.tables;
  return { ...world, tables: { ...world.tables, leads: tiered(leads), opportunities: tiered(opportunities) } };
};

/** What leads do not have: there the engine says nothing of leads beside opportunities, the oracle counts none. */
const ofOpportunitiesAlone = ["product", "type", "pipeline", "outcome"];

/** Whether leads are asked about what only deals have. */
const isOfDeals = ({ by = [], where = [] }: Question): boolean =>
  [...by, ...where.map((filter) => filter.dimension)].some((id) => [...ofOpportunitiesAlone, "amount"].includes(id));

const withoutLeads = <Any extends Cell>(cell: Any): Any => {
  const { leads: _, per_lead: __, ...more } = cell.more;
  return { ...cell, more, ...(cell.previous === undefined ? {} : { previous: withoutLeads(cell.previous) }) };
};

/** A row of which nothing counts, and nothing is told but a budget without dates, which belongs to no unit of time. */
const isEmpty = ({ n, num, excluded }: Row): boolean =>
  n === 0 && (num ?? 0) === 0 && Object.keys(excluded).every((reason) => reason === "no_dates");

const isOfWork = ({ kpi }: Question): boolean => kpi === "activities";

/** Empty rows of the process variant stand for every open stage in the engine, for lead stages in the oracle. */
export const comparable = <Said extends Told>(question: Question, said: Said): Said => ({
  ...said,
  total: isOfDeals(question) ? withoutLeads(said.total) : said.total,
  rows: said.rows
    .filter((row) => question.variant !== "process" || row.num !== 0)
    // Leads beside opportunities make rows of their own in the oracle, also where no figure shows them.
    .filter((row) => question.variant !== "value" || !isEmpty(row))
    .filter((row) => row.n > 0 || !(question.by ?? []).some((id) => ofOpportunitiesAlone.includes(id)))
    // A row stands where anything is met, be it the second copy of a mail.
    .filter(
      (row) => question.by === undefined || (question.grain === undefined && !isOfWork(question)) || !isEmpty(row),
    )
    .map((row) => (isOfDeals(question) ? withoutLeads(row) : row)),
});
