/** The asker: questions in, answers out, over facts that somebody else keeps. */
import { dimensionNamed } from "../dimensions/index.ts";
import { reachAt } from "../facts/index.ts";
import type { Frame, Kpi, PartName } from "../kinds/index.ts";
import { dateOf } from "../model/day.ts";
import type { WorkspaceConfig } from "../model/process.ts";
import { localDay } from "../model/zone.ts";
import { isProblem, Problem } from "../problem.ts";
import { name, type Runner, sql } from "../sql/index.ts";
import type { Answer } from "./answer.ts";
import { type Asking, answerRecords, type Compared, selectionOf } from "./answers.ts";
import type { Asker, WholeAsker } from "./asker.ts";
import { type AttributeCheck, attributeCheck, homeOf } from "./attributes.ts";
import { type Beginnings, beginningsIn, judgedFromBeginning } from "./beginnings.ts";
import { answerGoals } from "./goals.ts";
import { type Listing, pageOf, portionsOf } from "./listing.ts";
import { type MemberLookup, memberLookup } from "./members.ts";
import { emptyTables, orNotMeasurable } from "./needs.ts";
import type { Question } from "./question.ts";
import { listingOf } from "./records.ts";
import { remembered } from "./remembered.ts";
import { type Renewal, renewRollups } from "./renewal.ts";
import { type Resolved, resolve } from "./resolved.ts";
import { rollupsOf } from "./rollups.ts";
import { type ScopeLookup, scopeLookup } from "./scopes.ts";
import { rangesOf, scorecardOf, type Takes } from "./scorecard.ts";
import type { Rollups, Selection } from "./selection.ts";
import { answerStock } from "./stock.ts";
import { keepRollups } from "./upkeep.ts";
import { type WordCheck, wordCheck } from "./words.ts";

export interface AskerOptions {
  readonly runner: Runner;
  /** Further sessions on the same facts, opened when the first scorecard is asked for, which is asked on all of them at once. */
  readonly others?: () => Promise<readonly Runner[]>;
  readonly config: WorkspaceConfig;
  readonly catalogue: readonly Kpi[];
  /** Epoch milliseconds of the latest fact; the facts in `facts` are those of this instant. */
  readonly watermark: number;
  /** The schema of facts at an as-of: the current one at the watermark, else made on demand. */
  readonly factsAt: (asOf: number) => Promise<string>;
  /** Those of an earlier asker over the same facts: many askers, each with a session of its own, look things up once. */
  readonly lookups?: Lookups;
}

/** What questions look up beside their statements: the same for all of them, as long as the facts are the same. */
export interface Lookups {
  readonly members: MemberLookup;
  readonly scopes: ScopeLookup;
  readonly horizonsIn: (schema: string) => Promise<ReadonlyMap<string, number>>;
  readonly emptyTables: () => Promise<ReadonlySet<string>>;
  /** By schema of facts. */
  readonly beginningsIn: (schema: string) => Promise<Beginnings>;
  readonly checkAttributes: AttributeCheck;
  readonly checkWords: WordCheck;
  readonly extent: Asker["extent"] & { readonly range: Question["range"] };
  /** How far what was known at an instant reached, both in epoch milliseconds. */
  readonly reachAt: (asOf: number) => Promise<number>;
  /** `undefined`: none are kept. */
  readonly rollups: Rollups | undefined;
}

const horizonsIn = async (runner: Runner, schema: string): Promise<ReadonlyMap<string, number>> => {
  const rows = await runner.rows(
    sql`select h.key || coalesce('.' || i.id, '') as key, h.days from ${name(`${schema}.horizons`)} h left join stage_ids i on i.no = h.stage_no`,
  );
  return new Map(rows.map((row) => [String(row.key), Number(row.days)]));
};

/** Looks up with the runner, which outlives the askers that share what it found. */
const reachesOf = (runner: Runner, timezone: string): Lookups["reachAt"] => {
  const known = remembered((asOf) => reachAt(runner, timezone, Number(asOf)));
  return (asOf) => known(String(asOf));
};

export const lookupsOf = async ({
  runner,
  config,
  watermark,
  factsAt,
}: Omit<AskerOptions, "catalogue" | "lookups">): Promise<Lookups> => {
  const beginnings = remembered((schema) => beginningsIn(runner, schema));
  const present = await factsAt(watermark);
  return {
    members: memberLookup(runner),
    scopes: scopeLookup(runner),
    horizonsIn: remembered((schema) => horizonsIn(runner, schema)),
    emptyTables: emptyTables(runner),
    checkAttributes: attributeCheck(runner),
    checkWords: wordCheck(runner),
    reachAt: reachesOf(runner, config.timezone),
    beginningsIn: beginnings,
    extent: extentOf(await beginnings(present), config, watermark),
    rollups: await rollupsOf(runner, present, watermark),
  };
};

export const createAsker = async (options: AskerOptions): Promise<WholeAsker> => {
  const { runner, config, catalogue, watermark } = options;
  const lookups = options.lookups ?? (await lookupsOf(options));
  const { members, scopes, horizonsIn, emptyTables: empty, checkAttributes, checkWords, extent, rollups } = lookups;
  const asking: Asking = { runner, members, scopes, watermark, rollups };
  const frameOf = async (asOf: number, range: Question["range"]): Promise<Frame> => {
    const schema = await options.factsAt(asOf);
    return { config, schema, asOf, range, horizons: await horizonsIn(schema) };
  };
  const reachOf = async (asOf: number): Promise<number> => (asOf === watermark ? watermark : lookups.reachAt(asOf));
  const resolvedOf = async (question: Question): Promise<Resolved> => {
    const resolved = resolve(question, { catalogue, config, watermark });
    await checkAttributes(resolved);
    await checkWords(resolved, homeOf(resolved.variant.measure));
    return resolved;
  };
  const takes: Takes = async ({ id }, filter) => {
    try {
      await resolvedOf({ kpi: id, range: extent.range, where: [filter] });
      return true;
    } catch (problem) {
      if (isProblem(problem, "unknown_dimension")) return problem;
      throw problem;
    }
  };
  const measured = async (asking: Asking, resolved: Resolved, frame: Frame, compared: Compared): Promise<Answer> => {
    const { measure } = resolved.variant;
    switch (measure.kind) {
      case "records":
        return orNotMeasurable(await answerRecords(asking, resolved, frame, measure, compared), measure, empty);
      case "stock":
        return orNotMeasurable(await answerStock(asking, resolved, frame, measure, compared), measure, empty);
      case "goals":
        return answerGoals(asking, resolved, frame, (asked, told) => answering(asked, told, asking));
    }
  };
  const answering = async (question: Question, compared: Compared, present: Asking): Promise<Answer> => {
    const resolved = await resolvedOf(question);
    const frame = await frameOf(resolved.asOf, question.range);
    const asking = { ...present, watermark: await reachOf(resolved.asOf) };
    const answer = await measured(asking, resolved, frame, compared);
    return question.compare === undefined
      ? answer
      : judgedFromBeginning(answer, resolved, {
          ...{ beginnings: await lookups.beginningsIn(frame.schema), config },
          byUnit: compared === "rows",
        });
  };
  const listed = async (question: Question, part: PartName): Promise<Listing | null> => {
    const resolved = await resolvedOf(question);
    return listingOf(asking, resolved, await frameOf(resolved.asOf, question.range), part);
  };
  let others: Promise<readonly Runner[]> | undefined;
  return {
    config,
    catalogue,
    watermark,
    extent,
    reachAt: reachOf,
    answer: (question) => answering(question, "rows", asking),
    records: async (question, part, page) => pageOf(runner, await listed(question, part), page),
    async *everyRecord(question, part, size) {
      yield* portionsOf(runner, await listed(question, part), size);
    },
    scorecard: async (request) => {
      const isPlain = request.asOf === undefined && (request.where ?? []).length === 0;
      const kept = isPlain ? await rollups?.fetched(runner, rangesOf(request, config)) : rollups;
      others ??= options.others?.() ?? Promise.resolve([]);
      const askers = [runner, ...(await others)].map((one) => {
        const own = { ...asking, runner: one, rollups: kept };
        return (question: Question, compared: "rows" | "total") => answering(question, compared, own);
      });
      return scorecardOf({ catalogue, config, askers, takes }, request);
    },
    members: async (id) => {
      const dimension = dimensionNamed(id);
      if (dimension === undefined)
        throw new Problem("unknown_dimension", { kpi: "quarterdeck", dimension: id, known: [], nearest: null });
      const { list } = await asking.members(dimension, await frameOf(watermark, extent.range));
      return list.map((member) => ({ id: member.id, label: member.label }));
    },
  };
};

/** What the sums by day are kept of. */
interface Summing {
  readonly runner: Runner;
  readonly config: WorkspaceConfig;
  readonly catalogue: readonly Kpi[];
}

/** Every KPI as it would be asked of the company at an instant. */
const selectionsAt = async (
  { runner, config, catalogue }: Summing,
  schema: string,
  watermark: number,
): Promise<readonly Selection[]> => {
  const asking: Asking = { runner, members: memberLookup(runner), scopes: scopeLookup(runner), watermark };
  const today = dateOf(localDay(watermark - 1, config.timezone));
  const range = { from: today, to: today };
  const horizons = await horizonsIn(runner, schema);
  const selections: Selection[] = [];
  for (const kpi of catalogue) {
    const resolved = resolve({ kpi: kpi.id, range }, { catalogue, config, watermark });
    selections.push(await selectionOf(asking, resolved, { config, schema, asOf: watermark, range, horizons }, range));
  }
  return selections;
};

/** Keeps the sums by day of the facts at the watermark, which have just been brought up to date, for all askers to come. */
export const rollUp = async ({ watermark, factsAt, ...summing }: AskerOptions): Promise<void> => {
  const selections = await selectionsAt(summing, await factsAt(watermark), watermark);
  await keepRollups(summing.runner, summing.catalogue, selections);
};

/** Keeps them through a refresh of the facts in schema `facts`, which it lets replace what changed. */
export const renewSums = async (summing: Summing, renewal: Renewal, atOnce?: number): Promise<void> => {
  const { runner, catalogue } = summing;
  const selections = await selectionsAt(summing, "facts", renewal.before);
  await renewRollups(runner, catalogue, selections, renewal, () => horizonsIn(runner, "facts"), atOnce);
};

const extentOf = (beginnings: Beginnings, config: WorkspaceConfig, watermark: number): Lookups["extent"] => {
  const end = localDay(watermark - 1, config.timezone);
  const first = dateOf(Math.min(...(beginnings.size === 0 ? [end] : beginnings.values())));
  return { first, last: dateOf(end), range: { from: first, to: dateOf(end + 1) } };
};
