/** What stands beside the headline of each KPI: what its two records are called, and which further figures are worth a line. */
import {
  type Answer,
  type Cell,
  type PartName,
  partsOf,
  type Question,
  type ScorecardLine,
} from "../../query/index.ts";
import { type Further, furtherFigures, ofKpi } from "../../wording/further.ts";
import { isBalanceSheet } from "./balance-sheet.ts";
import { figure, type Words } from "./units.ts";

const attainment = "goal_attainment";

type Kpi = ScorecardLine["kpi"];

const same = (words: string): Words => ({ one: words, many: words });

const aRecord: Words = { one: "record", many: "records" };

/** What a list of records is called: `won`, `closed`. */
export const recordsTitle = (
  { kpi: id, variant = "default" }: Pick<Question, "kpi" | "variant">,
  part: PartName,
  catalogue: readonly Kpi[],
): Words => {
  if (id === attainment) return same("records of its own: a goal opens through the KPI that it is set for");
  if (part !== "num" && part !== "den") return same(part.replaceAll("_", " "));
  const kpi = catalogue.find((one) => one.id === id);
  const defined = kpi?.variants[variant];
  return (kpi === undefined || defined === undefined ? null : partsOf(kpi, defined)[part]) ?? aRecord;
};

const lower = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

const textOf = ({ id, kind, name, one, text, value }: Further): string => {
  if (id === "money") return text;
  const called = lower(value === 1 ? (one ?? name) : name);
  return kind === "own" || kind === "days" ? `${called} ${text}` : `${text} ${called}`;
};

/** Further figures of a cell as short texts, in their order; money that not every record has says of how many it is. */
export const moreTexts = (
  cell: Cell,
  { kpi, definition }: Pick<Answer, "kpi" | "definition">,
  currency: string,
): string[] =>
  // A balance sheet has a table of its own.
  isBalanceSheet(cell) ? [] : furtherFigures(cell, ofKpi(kpi, definition, currency), figure).map(textOf);
