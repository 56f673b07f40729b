/** A question checked against the catalogue: everything named in it exists and fits together. */
import { attributeId, attributeNamed, type Dimension, dimensionNamed, dimensions } from "../dimensions/index.ts";
import type { Kpi, Measure, ObjectKind, Population, Variant } from "../kinds/index.ts";
import { parseInstant } from "../model/instant.ts";
import { nearestWord } from "../model/nearest.ts";
import type { WorkspaceConfig } from "../model/process.ts";
import { Problem } from "../problem.ts";
import type { Filter, Question } from "./question.ts";

export interface Resolved {
  readonly question: Question;
  readonly kpi: Kpi;
  readonly variantId: string;
  readonly variant: Variant;
  /** The owner at the as-of instead of the owner at the event. */
  readonly currentOwner: boolean;
  readonly by: readonly Dimension[];
  readonly where: readonly (Filter & { readonly of: Dimension | "amount" })[];
  /** Filters of the steps of an axis that no record stands on. */
  readonly steps: readonly Filter[];
  readonly asOf: number;
}

/** Its name in every catalogue entry whose records have owners. */
const currentOwner = "current_owner";

const populationsOf = (measure: Measure): readonly Population[] =>
  measure.kind === "records"
    ? Object.values(measure.parts)
        .filter((part) => part.optional !== true)
        .map((part) => part.population)
    : [];

const stockDimensions = {
  lead: [
    "person",
    "team",
    "stage",
    "campaign",
    "channel",
    "source",
    "origin",
    "account",
    "segment",
    "industry",
    "country",
  ],
  opportunity: [
    "person",
    "team",
    "stage",
    "campaign",
    "channel",
    "source",
    "origin",
    "account",
    "segment",
    "industry",
    "country",
    "product",
    "type",
    "pipeline",
  ],
};

/** Dimensions that a measure can be split and filtered by, in the catalogue's order. */
export const dimensionsOf = (measure: Measure): readonly string[] => {
  if (measure.kind === "goals") return ["goal", "person", "team", "campaign"];
  // A move within the pipeline is of a stage alone.
  if (measure.kind === "stock") return measure.variant === "balance_sheet" ? ["stage"] : stockDimensions[measure.of];
  const populations = populationsOf(measure);
  const takes = (id: string): boolean =>
    populations.every((one) =>
      id === "person" || id === "team" ? one.uncredited !== true : one.dimensions.includes(id),
    );
  return dimensions.map((one) => one.id).filter((id) => takes(id) || id === measure.along?.dimension);
};

/** Whose attributes a kind of record has: leads and opportunities are asked in one. */
export const ownersOf = (object: ObjectKind): Owners | null =>
  object === "spend" ? null : object === "lead" || object === "opportunity" ? "record" : object;

type Owners = "record" | "activity" | "response";

/** Whose attributes a measure can be asked by; `null`: none, or of several kinds. */
export const attributesOf = (measure: Measure): Owners | null => {
  if (measure.kind === "stock") return measure.variant === "balance_sheet" ? null : "record";
  const [first = null, ...others] = new Set(populationsOf(measure).map(({ object }) => ownersOf(object)));
  return others.length === 0 ? first : null;
};

/** Whether a measure can be asked by an attribute: of its records, or of what its records name. */
export const takesAttribute = (measure: Measure, id: string): boolean => {
  const attribute = attributeNamed(id);
  if (attribute === undefined) return false;
  if (attribute.of === null) return attributesOf(measure) !== null;
  return measure.kind !== "goals" && dimensionsOf(measure).includes(attribute.of);
};

/** How attributes are asked for of a measure: as its records', or as those of what they name. */
export const attributesAskedOf = (measure: Measure): readonly string[] =>
  ([null, "account", "campaign", "person"] as const)
    .map((of) => attributeId(of, "<column>"))
    .filter((id) => takesAttribute(measure, id));

/** What it is filtered by that is no dimension. */
const amount = "amount" as const;

/** `also`: what it is filtered by beside its dimensions. */
const dimensionFor = (kpi: Kpi, measure: Measure, id: string, also: readonly string[] = []): Dimension => {
  // Goals stand row by row, which is no dimension to filter by.
  const known = [...dimensionsOf(measure), ...also].filter(
    (one) => one === amount || dimensionNamed(one) !== undefined,
  );
  const near = id === amount ? null : nearestWord(id, known);
  const found = dimensionNamed(id);
  if (found === undefined || !(known.includes(id) || takesAttribute(measure, id)))
    throw new Problem("unknown_dimension", { kpi: kpi.id, dimension: id, known, nearest: near });
  return found;
};

const kpiNamed = (catalogue: readonly Kpi[], id: string): Kpi => {
  const kpi = catalogue.find((one) => one.id === id);
  if (kpi === undefined)
    throw new Problem("unknown_kpi", {
      kpi: id,
      nearest: nearestWord(
        id,
        catalogue.map((one) => one.id),
      ),
    });
  return kpi;
};

/** In decimals: `0x10` and the like are no amounts. */
const isNumber = (text: string): boolean => /^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,2})?\s*$/i.test(text);

const ordering = [">", ">=", "<", "<="];

const checkFilter = (filter: Filter, of: Dimension | "amount"): void => {
  const operator = /^[a-z]/.test(filter.operator) ? ` ${filter.operator} ` : filter.operator;
  const text = `${filter.dimension}${operator}${filter.values.join(",")}`;
  if (filter.values.length > 1000)
    throw new Problem("bad_filter", { text: filter.dimension, reason: "it lists more than 1,000 values." });
  if (filter.values.length === 0) throw new Problem("bad_filter", { text, reason: "it has no value." });
  if (of === "amount") {
    if (!ordering.includes(filter.operator) && filter.operator !== "=" && filter.operator !== "!=")
      throw new Problem("bad_filter", { text, reason: "an amount is compared with =, !=, >, >=, < or <=." });
    if (filter.values.some((value) => value === null || !isNumber(value)))
      throw new Problem("bad_filter", { text, reason: "an amount is compared with a number." });
  } else if (ordering.includes(filter.operator) && of.keys === "number" && !["hour", "age"].includes(of.id))
    throw new Problem("bad_filter", { text, reason: `${of.id} has no order: use =, !=, in or not-in.` });
  if (of !== "amount" && of.id === "age" && filter.values.some((value) => value === null || !/^\d+$/.test(value)))
    throw new Problem("bad_filter", { text, reason: "an age is a number of days." });
};

/** Checks names, never data. Throws the problem that says the nearest right one. */
export const resolve = (
  question: Question,
  context: { readonly catalogue: readonly Kpi[]; readonly config: WorkspaceConfig; readonly watermark: number },
): Resolved => {
  const kpi = kpiNamed(context.catalogue, question.kpi);
  const variantId = question.variant ?? "default";
  const variant = kpi.variants[variantId];
  if (variant === undefined) {
    const known = Object.keys(kpi.variants);
    throw new Problem("unknown_variant", {
      kpi: kpi.id,
      variant: variantId,
      known,
      nearest: nearestWord(variantId, known),
    });
  }
  const { measure } = variant;
  const asked = question.by ?? [];
  if (asked.length > 3) throw new Problem("too_many_dimensions", { given: asked.length });
  if ((question.where ?? []).length > 50)
    throw new Problem("bad_filter", {
      text: `on ${question.where?.[50]?.dimension}`,
      reason: "it is the 51st, and a question has 50 of them at most.",
    });
  const byStage = measure.kind === "stock" || (measure.kind === "records" && measure.byStage !== undefined);
  const axis = byStage ? "stage" : measure.kind === "records" ? measure.along?.dimension : undefined;
  const names =
    measure.kind === "goals" ? [] : axis === undefined ? asked : [axis, ...asked.filter((id) => id !== axis)];
  if (measure.kind === "goals")
    for (const id of asked)
      if (id !== "goal")
        throw new Problem("unknown_dimension", {
          kpi: kpi.id,
          dimension: id,
          known: ["goal"],
          nearest: nearestWord(id, ["goal"]),
          tried: "split",
        });
  const isStep = (filter: Resolved["where"][number]): boolean =>
    measure.kind === "records" && filter.of !== "amount" && filter.of.id === measure.along?.dimension;
  const where = (question.where ?? []).map((filter) => {
    const of =
      filter.dimension === amount && takesAmount(measure)
        ? amount
        : dimensionFor(kpi, measure, filter.dimension, takesAmount(measure) ? [amount] : []);
    checkFilter(filter, of);
    return { ...filter, of };
  });
  return {
    question,
    kpi,
    variantId,
    variant,
    currentOwner: variantId === currentOwner,
    by: [...new Set(names)].map((id) => dimensionFor(kpi, measure, id)),
    where: where.filter((filter) => !isStep(filter)),
    steps: where.filter(isStep),
    asOf: question.asOf === undefined ? context.watermark : parseInstant(question.asOf, context.config.timezone).utcMs,
  };
};

const takesAmount = (measure: Measure): boolean =>
  measure.kind === "stock"
    ? measure.of === "opportunity" && measure.variant !== "balance_sheet"
    : measure.kind === "records" &&
      populationsOf(measure).every((one) => one.object === "opportunity" && one.eitherObject !== true);
