/** The columns of a list of records: what each record has, its details in words, and their order. */
import type { RecordRow } from "../api/types.ts";
import { dayText } from "../words/dates.ts";
import { countText, money, quotientText } from "../words/figures.ts";
import { capital, dimensionName, figureName } from "../words/names.ts";

type Value = string | number | boolean | null;

export interface Column {
  readonly id: string;
  readonly name: string;
  readonly isNumber: boolean;
  readonly of: (row: RecordRow) => Value;
  readonly text: (row: RecordRow) => string;
}

export interface Order {
  readonly column: string;
  readonly isFalling: boolean;
}

const isDay = (value: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(value);

const detailText = (value: Value): string => {
  if (value === null || value === "") return "–";
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "number") return Number.isInteger(value) ? countText(value) : quotientText(value);
  return isDay(value) ? dayText(value) : value;
};

const detailName = (key: string): string => {
  const name = figureName(key);
  return capital(name === key.replaceAll("_", " ") ? dimensionName(key) : name);
};

/**
 * Columns that are empty in every row are left out; the record and its day always stand. `isNarrow`: what it is worth and where it stands come first; `stages`: what
 * they are called, by id.
 */
export const columnsOf = (
  rows: readonly RecordRow[],
  currency: string,
  {
    isNarrow = false,
    stages = new Map(),
  }: { readonly isNarrow?: boolean; readonly stages?: ReadonlyMap<string, string> } = {},
): readonly Column[] => {
  const details = [...new Set(rows.flatMap(({ detail }) => Object.keys(detail)))].filter((key) =>
    rows.some(({ detail }) => (detail[key] ?? null) !== null),
  );
  const detailOf = (key: string, { detail }: RecordRow): Value => {
    const value = detail[key] ?? null;
    return key === "stage" && typeof value === "string" ? (stages.get(value) ?? value) : value;
  };
  const has = (key: "person" | "amount"): boolean => rows.some((row) => row[key] !== null);
  const record: Column = {
    id: "record",
    name: "Record",
    isNumber: false,
    of: ({ label }) => label,
    text: ({ label }) => label,
  };
  const day: Column = {
    id: "day",
    name: "Day",
    isNumber: false,
    of: (row) => row.day,
    text: (row) => (row.day === null ? "–" : dayText(row.day)),
  };
  const person: Column = {
    id: "person",
    name: "Person",
    isNumber: false,
    of: (row) => row.person,
    text: (row) => row.person ?? "–",
  };
  const amount: Column = {
    id: "amount",
    name: "Amount",
    isNumber: true,
    of: (row) => row.amount,
    text: (row) => (row.amount === null ? "not priced" : money(row.amount, currency)),
  };
  const amounts = has("amount") ? [amount] : [];
  const told = details.map(
    (key): Column => ({
      id: `detail.${key}`,
      name: detailName(key),
      isNumber: rows.every(({ detail }) => (detail[key] ?? null) === null || typeof detail[key] === "number"),
      of: (row) => detailOf(key, row),
      text: (row) => detailText(detailOf(key, row)),
    }),
  );
  const first = isNarrow ? [...amounts, ...told.filter(({ id }) => id === "detail.stage")] : [];
  const others = [day, ...(has("person") ? [person] : []), ...amounts, ...told];
  return [record, ...first, ...others.filter((column) => !first.includes(column))];
};

const compared = (one: Value, other: Value): number => {
  if (typeof one === "number" && typeof other === "number") return one - other;
  return String(one).localeCompare(String(other), "en", { numeric: true });
};

/** What has no value comes last, whichever way. */
export const ordered = (
  rows: readonly RecordRow[],
  columns: readonly Column[],
  order: Order | null,
): readonly RecordRow[] => {
  const column = columns.find(({ id }) => id === order?.column);
  if (order === null || column === undefined) return rows;
  return rows.toSorted((a, b) => {
    const [one, other] = [column.of(a), column.of(b)];
    if (one === null || other === null) return Number(one === null) - Number(other === null);
    return order.isFalling ? compared(other, one) : compared(one, other);
  });
};
