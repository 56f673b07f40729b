/** The options of a command as a question. */
import type { DateRange, Question } from "../query/question.ts";
import { type About, type AboutThen, periodIn, questionIn, type Ranged, rangedIn } from "../query/worded.ts";
import { parseFilter } from "./filters.ts";
import type { QuestionOptions } from "./options.ts";
import { Usage } from "./usage.ts";

export { usualPart } from "../query/usual-part.ts";
export { grainNamed, scorecardWords } from "../query/worded.ts";

type RangedOptions = Pick<QuestionOptions, "period" | "from" | "to" | "where" | "asOf" | "compare">;

const checkedPeriod = <Options extends RangedOptions>(options: Options): Options => {
  const { period, from, to } = options;
  if (period !== undefined && (from !== undefined || to !== undefined))
    throw new Usage("--period and --from/--to say the same thing twice.", "Use one of them.");
  if (from === undefined && to !== undefined) throw new Usage("--to needs --from.", "Say where the period begins.");
  return options;
};

/** `--period`, or `--from` with or without `--to` (up to the watermark); else the twelve months that end with the watermark's. */
export const rangeOf = (options: RangedOptions, about: About): DateRange => periodIn(checkedPeriod(options), about);

/** What a question and the scorecard have in common. */
export const rangedOf = async (options: RangedOptions, about: AboutThen): Promise<Ranged> =>
  rangedIn({ ...checkedPeriod(options), where: (options.where ?? []).map(parseFilter) }, about);

export const questionOf = async (
  kpi: string,
  options: Omit<QuestionOptions, "format">,
  about: AboutThen,
): Promise<Question> =>
  questionIn(kpi, { ...checkedPeriod(options), where: (options.where ?? []).map(parseFilter) }, about);
