/** The figure: how much, how sure, what changed, from how many, and what stands beside it. */
import type { Answer, Cell } from "../../api/types.ts";
import { Card } from "../../parts/Card.tsx";
import { Change } from "../../parts/Change.tsx";
import { lettersOf } from "../../parts/letters.ts";
import { useWorkspace, useWriting } from "../../parts/useFacts.ts";
import type { Opened, Part } from "../../records/address.ts";
import { FigureButton } from "../../records/FigureButton.tsx";
import { mainPart } from "../../records/part.ts";
import { rangeText, whenText } from "../../words/dates.ts";
import { countText, figure, figureParts, intervalText, type Writing } from "../../words/figures.ts";
import { reasonOf, remarksOver } from "../../words/flags.ts";
import { moreFigures } from "../../words/more.ts";
import { capital } from "../../words/names.ts";
import { oneOrMany, wordsOf } from "../../words/parts.ts";
import { spentInVain } from "../../words/spent.ts";
import { isFirstOf } from "../../words/verdict.ts";
import { type AskedKpi, ofStage, stageFilter, wantingIn, withFilters } from "./asked.ts";
import { GoalNow } from "./GoalNow.tsx";
import styles from "./NowCard.module.css";

interface Props {
  readonly asked: AskedKpi;
  readonly answer: Answer;
  readonly cell: Cell;
  readonly stage: string | null;
  readonly stageLabel: string | null;
}

/** "57 won of 239 closed", each number a way to its records. */
const Made = ({
  asked,
  cell,
  recordsOf,
}: Pick<Props, "asked" | "cell"> & { readonly recordsOf: (part: Part) => Opened }) => {
  const { currency } = useWorkspace();
  const { variant } = asked;
  const isShare = variant.unit === "ratio" || variant.unit === "share";
  const counted = `${countText(cell.n)} ${cell.n === 1 ? "record" : "records"}`;
  if (cell.den === null || cell.num === null || !isShare)
    return variant.unit === "count" && cell.value === cell.n ? null : (
      <p>
        From{" "}
        <FigureButton records={cell.n > 0 ? recordsOf(mainPart(cell, variant.unit)) : null} label={counted}>
          {counted}
        </FigureButton>
      </p>
    );
  const part = (which: Part, value: number) => {
    const words = wordsOf(variant, which);
    const text = `${figure(value, { unit: words.unit, currency })} ${oneOrMany(value, words)}`;
    return (
      <FigureButton records={value > 0 ? recordsOf(which) : null} label={text}>
        {text}
      </FigureButton>
    );
  };
  return (
    <p>
      {part("num", cell.num)} of {part("den", cell.den)}
    </p>
  );
};

/** What it was, or why nothing is known of that time. */
const beforeText = (previous: Cell, isFirst: boolean, writing: Writing): string => {
  if (isFirst) return "None";
  return previous.value === null
    ? reasonOf(previous.flags, previous.excluded, previous.more).short
    : figure(previous.value, writing);
};

export const NowCard = ({ asked, answer, cell, stage, stageLabel }: Props) => {
  const { currency } = useWorkspace();
  const { kpi, variant } = asked;
  const { definition, question } = answer;
  const writing = useWriting()(definition.unit);
  const range = rangeText(question.from, question.to);
  const who = stageLabel === null ? kpi.name : `${kpi.name}, ${stageLabel}`;
  const recordsOf = (part: Part): Opened => ({
    question: part === "den" ? ofStage(asked, stage) : withFilters(asked.question, stageFilter(stage)),
    part,
    title: `${who}: ${wordsOf(variant, part).many}, ${range}`,
  });
  const { number, unit } = figureParts(cell.value, writing);
  const interval = cell.value === null ? "" : intervalText(cell.interval, writing);
  const more = moreFigures(cell, kpi.id, definition, currency).filter(
    ({ id }) => id !== "spend_without_leads" || spentInVain(cell) === null,
  );
  const isFirst = isFirstOf(cell);
  const reason = cell.value === null ? reasonOf(cell.flags, cell.excluded, cell.more) : null;
  const wanting = wantingIn(answer);
  const isNothing = reason !== null && cell.n === 0;
  const spent = spentInVain(cell);
  return (
    <Card title={stageLabel ?? range} {...(stageLabel === null ? {} : { note: range })} className={styles.card}>
      <div className={styles.value} data-now={cell.value} style={lettersOf(number)}>
        {reason === null ? (
          <FigureButton
            records={cell.n > 0 ? recordsOf(mainPart(cell, definition.unit)) : null}
            label={`${who}: ${figure(cell.value, writing)}`}
          >
            {number}
            {unit === "" ? null : <span className={styles.unit}> {unit}</span>}
          </FigureButton>
        ) : (
          <span className={styles.none}>{spent === null ? reason.short : `No ${wordsOf(variant, "den").many}`}</span>
        )}
      </div>
      <div className={styles.words}>
        {reason === null || spent !== null ? null : <p>{wanting ?? reason.long}</p>}
        {spent === null ? null : (
          <p>
            <FigureButton
              records={recordsOf("num")}
              label={`${who}: ${figure(spent, { unit: "money", currency })} ${wordsOf(variant, "num").many}`}
            >
              {figure(spent, { unit: "money", currency })} {wordsOf(variant, "num").many}
            </FigureButton>
            , and nothing came of it in this period
          </p>
        )}
        {interval === "" ? null : <p>{interval} with 95% confidence</p>}
        {isNothing ? null : <Made asked={asked} cell={cell} recordsOf={recordsOf} />}
        {cell.previous === undefined || (isNothing && cell.previous.value === null) ? null : (
          <p className={styles.change}>
            {reason === null && !isFirst && cell.previous.value !== null ? (
              <Change change={cell.change} better={definition.better} writing={writing} notes={answer.notes} />
            ) : null}
            <span>
              {beforeText(cell.previous, isFirst, writing)}
              {question.compare === undefined ? "" : ` ${whenText(question.compare)}`}
            </span>
          </p>
        )}
      </div>
      <GoalNow asked={asked} stage={stage} range={question} />
      {more.length === 0 ? null : (
        <dl className={styles.more}>
          {more.map(({ id, name, text }) => (
            <div key={id}>
              <dt>{name}</dt>
              <dd>{text}</dd>
            </div>
          ))}
        </dl>
      )}
      {remarksOver(cell.flags, question).map((remark) => (
        <p key={remark} className={styles.remark}>
          {capital(remark)}
        </p>
      ))}
    </Card>
  );
};
