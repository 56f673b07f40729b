/** What a KPI cannot be measured without: tables of which nothing was ever imported. */
import type { Measure, Population } from "../kinds/index.ts";
import { join, name, type Runner, type Sql, sql } from "../sql/index.ts";
import type { Answer, Cell, Row } from "./answer.ts";
import { memory } from "./remembered.ts";

const ofObject: Readonly<Record<Population["object"], readonly string[]>> = {
  opportunity: ["opportunities"],
  lead: ["leads"],
  activity: ["activities"],
  response: ["responses"],
  spend: ["spend"],
};

const budgeted = sql`exists (select 1 from campaigns where budget is not null)`;

/** What must be there, and how that is seen; what a campaign cost may be told by its spend or by its budget. */
const isThere: Readonly<Record<string, Sql>> = {
  ...Object.fromEntries(
    ["opportunities", "leads", "activities", "responses"].map((table) => [
      table,
      sql`exists (select 1 from ${name(table)})`,
    ]),
  ),
  // Where either is not there, that is what is missing.
  links: sql`(exists (select 1 from leads where opportunity_no is not null) or not exists (select 1 from leads) or not exists (select 1 from opportunities))`,
  spend: sql`(exists (select 1 from spend) or ${budgeted})`,
  budgets: budgeted,
};

const missingText: Readonly<Record<string, string>> = {
  links: "No lead names the opportunity that it became: without that",
  spend: "No spend and no campaign's budget were ever imported: without them",
  budgets: "No campaign's budget was ever imported: without them",
};

/** The whole process is where its records are: of one kind alone it is measured from that kind. */
export const isOfEither = (measure: Measure): boolean => measure.kind === "stock" && measure.variant === "process";

const populationsOf = (measure: Measure): readonly Population[] =>
  measure.kind !== "records"
    ? []
    : Object.values(measure.parts).flatMap((part) => (part.optional === true ? [] : [part.population]));

/** Those whose records say from when on it can be known. */
export const tablesOf = (measure: Measure): readonly string[] => {
  switch (measure.kind) {
    case "goals":
      return [];
    case "stock":
      if (isOfEither(measure)) return ["leads", "opportunities"];
      return measure.of === "lead" ? ["leads"] : ["opportunities"];
    case "records":
      return [
        ...new Set(
          populationsOf(measure).flatMap((one) => [
            ...(one.eitherObject === true ? [] : ofObject[one.object]),
            ...(one.needs ?? []),
          ]),
        ),
      ];
  }
};

/** Empty tables, looked up once. */
export const emptyTables = (runner: Runner): (() => Promise<ReadonlySet<string>>) => {
  const known = memory<ReadonlySet<string>>();
  const look = async (): Promise<ReadonlySet<string>> => {
    const rows = await runner.rows(
      join(
        Object.entries(isThere).map(([table, there]) => sql`select ${table}::varchar as name, ${there} as has_rows`),
        " union all ",
      ),
    );
    return new Set(rows.filter((row) => row.has_rows !== true).map((row) => String(row.name)));
  };
  return () => known("", look);
};

/** Of nothing known no part is known: 0 opportunities for each lead, where none were ever imported. */
const withoutQuotients = (more: Cell["more"]): Cell["more"] =>
  Object.fromEntries(Object.entries(more).map(([name, value]) => [name, name.startsWith("per_") ? null : value]));

const unmeasured = <Any extends Cell>(cell: Any): Any => ({
  ...cell,
  value: null,
  interval: null,
  flags: ["not_measurable"],
  more: withoutQuotients(cell.more),
});

/** The answer, or the same shape saying that it cannot be measured, and what is missing. */
export const orNotMeasurable = async (
  answer: Answer,
  measure: Measure,
  empty: () => Promise<ReadonlySet<string>>,
): Promise<Answer> => {
  const needed = [...new Set([...tablesOf(measure), ...populationsOf(measure).flatMap(({ becomes = [] }) => becomes)])];
  if (needed.length === 0) return answer;
  const found = await empty();
  const missing = needed.filter((table) => found.has(table));
  if (missing.length === 0 || (isOfEither(measure) && missing.length < needed.length)) return answer;
  return {
    ...answer,
    total: unmeasured(answer.total),
    rows: answer.rows.map((row): Row => unmeasured(row)),
    notes: [
      ...answer.notes,
      ...missing.map((table) => ({
        code: "not_measurable",
        count: 0,
        message: `${missingText[table] ?? `No ${table} were ever imported: without them`} this cannot be measured.`,
      })),
    ],
  };
};
