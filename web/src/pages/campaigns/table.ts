/** The table's columns and rows: what each column shows of which answer, one row for each member that any answer names. */
import type { Answer, Cell, Unit } from "../../api/types.ts";
import type { Part } from "../../records/address.ts";
import type { AskFor } from "../../scope/useAsk.ts";
import { partlyPriced } from "../../words/priced.ts";
import { createdLeads, isPriced } from "./ask.ts";

export interface Column extends AskFor {
  readonly id: string;
  /** `null`: the definition's own name. */
  readonly head: string | null;
  /** Which of a cell's numbers it shows. */
  readonly of: "value" | "num" | "den";
  /** Of a number that is not the value. */
  readonly unit: Unit | null;
  /** `null`: the figure's main one. */
  readonly part: Part | null;
  /** Whether it is read against the whole. */
  readonly isJudged: boolean;
  /** Whether it has a picture of its interval. */
  readonly hasBar: boolean;
}

const amount = { of: "num", part: "num", isJudged: false, hasBar: false } as const;
const figure = { of: "value", head: null, unit: null, part: null, isJudged: true, hasBar: false } as const;

export const columnsWith = (cost: string): readonly Column[] => [
  { ...amount, ...createdLeads, id: "leads", head: "Leads", unit: "count" },
  { ...amount, id: "spend", kpi: "cost_per_lead", variant: cost, head: "Spend", unit: "money" },
  { ...figure, id: "cost", kpi: "cost_per_lead", variant: cost },
  { ...figure, id: "conversion", kpi: "lead_conversion", head: "Conversion", hasBar: true },
  { ...amount, id: "opportunities", kpi: "opportunities_created", head: "Opportunities", unit: "count" },
  { ...amount, id: "won", kpi: "win_rate", head: "Won", unit: "count" },
  { ...amount, id: "amount", kpi: "win_rate", variant: "value", head: "Won amount", unit: "money" },
  { ...figure, id: "response", kpi: "response_time", head: "Response" },
  { ...figure, id: "followed", kpi: "follow_up_rate", head: "Follow-up" },
];

/** The number that a column shows: none of what is counted is 0; of money nothing is known where nothing is priced. */
export const shownOf = ({ of, unit, kpi }: Column, cell: Cell | undefined): number | null => {
  if (cell === undefined) return unit === "count" ? 0 : null;
  if ((kpi === "cost_per_lead" || unit === "money") && !isPriced(cell)) return null;
  // What was lost may be priced while nothing of what was won is.
  const { won, priced, counted } = cell.more;
  if (cell[of] === 0 && (won ?? 0) > 0 && priced !== counted) return null;
  return cell[of];
};

/** Money of which only a part is priced: it says so. */
export const isPartly = (column: Column, cell: Cell | undefined): boolean =>
  cell !== undefined &&
  (column.kpi === "cost_per_lead" || column.unit === "money") &&
  shownOf(column, cell) !== 0 &&
  partlyPriced(cell) !== null;

export interface Member {
  /** `null` is nobody or nothing. */
  readonly key: string | null;
  readonly name: string;
  readonly cells: ReadonlyMap<string, Cell>;
}

export interface Answered {
  readonly column: Column;
  readonly answer: Answer;
}

export const membersOf = (answered: readonly Answered[], dimension: string): readonly Member[] => {
  const found = new Map<string | null, { name: string; cells: Map<string, Cell> }>();
  for (const { column, answer } of answered)
    for (const row of answer.rows) {
      const key = row.keys[dimension] ?? null;
      const member = found.get(key) ?? { name: row.labels[dimension] ?? key ?? "None", cells: new Map() };
      member.cells.set(column.id, row);
      found.set(key, member);
    }
  return [...found].map(([key, member]) => ({ key, ...member }));
};

/** Members of whom some column has something to say. */
export const isSaid = (columns: readonly Column[], { cells }: Member): boolean =>
  columns.some((column) => (shownOf(column, cells.get(column.id)) ?? 0) !== 0);

export interface Sort {
  /** A column, or `name`. */
  readonly by: string;
  readonly isFalling: boolean;
}

/** `-leads` is falling; without a word, the most leads first, or whatever the first column is. */
export const sortIn = (text: string | null, columns: readonly Column[]): Sort => {
  const by = text?.replace(/^-/, "") ?? "";
  return by === "name" || columns.some(({ id }) => id === by)
    ? { by, isFalling: text?.startsWith("-") ?? false }
    : { by: columns[0]?.id ?? "name", isFalling: true };
};

export const sortText = ({ by, isFalling }: Sort): string => `${isFalling ? "-" : ""}${by}`;

/** What is of nobody comes last, whichever way; so does what has no figure. */
export const sorted = (
  members: readonly Member[],
  columns: readonly Column[],
  { by, isFalling }: Sort,
): readonly Member[] => {
  const column = columns.find(({ id }) => id === by);
  const sign = isFalling ? -1 : 1;
  const byName = (a: Member, b: Member): number => a.name.localeCompare(b.name, "en", { numeric: true });
  return members.toSorted((a, b) => {
    if (a.key === null || b.key === null) return Number(a.key === null) - Number(b.key === null);
    if (column === undefined) return sign * byName(a, b);
    const [one, other] = [a, b].map(({ cells }) => shownOf(column, cells.get(column.id))) as [
      number | null,
      number | null,
    ];
    if (one === null || other === null) return Number(one === null) - Number(other === null) || byName(a, b);
    return sign * (one - other) || byName(a, b);
  });
};
