/** The columns that can be shown by a dimension, with their answers, and those that cannot, each with the reason. */
import type { Answer } from "../../api/types.ts";
import { type Ask, useAsk } from "../../scope/useAsk.ts";
import { dimensionName } from "../../words/names.ts";
import { withFilters } from "../kpi/asked.ts";
import { isMeasured, isPriced, unknownTo } from "./ask.ts";
import type { Shown } from "./CampaignTable.tsx";
import { type Column, columnsWith, shownOf } from "./table.ts";
import { useAnswers } from "./useAnswers.ts";

interface Missing {
  readonly why: string;
  readonly names: readonly string[];
}

interface Askable {
  readonly column: Column;
  readonly ask: Ask;
}

const missingOf = (why: string, names: readonly string[]): readonly Missing[] =>
  names.length === 0 ? [] : [{ why, names: [...new Set(names)] }];

const nameOf = ({ column, ask }: Askable): string => (column.id === "leads" ? "leads" : ask.kpi.name.toLowerCase());

const isMoney = ({ column }: Askable): boolean => column.kpi === "cost_per_lead" || column.unit === "money";

const hasNoFigure = ({ total, rows }: Answer): boolean =>
  total.value === null && rows.every(({ value }) => value === null);

export const useShown = (dimension: string, cost: string) => {
  const ask = useAsk();
  const all = columnsWith(cost).flatMap((column): Askable[] => {
    const one = ask(column);
    return one === null ? [] : [{ column, ask: one }];
  });
  const unsplit = all.filter((one) => !one.ask.kpi.dimensions.includes(dimension));
  const unfiltered = all.filter((one) => !unsplit.includes(one) && one.ask.ignored.length > 0);
  const asked = all.filter((one) => !unsplit.includes(one) && !unfiltered.includes(one));
  const costed = asked.find(({ column }) => column.id === "cost");
  const fairQuestion = ({ ask: { question } }: Askable) => withFilters(question, [`${dimension}:ne:null`]);
  const { all: answers, ...state } = useAnswers([
    ...asked.map((one) => ({ ...one.ask.question, by: [dimension] })),
    // Leads that came by nothing cost nothing: what a lead costs is read against those that came by something.
    ...(costed === undefined ? [] : [fairQuestion(costed)]),
  ]);
  const fair = answers[asked.length]?.total;
  const answered = asked.flatMap((one, index): Shown[] => {
    const answer = answers[index];
    if (answer === undefined) return [];
    return [{ ...one, answer, whole: one === costed ? (fair?.value ?? null) : shownOf(one.column, answer.total) }];
  });
  // What was spent is known without leads, too; what one cost is not.
  const unmeasured = answered.filter(
    ({ column, answer }) => !isMeasured(answer) && !(column.id === "spend" && isPriced(answer.total)),
  );
  const unpriced = answered.filter((one) => !unmeasured.includes(one) && isMoney(one) && !isPriced(one.answer.total));
  const empty = answered.filter(
    (one) => !unmeasured.includes(one) && !unpriced.includes(one) && one.column.isJudged && hasNoFigure(one.answer),
  );
  const shown = answered.filter((one) => ![unmeasured, unpriced, empty].some((some) => some.includes(one)));
  const bornClosed = shown.find(({ column }) => column.id === "opportunities")?.answer.total.more.born_closed ?? 0;
  return {
    ...state,
    shown,
    bornClosed,
    missing: [
      ...missingOf(`Not known by ${dimensionName(dimension)}:`, unsplit.map(nameOf)),
      ...missingOf(
        `Cannot be narrowed by ${[...new Set(unfiltered.map((one) => unknownTo(one.ask)))].join(" and ")}, so not beside the rest:`,
        unfiltered.map(nameOf),
      ),
      ...missingOf("Not measurable, for want of data:", unmeasured.map(nameOf)),
      ...missingOf("Without a figure in this period, too few or too young to be judged:", empty.map(nameOf)),
      ...missingOf(
        "Not known in this period:",
        unpriced.map(({ column }) => (column.kpi === "cost_per_lead" ? "spend" : "won amounts")),
      ),
    ],
    /** What a lead costs that came by something, and the question of it. */
    fairCost: fair === undefined || costed === undefined ? null : { cell: fair, question: fairQuestion(costed) },
  };
};
