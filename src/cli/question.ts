/** The options of a command as a question. */
import { grainsOf } from "../model/calendar.ts";
import { previousRange, toDate, yearEarlier } from "../model/comparison.ts";
import { dateOf, dayNumber } from "../model/day.ts";
import { parseInstant } from "../model/instant.ts";
import { nearestWord } from "../model/nearest.ts";
import { type PeriodContext, parsePeriod, watermarkDay } from "../model/period.ts";
import { Problem } from "../problem.ts";
import type { Asker } from "../query/asker.ts";
import type { DateRange, Grain, Question } from "../query/question.ts";
import { parseFilter } from "./filters.ts";
import type { QuestionOptions } from "./options.ts";
import { Usage } from "./usage.ts";

type About = Pick<Asker, "config" | "watermark" | "extent">;
type Ranged = Pick<QuestionOptions, "period" | "from" | "to" | "where" | "asOf" | "compare">;

const periodContext = ({ config, watermark, extent }: About): PeriodContext => ({
  config,
  watermarkDay: watermarkDay(watermark, config.timezone),
  firstDay: dayNumber(extent.first),
  lastDay: dayNumber(extent.last),
});

const defaultPeriod = "last-12-months";

/** `--period`, or `--from` with or without `--to` (up to the watermark); else the twelve months that end with the watermark's. */
export const rangeOf = ({ period, from, to }: Ranged, about: About): DateRange => {
  const context = periodContext(about);
  if (period !== undefined && (from !== undefined || to !== undefined))
    throw new Usage("--period and --from/--to say the same thing twice.", "Use one of them.");
  if (from === undefined && to !== undefined) throw new Usage("--to needs --from.", "Say where the period begins.");
  if (from === undefined) return parsePeriod(period ?? defaultPeriod, context);
  return parsePeriod(`${from}..${to ?? dateOf(context.watermarkDay + 1)}`, context);
};

const asOfMs = (text: string | undefined, { config, watermark }: About): number =>
  text === undefined ? watermark : parseInstant(text, config.timezone).utcMs;

/** `previous` and `year` compare a running period to date with to date; any other range is taken as it is. */
const comparedRange = (words: string, range: DateRange, at: number, about: About): DateRange => {
  const { config } = about;
  if (words === "previous") return previousRange(range, { config, asOfMs: at });
  if (words === "year") return toDate(yearEarlier(range), range, at, config);
  const near = nearestWord(words, ["previous", "year"]);
  if (near !== null) throw new Problem("bad_period", { text: words, nearest: near });
  return parsePeriod(words, periodContext(about));
};

export const grainNamed = (text: string, { config }: About): Grain => {
  const known = grainsOf(config);
  const found = known.find((grain) => grain === text.toLowerCase());
  if (found === undefined) throw new Problem("bad_grain", { text, known, nearest: nearestWord(text, known) });
  return found;
};

export interface RangedQuestion {
  readonly range: DateRange;
  readonly where: Question["where"];
  readonly asOf: string | undefined;
  readonly compare: DateRange | undefined;
}

/** What a question and the scorecard have in common. */
export const rangedOf = (options: Ranged, about: About): RangedQuestion => {
  const at = asOfMs(options.asOf, about);
  const range = rangeOf(options, about);
  return {
    range,
    where: (options.where ?? []).map(parseFilter),
    asOf: options.asOf === undefined ? undefined : new Date(at).toISOString(),
    compare: options.compare === undefined ? undefined : comparedRange(options.compare, range, at, about),
  };
};

export const questionOf = (kpi: string, options: Omit<QuestionOptions, "format">, about: About): Question => ({
  kpi,
  variant: options.variant,
  ...rangedOf(options, about),
  grain: options.grain === undefined ? undefined : grainNamed(options.grain, about),
  by: options.by,
});
