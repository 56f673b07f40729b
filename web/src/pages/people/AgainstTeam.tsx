/** A person's figure on one scale with the team's, and whether it is apart from it; the records behind it. */
import type { Question } from "../../api/question.ts";
import type { Cell, ScorecardLine } from "../../api/types.ts";
import { IntervalBar } from "../../parts/IntervalBar.tsx";
import { Bones } from "../../parts/States.tsx";
import { useWriting } from "../../parts/useFacts.ts";
import { FigureButton } from "../../records/FigureButton.tsx";
import { RecordsMark } from "../../records/RecordsMark.tsx";
import { countText, figure } from "../../words/figures.ts";
import { standingOf } from "../../words/standing.ts";
import { standingText } from "./compared.ts";
import people from "./People.module.css";
import styles from "./Person.module.css";

/** A scale that holds the whole interval and the team's value. */
const scaleOf = (cell: Cell, whole: number): readonly [number, number] => {
  const known = [cell.value, whole, ...(cell.interval ?? [])].filter((end) => end !== null);
  const [least, most] = [Math.min(...known), Math.max(...known)];
  const margin = (most - least || 1) * 0.06;
  return [least - margin, most + margin];
};

interface Props {
  readonly line: ScorecardLine;
  /** The same of the team; `null`: there is none to read it against. Its place is kept while it is waited for. */
  readonly team: ScorecardLine | "waiting" | null;
  readonly teamName: string;
  readonly question: Question;
  readonly title: string;
}

export const AgainstTeam = ({ line, team, teamName, question, title }: Props) => {
  const { unit, better, additivity, name } = line.answer.definition;
  const writing = useWriting()(unit);
  const cell = line.answer.total;
  const whole = team === "waiting" ? null : (team?.answer.total.value ?? null);
  // What adds up has no common scale with its team.
  const hasScale = additivity === "non_additive" && cell.value !== null;
  const isComparable = hasScale && whole !== null;
  const standing = isComparable ? standingOf(cell, whole, better) : "unknown";
  const words = cell.n === 1 ? "record" : "records";
  const records = { question, part: cell.den === null || unit === "count" ? "num" : "den", title } as const;
  return (
    <div className={styles.against}>
      {hasScale && team === "waiting" ? <Bones height={38} /> : null}
      {isComparable ? (
        <>
          <RecordsMark records={records}>
            <IntervalBar value={cell.value} interval={cell.interval} scale={scaleOf(cell, whole)} whole={whole} />
          </RecordsMark>
          <div className={styles.words}>
            <span>
              <bdi>{teamName}</bdi> {figure(whole, writing)}
            </span>
            <span className={`${people.word} ${people[standing] ?? ""}`}>{standingText[standing]}</span>
          </div>
        </>
      ) : null}
      {cell.n === 0 ? null : (
        <span className={styles.records}>
          <FigureButton records={records} label={`${name}: ${countText(cell.n)} ${words}`}>
            {countText(cell.n)} {words}
          </FigureButton>
        </span>
      )}
    </div>
  );
};
