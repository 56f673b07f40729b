/** Campaigns that cost money in a period and brought no lead in it. */
import { filterOfAny } from "../../api/question.ts";
import type { Answer, Row } from "../../api/types.ts";
import type { Opened } from "../../records/address.ts";
import type { Ask } from "../../scope/useAsk.ts";
import { rangeText } from "../../words/dates.ts";
import { withFilters } from "../kpi/asked.ts";

/** Those that cost something and brought no lead, the dearest first. */
export const idleIn = ({ rows }: Pick<Answer, "rows">): readonly Row[] =>
  rows
    .filter(({ more }) => (more.spend_without_leads ?? 0) > 0)
    .toSorted((a, b) => (b.more.spend_without_leads ?? 0) - (a.more.spend_without_leads ?? 0));

/** The spend of all of them. */
export const idleSpend = (ask: Pick<Ask, "question">, answer: Pick<Answer, "rows" | "question">): Opened => ({
  question: withFilters(ask.question, [
    filterOfAny(
      "campaign",
      idleIn(answer).map(({ keys }) => keys.campaign ?? null),
    ),
  ]),
  part: "num",
  title: `Spend without leads, ${rangeText(answer.question.from, answer.question.to)}`,
});
