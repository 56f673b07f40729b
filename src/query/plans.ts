/** Which sums of a KPI's default are kept by day, and the statements that make them. */
import { createHash } from "node:crypto";
import type { Frame, Kpi, Part } from "../kinds/index.ts";
import { name, type Sql, sql } from "../sql/index.ts";
import { closings } from "./closings.ts";
import { additiveColumns, dailyStatement, distinctStatement } from "./daily.ts";
import type { Slot } from "./rolled.ts";
import { isAnswerable } from "./select.ts";
import { type Selection, unsplit } from "./selection.ts";

/** Places for columns of a part: whole numbers `c0`..., decimals `s0`..., and of how many values each of these is, `m0`... */
const [wholes, decimals] = [16, 5];

export const placesOf = (letter: "c" | "s" | "m"): readonly string[] =>
  Array.from({ length: letter === "c" ? wholes : decimals }, (_, index) => `${letter}${index}`);

interface Summed extends Slot {
  readonly sum: Sql;
  readonly valued: Sql;
}

/** Rows `day`, `key`, `before`, `after`, and these columns. */
interface Making {
  readonly statement: Sql;
  readonly columns: readonly string[];
}

export interface Plan {
  readonly key: string;
  /** The first of what adds up record by record; others of things that count once. */
  readonly makings: readonly [Making, ...Making[]];
  readonly slots: readonly Slot[];
  readonly rest: Part | null;
  readonly part: Part;
  /** Its keys are stages. */
  readonly isByStage: boolean;
}

export const textOf = ({ chunks, values }: Sql): string => `${chunks.join("?")} ${JSON.stringify(values)}`;

export const keyOf = (...statements: readonly Sql[]): string =>
  createHash("sha256").update(statements.map(textOf).join(" ")).digest("hex").slice(0, 24);

/** Longer than any data. */
const everyDay = { from: "0001-01-01", to: "9999-12-31" };
const oneDay = { from: "0001-01-02", to: "0001-01-03" };

/** A population that looks at the period as a whole has other rows in each. */
const asksForPeriod = ({ population }: Part, frame: Frame): boolean =>
  textOf(population.relation({ ...frame, range: everyDay, units: undefined })) !==
  textOf(population.relation({ ...frame, range: oneDay, units: [oneDay] }));

/** What is filtered, or split by anything but the stage on the row itself, takes the records. */
export const isPlain = ({ resolved }: Selection): boolean =>
  resolved.where.length === 0 &&
  !resolved.currentOwner &&
  resolved.by.length <= 1 &&
  resolved.by.every((dimension) => dimension.id === "stage" && dimension.join === undefined);

/** How the sums of a part by day are made and kept; `null`: they cannot be. */
export const planOf = (part: Part, selection: Selection, told: boolean): Plan | null => {
  const { reduce } = part.population;
  // Where what is left out is not told, a total is reduced with it and cells are without.
  if (part.alsoBy !== undefined || (reduce !== undefined && !told) || !isPlain(selection)) return null;
  if (!isAnswerable(part, selection, "cells") || asksForPeriod(part, selection.frame)) return null;
  const isWhole = selection.resolved.by.length === 0 && reduce === undefined;
  const { columns, rest, distinct } = additiveColumns(part, told, isWhole);
  const counts = [...columns.filter(({ isDecimal }) => !isDecimal), ...distinct];
  const sums = columns.filter(({ isDecimal }) => isDecimal);
  if (columns.length === 0 || sums.length > decimals || counts.length > wholes) return null;
  // What counts but once for several is counted, not summed.
  if (reduce !== undefined && sums.length > 0) return null;
  const overAll = { ...selection, buckets: null, frame: { ...selection.frame, range: everyDay } };
  const placed = [
    ...counts.map((column, index) => ({ ...column, slot: `c${index}` })),
    ...sums.map((column, index) => ({ ...column, slot: `s${index}` })),
  ];
  const added = placed.filter((one): one is typeof one & Summed => "sum" in one);
  const taken = [
    ["n", sql`count(*)`] as const,
    ...added.map(({ sum, slot }) => [slot, sum] as const),
    ...added.flatMap(({ valued, slot, isDecimal }) => (isDecimal ? [[slot.replace("s", "m"), valued] as const] : [])),
  ];
  const first: Making = {
    columns: taken.map(([place]) => place),
    statement: dailyStatement(
      part,
      overAll,
      told,
      taken.map(([place, sum]) => sql`${sum} as ${name(place)}`),
    ),
  };
  const makings: readonly [Making, ...Making[]] = [
    first,
    ...placed.flatMap((one) =>
      "thing" in one
        ? [{ columns: ["n", one.slot], statement: distinctStatement(part, overAll, one, name(one.slot)) }]
        : [],
    ),
  ];
  return {
    makings,
    slots: placed,
    key: keyOf(...makings.map(({ statement }) => statement)),
    part,
    isByStage: selection.resolved.by.length > 0,
    rest: Object.keys(rest).length === 0 ? null : { ...part, aggregates: rest },
  };
};

/** What the parts of a KPI's default are asked by, and what stands beside it. */
export const plansOf = (kpi: Kpi, selection: Selection): readonly Plan[] => {
  const { measure } = kpi.variants.default;
  if (measure.kind === "stock" && measure.of === "opportunity") {
    const plan = planOf(closings, unsplit(selection), false);
    return plan === null ? [] : [plan];
  }
  if (measure.kind !== "records") return [];
  return Object.entries(measure.parts).flatMap(([id, part]) => {
    const plan = planOf(part, selection, id === measure.main || part.tellsExclusions === true);
    return plan === null ? [] : [plan];
  });
};
