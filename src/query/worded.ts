/** A question in words, as every face hears them, made exact: periods, grains, comparisons and instants. */
import { grainsOf } from "../model/calendar.ts";
import { previousRange, toDate, yearEarlier } from "../model/comparison.ts";
import { dateOf, dayNumber } from "../model/day.ts";
import { parseInstant } from "../model/instant.ts";
import { nearestWord } from "../model/nearest.ts";
import { type PeriodContext, parsePeriod, watermarkDay } from "../model/period.ts";
import { Problem } from "../problem.ts";
import type { Asker } from "./asker.ts";
import type { DateRange, Filter, Grain, Question } from "./question.ts";

/** What words such as `this-quarter` are read against. */
export type About = Pick<Asker, "config" | "watermark" | "extent">;

/** It, and how far what was known at an earlier instant reached. */
export type AboutThen = About & Pick<Asker, "reachAt">;

/** The words of a period: of `period` and `from` at most one; `to` goes with `from`. */
export interface PeriodWords {
  readonly period?: string;
  readonly from?: string;
  readonly to?: string;
}

export interface RangedWords extends PeriodWords {
  readonly where?: readonly Filter[];
  readonly asOf?: string;
  /** `previous`, `year`, or a period. */
  readonly compare?: string;
}

export interface QuestionWords extends RangedWords {
  readonly variant?: string;
  readonly grain?: string;
  readonly by?: readonly string[];
}

/** What a question and the scorecard have in common. */
export interface Ranged {
  readonly range: DateRange;
  readonly where: readonly Filter[];
  readonly asOf: string | undefined;
  readonly compare: DateRange | undefined;
}

const periodContext = ({ config, watermark, extent }: About): PeriodContext => ({
  config,
  watermarkDay: watermarkDay(watermark, config.timezone),
  firstDay: dayNumber(extent.first),
  lastDay: dayNumber(extent.last),
});

const defaultPeriod = "last-12-months";

/** The period, or from `from` up to `to` (else up to the watermark); without words the twelve months that end with the watermark's. */
export const periodIn = ({ period, from, to }: PeriodWords, about: About): DateRange => {
  const context = periodContext(about);
  if (from === undefined) return parsePeriod(period ?? defaultPeriod, context);
  return parsePeriod(`${from}..${to ?? dateOf(context.watermarkDay + 1)}`, context);
};

const asOfMs = (text: string | undefined, { config, watermark }: About): number =>
  text === undefined ? watermark : parseInstant(text, config.timezone).utcMs;

/** Words as of an earlier instant mean what they meant then: whatever comes later, the same question is asked. */
const aboutAt = async (at: number, about: AboutThen): Promise<About> => {
  if (at === about.watermark) return about;
  const { config, extent } = about;
  // A fact of which only the day is known reaches to the end of that day, of which nothing may have passed.
  const watermark = Math.min(at, await about.reachAt(at));
  const lastThen = dateOf(watermarkDay(watermark, config.timezone));
  return { config, watermark, extent: { ...extent, last: lastThen < extent.last ? lastThen : extent.last } };
};

/** `previous` and `year` compare a running period to date with to date; any other range is taken as it is. `none`: with nothing, as without a word. */
const comparedRange = (
  words: string | undefined,
  range: DateRange,
  at: number,
  about: About,
): DateRange | undefined => {
  const { config } = about;
  if (words === undefined || words === "none") return undefined;
  if (words === "previous") return previousRange(range, { config, asOfMs: at });
  if (words === "year") return toDate(yearEarlier(range), range, at, config);
  const near = nearestWord(words, ["previous", "year", "none"]);
  if (near !== null) throw new Problem("bad_period", { text: words, nearest: near });
  return parsePeriod(words, periodContext(about));
};

export const grainNamed = (text: string, { config }: Pick<About, "config">): Grain => {
  const known = grainsOf(config);
  const wanted = text.toLowerCase();
  const [first] = config.fiscalCalendars;
  // The first calendar may be named too.
  const isNamed = (grain: Grain): boolean =>
    grain.startsWith("fiscal-") && wanted === `${grain}@${first?.id}`.toLowerCase();
  const found = known.find((grain) => grain.toLowerCase() === wanted || isNamed(grain));
  if (found === undefined) throw new Problem("bad_grain", { text, known, nearest: nearestWord(text, known) });
  return found;
};

/** A scorecard says what moved: without a word it is compared with the period before. */
export const scorecardWords = <Words extends { readonly compare?: string | undefined }>(words: Words) => ({
  ...words,
  compare: words.compare ?? "previous",
});

/** Problems: `bad_period`, `bad_instant`. */
export const rangedIn = async (words: RangedWords, present: AboutThen): Promise<Ranged> => {
  const at = asOfMs(words.asOf, present);
  const about = await aboutAt(at, present);
  const range = periodIn(words, about);
  return {
    range,
    where: words.where ?? [],
    asOf: words.asOf === undefined ? undefined : new Date(at).toISOString(),
    compare: comparedRange(words.compare, range, at, about),
  };
};

/** Problems: those of {@link rangedIn}, and `bad_grain`. Names are checked when it is asked. */
export const questionIn = async (kpi: string, words: QuestionWords, about: AboutThen): Promise<Question> => ({
  kpi,
  variant: words.variant,
  ...(await rangedIn(words, about)),
  grain: words.grain === undefined ? undefined : grainNamed(words.grain, about),
  by: words.by,
});
