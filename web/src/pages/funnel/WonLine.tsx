/** Where the process ends: what was won in the period, and of how many that closed. */
import type { Answer } from "../../api/types.ts";
import { PageLink } from "../../parts/PageLink.tsx";
import { useNoneWins, useWriting } from "../../parts/useFacts.ts";
import { FigureButton } from "../../records/FigureButton.tsx";
import type { Ask } from "../../scope/useAsk.ts";
import { rangeText } from "../../words/dates.ts";
import { countText, figure, intervalText } from "../../words/figures.ts";
import { noWonStage } from "../../words/flags.ts";
import styles from "./Funnel.module.css";
import { room } from "./flow.ts";
import { Through } from "./Stream.tsx";

interface Props {
  readonly ask: Ask;
  readonly answer: Answer;
  readonly longest: number;
}

export const WonLine = ({ ask, answer: { total, definition, question }, longest }: Props) => {
  const writing = useWriting()(definition.unit);
  const noneWins = useNoneWins()("win_rate");
  const period = rangeText(question.from, question.to);
  const [won, closed] = [total.num ?? 0, total.den ?? 0];
  const interval = total.value === null ? "" : intervalText(total.interval, writing);
  const records = (part: "num" | "den", title: string) => ({
    question: ask.question,
    part,
    title: `${title}, ${period}`,
  });
  return (
    <div className={styles.line} data-stage="won">
      <h3 className={styles.won} data-column="stage">
        Won
      </h3>
      <div className={styles.picture} data-column="picture">
        <Through width={(won / longest) * room} />
      </div>
      <p className={styles.wonCount} data-column="entered">
        {won === 0 ? (
          <span className={styles.zero}>0</span>
        ) : (
          <FigureButton records={records("num", "Won")} label={`Won: ${countText(won)}`}>
            {countText(won)}
          </FigureButton>
        )}
      </p>
      <p className={styles.wonOf}>
        {noneWins ? (
          <>
            <PageLink to="/data" search={{ finding: "no_won_stage" }}>
              {noWonStage.short}
            </PageLink>
            {": none "}
          </>
        ) : total.value === null ? (
          ""
        ) : (
          `${figure(total.value, writing)} `
        )}
        of{" "}
        <FigureButton records={closed > 0 ? records("den", "Closed") : null} label={`${countText(closed)} that closed`}>
          {countText(closed)} that closed
        </FigureButton>
        {interval === "" || noneWins ? null : <small>{interval} with 95% confidence</small>}
      </p>
    </div>
  );
};
