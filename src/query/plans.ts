/** Which sums of a KPI's default are kept by day, and the statements that make them. */
import { createHash } from "node:crypto";
import { type Dimension, dimensionNamed } from "../dimensions/index.ts";
import type { Frame, Kpi, Part } from "../kinds/index.ts";
import { name, type Sql, sql } from "../sql/index.ts";
import { closings } from "./closings.ts";
import { additiveColumns, dailyStatement, distinctStatement } from "./daily.ts";
import { jointStatement, monthlyDistinctStatement, monthlyStatement } from "./monthly.ts";
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

/** Rows `day`, `key`, `person`, `before`, `after`, and these columns. */
interface Making {
  readonly statement: Sql;
  readonly columns: readonly string[];
  /** Record by record; else of things that count once. */
  readonly addsUp: boolean;
}

export interface Plan {
  readonly key: string;
  /** By day, and where people are credited by month and person. */
  readonly makings: readonly [Making, ...Making[]];
  readonly slots: readonly Slot[];
  readonly rest: Part | null;
  readonly part: Part;
  /** Its keys are stages. */
  readonly isByStage: boolean;
  /** By month and credited person, too. */
  readonly hasPeople: boolean;
  /** Some of what counts is ruled out by others of the same person, or is there once for several of them. */
  readonly countsOnce: boolean;
  /** The same of the days from one on. */
  readonly since: (from: string) => Plan;
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

const isOwnStage = ({ id, join }: Dimension): boolean => id === "stage" && join === undefined;

/** What is filtered, or split by anything but the stage on the row itself, takes the records or the sums by month and person. */
export const isPlain = ({ resolved }: Selection): boolean =>
  resolved.where.length === 0 && !resolved.currentOwner && resolved.by.length <= 1 && resolved.by.every(isOwnStage);

const isFirstOfMonth = (date: string): boolean => date.endsWith("-01");

const isOfMonths = ({ frame, buckets }: Selection): boolean =>
  [frame.range.from, frame.range.to].every(isFirstOfMonth) &&
  (buckets?.units ?? []).every((unit) => isFirstOfMonth(unit.clippedStart) && isFirstOfMonth(unit.clippedEnd));

const isPerson = (dimension: Dimension | "amount"): boolean => dimension !== "amount" && dimension.id === "person";

/** Split by person, or filtered to people, over whole months; by nothing else but the stage on the row itself. */
export const isOfPeople = (selection: Selection): boolean => {
  const { by, where, currentOwner } = selection.resolved;
  return (
    !currentOwner &&
    (where.length > 0 || by.some(isPerson)) &&
    where.every(({ of }) => isPerson(of)) &&
    by.every((dimension) => isPerson(dimension) || isOwnStage(dimension)) &&
    isOfMonths(selection)
  );
};

/** As sums are made: by stage where the question is, of the company, and of each person. */
const madeFor = (selection: Selection): { readonly company: Selection; readonly people: Selection } => {
  const { resolved } = selection;
  const by = resolved.by.filter((dimension) => !isPerson(dimension));
  const person = dimensionNamed("person");
  const over = (by: readonly Dimension[]): Selection => ({
    ...selection,
    buckets: null,
    resolved: { ...resolved, by, where: [] },
  });
  return { company: over(by), people: over(person === undefined ? by : [...by, person]) };
};

const placedColumns = (part: Part, told: boolean, isWhole: boolean) => {
  const { columns, rest, distinct } = additiveColumns(part, told, isWhole);
  const counts = [...columns.filter(({ isDecimal }) => !isDecimal), ...distinct];
  const sums = columns.filter(({ isDecimal }) => isDecimal);
  if (columns.length === 0 || sums.length > decimals || counts.length > wholes) return null;
  // What counts but once for several is counted, not summed.
  if (part.population.reduce !== undefined && sums.length > 0) return null;
  const placed = [
    ...counts.map((column, index) => ({ ...column, slot: `c${index}` })),
    ...sums.map((column, index) => ({ ...column, slot: `s${index}` })),
  ];
  return { placed, rest };
};

type Placed = NonNullable<ReturnType<typeof placedColumns>>["placed"];

type Made = ReturnType<typeof madeFor> & { readonly hasPeople: boolean };

const makingsOf = (
  part: Part,
  { company, people, hasPeople }: Made,
  told: boolean,
  placed: Placed,
): Plan["makings"] => {
  const added = placed.filter((one): one is typeof one & Summed => "sum" in one);
  const taken = [
    ["n", sql`count(*)`] as const,
    ...added.map(({ sum, slot }) => [slot, sum] as const),
    ...added.flatMap(({ valued, slot, isDecimal }) => (isDecimal ? [[slot.replace("s", "m"), valued] as const] : [])),
  ];
  const sums = taken.map(([place, sum]) => sql`${sum} as ${name(place)}`);
  const columns = taken.map(([place]) => place);
  const adding = (statement: Sql): Making => ({ columns, statement, addsUp: true });
  const { perPerson, reduce } = part.population;
  const isJoint = hasPeople && perPerson === undefined && reduce === undefined;
  const distinct = placed.flatMap((one) => {
    if (!("thing" in one)) return [];
    const statements = [
      distinctStatement(part, company, one, name(one.slot)),
      ...(hasPeople ? [monthlyDistinctStatement(part, people, one, one.slot)] : []),
    ];
    return statements.map((statement): Making => ({ columns: ["n", one.slot], statement, addsUp: false }));
  });
  return [
    adding(isJoint ? jointStatement(part, people, told, sums) : dailyStatement(part, company, told, sums)),
    ...(hasPeople && !isJoint ? [adding(monthlyStatement(part, people, told, sums))] : []),
    ...distinct,
  ];
};

/** How the sums of a part are made and kept, by day and by month and person; `null`: they cannot be. Of a plain question, or of one about people. */
export const planOf = (part: Part, selection: Selection, told: boolean): Plan | null => {
  const { reduce } = part.population;
  // Where what is left out is not told, a total is reduced with it and cells are without.
  if (part.alsoBy !== undefined || (reduce !== undefined && !told)) return null;
  const { company, people } = madeFor(selection);
  if (!isAnswerable(part, company, "cells") || asksForPeriod(part, selection.frame)) return null;
  const hasPeople = isAnswerable(part, people, "cells");
  const isByStage = company.resolved.by.length > 0;
  const found = placedColumns(part, told, !isByStage && reduce === undefined);
  if (found === null) return null;
  const { placed, rest } = found;
  const since = (from: string): Plan => {
    const over = (one: Selection): Selection => ({ ...one, frame: { ...one.frame, range: { ...everyDay, from } } });
    const makings = makingsOf(part, { company: over(company), people: over(people), hasPeople }, told, placed);
    return {
      makings,
      slots: placed,
      key: keyOf(...makings.map(({ statement }) => statement)),
      part,
      isByStage,
      hasPeople,
      countsOnce: reduce !== undefined || makings.some(({ addsUp }) => !addsUp),
      rest: Object.keys(rest).length === 0 ? null : { ...part, aggregates: rest },
      since,
    };
  };
  return since(everyDay.from);
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
