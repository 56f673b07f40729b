/** A split by one or two dimensions: which, and its rows in the order asked for. */
import type { Kpi, Organisation, Row } from "../../api/types.ts";
import type { Search } from "../../scope/search.ts";
import { teamsWithin } from "../people/groups.ts";
import { told } from "./asked.ts";

/** No split: the rows are these already, or it has no members. */
const unsplit = new Set(["stage", "age", "amount", "goal"]);
const most = 2;

export const splittable = (kpi: Kpi): readonly string[] =>
  kpi.dimensions.filter((dimension) => !unsplit.has(dimension) || (dimension === "stage" && !kpi.by_stage));

/** As the address has it; without a word, or with words the KPI does not know, its first dimension. */
export const dimensionsIn = (kpi: Kpi, search: Search): readonly string[] => {
  const known = splittable(kpi);
  const asked = (told(search, "by") ?? "").split(",").filter((one) => known.includes(one));
  return asked.length > 0 ? [...new Set(asked)].slice(0, most) : known.slice(0, 1);
};

export type SortKey = "name" | "value" | "n" | "change";

export interface Sort {
  readonly key: SortKey;
  readonly isFalling: boolean;
}

const keys: readonly SortKey[] = ["name", "value", "n", "change"];

/** `-value` is falling; `null`: as the answer has them. */
export const sortIn = (text: string | null): Sort | null => {
  const name = text?.replace(/^-/, "");
  const key = keys.find((one) => one === name);
  return key === undefined ? null : { key, isFalling: text?.startsWith("-") ?? false };
};

export const sortText = ({ key, isFalling }: Sort): string => `${isFalling ? "-" : ""}${key}`;

export const rowName = (row: Row, dimensions: readonly string[]): string =>
  dimensions.map((dimension) => row.labels[dimension] ?? row.keys[dimension] ?? "none").join(" ");

/** The size that a column is ordered by; `null` comes last, whichever way. */
const sizeOf = (row: Row, key: SortKey): number | null =>
  key === "value" ? row.value : key === "n" ? row.n : (row.change?.absolute ?? null);

export const sorted = (rows: readonly Row[], dimensions: readonly string[], sort: Sort | null): readonly Row[] => {
  if (sort === null) return rows;
  const sign = sort.isFalling ? -1 : 1;
  if (sort.key === "name")
    return rows.toSorted(
      (a, b) => sign * rowName(a, dimensions).localeCompare(rowName(b, dimensions), "en", { numeric: true }),
    );
  return rows.toSorted((a, b) => {
    const [one, other] = [sizeOf(a, sort.key), sizeOf(b, sort.key)];
    if (one === null || other === null) return Number(one === null) - Number(other === null);
    return sign * (one - other);
  });
};

interface Within {
  readonly team: string | null;
  readonly person: string | null;
}

/** Of a part of the company, those who are not of it and have no record in it are left out: they would only fill the list. */
export const within = (
  rows: readonly Row[],
  dimensions: readonly string[],
  { team, person }: Within,
  organisation: Organisation,
): readonly Row[] => {
  if (team === null && person === null) return rows;
  const teams = team === null ? null : teamsWithin(organisation, team);
  const ofTeam = new Map(organisation.people.map(({ id, team_id }) => [id, team_id]));
  const isOf = (id: string | null, of: string): boolean => {
    if (id === null) return false;
    if (of === "team") return person === null && teams?.has(id) === true;
    return person !== null ? id === person : teams?.has(ofTeam.get(id) ?? "") === true;
  };
  const told = dimensions.filter((dimension) => dimension === "person" || dimension === "team");
  return rows.filter((row) => row.n > 0 || told.every((dimension) => isOf(row.keys[dimension] ?? null, dimension)));
};

/** Members of these have an order of their own: days of the week, hours. */
const ordered = new Set(["weekday", "hour"]);

/** Without a word: the most records first, but in its own order what has one. */
export const usualSort = (dimensions: readonly string[]): Sort | null =>
  ordered.has(dimensions[0] ?? "") ? null : { key: "n", isFalling: true };
