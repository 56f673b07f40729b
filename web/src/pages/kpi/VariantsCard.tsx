/** Every defensible definition beside the others, with what it gives for the same question: why another system says another number. */
import { UnstyledButton } from "@mantine/core";
import { useQueries } from "@tanstack/react-query";
import { answerQuery } from "../../api/queries.ts";
import type { Question } from "../../api/question.ts";
import type { Cell, VariantOf } from "../../api/types.ts";
import { Card } from "../../parts/Card.tsx";
import { IntervalBar } from "../../parts/IntervalBar.tsx";
import { Bones } from "../../parts/States.tsx";
import { scaleOf } from "../../parts/scale.ts";
import { useWriting } from "../../parts/useFacts.ts";
import type { Opened } from "../../records/address.ts";
import { FigureButton } from "../../records/FigureButton.tsx";
import { mainPart } from "../../records/part.ts";
import { RecordsMark } from "../../records/RecordsMark.tsx";
import { asDefined, filtersOf, takenBy } from "../../scope/scope.ts";
import { useChangeSearch, useScope } from "../../scope/useScope.ts";
import { countText, figure, intervalText } from "../../words/figures.ts";
import { reasonOf } from "../../words/flags.ts";
import { inWords } from "../../words/more.ts";
import { wordsOf } from "../../words/parts.ts";
import { spentInVain, vainText } from "../../words/spent.ts";
import { type AskedKpi, cellIn, stageFilter, withFilters } from "./asked.ts";
import table from "./Table.module.css";
import styles from "./VariantsCard.module.css";

interface Props {
  readonly asked: AskedKpi;
  readonly stage: string | null;
  readonly stageLabel: string | null;
}

interface Told {
  readonly variant: VariantOf;
  readonly cell: Cell;
  readonly question: Question;
  readonly asked: AskedKpi;
}

const recordsOf = ({ variant, cell, question, asked }: Told): Opened | null => {
  const spent = spentInVain(cell);
  if (cell.n === 0 && spent === null) return null;
  const part = spent === null ? mainPart(cell, variant.unit) : "num";
  return { question, part, title: `${asked.kpi.name}, ${variant.name}: ${wordsOf(variant, part).many}` };
};

const Value = ({ variant, cell, question, asked }: Told) => {
  const writing = useWriting()(variant.unit);
  const spent = spentInVain(cell);
  const text =
    spent !== null
      ? vainText(spent, variant, writing.currency)
      : cell.value === null
        ? reasonOf(cell.flags, cell.excluded, cell.more).short
        : figure(cell.value, writing);
  const interval = cell.value === null ? "" : intervalText(cell.interval, writing);
  return (
    <>
      <FigureButton records={recordsOf({ variant, cell, question, asked })} label={`${variant.name}: ${text}`}>
        {text}
      </FigureButton>
      {interval === "" ? null : <small>{interval}</small>}
    </>
  );
};

export const VariantsCard = ({ asked, stage, stageLabel }: Props) => {
  const { kpi, variant: chosen, question } = asked;
  const change = useChangeSearch();
  const questions = kpi.variants.map(
    ({ id }): Question => ({ ...question, variant: id === "default" ? undefined : id, compare: undefined }),
  );
  const filters = filtersOf(useScope());
  const refused = kpi.variants.map(
    ({ id }) => takenBy(asDefined(kpi, id), filters).ignored.length > asked.ignored.length,
  );
  const answers = useQueries({
    queries: questions.map((one, index) => ({ ...answerQuery(one), enabled: refused[index] !== true })),
  });
  const cells = answers.map(({ data }) => (data === undefined ? null : cellIn(data, stage)));
  const unit = kpi.variants[0]?.unit;
  // Only what has the same unit stands on one scale.
  const alike = cells.flatMap((cell, index) => (cell !== null && kpi.variants[index]?.unit === unit ? [cell] : []));
  const scale = scaleOf(alike, unit === "count" || unit === "money");
  if (kpi.variants.length < 2) return null;
  return (
    <Card
      title="Definitions side by side"
      note={`The same period and filters${stageLabel === null ? "" : `, in ${stageLabel}`}, counted in each way: where another system shows another number, it is often one of these`}
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section className={table.scroll} tabIndex={0} aria-label="Table of definitions">
        <table className={`${table.table} ${table.padded} ${styles.variants}`}>
          <caption className="visually-hidden">{kpi.name} by each of its definitions</caption>
          <thead>
            <tr>
              <th scope="col">Definition</th>
              <th scope="col" className={table.number}>
                Figure
              </th>
              <th scope="col">On one scale</th>
              <th scope="col" className={table.number}>
                Records
              </th>
              <th scope="col">What it counts, and how it differs</th>
            </tr>
          </thead>
          <tbody>
            {kpi.variants.map((variant, index) => {
              const cell = cells[index] ?? null;
              const isChosen = variant.id === chosen.id;
              const failed = answers[index]?.error ?? null;
              const counted = withFilters(questions[index] ?? question, stageFilter(stage));
              return (
                <tr key={variant.id} className={isChosen ? table.chosen : undefined}>
                  <th scope="row">
                    <UnstyledButton
                      className={styles.name}
                      aria-pressed={isChosen}
                      onClick={() => change({ variant: variant.id === "default" ? undefined : variant.id })}
                    >
                      {variant.id === "default" ? "Usual definition" : variant.name}
                    </UnstyledButton>
                  </th>
                  <td className={`${table.number} ${styles.value}`}>
                    {cell !== null ? (
                      <Value variant={variant} cell={cell} question={counted} asked={asked} />
                    ) : refused[index] === true ? (
                      <span className={table.quiet}>of the whole company only</span>
                    ) : failed !== null ? (
                      <span className={table.quiet}>{failed.message}</span>
                    ) : (
                      <Bones height={variant.unit === "count" || variant.unit === "money" ? 20 : 37} width={90} />
                    )}
                  </td>
                  <td className={styles.bar}>
                    {cell === null || variant.unit !== unit ? null : (
                      <RecordsMark records={recordsOf({ variant, cell, question: counted, asked })}>
                        <IntervalBar
                          value={cell.value}
                          interval={cell.interval}
                          scale={scale}
                          isAmount={unit === "count" || unit === "money"}
                        />
                      </RecordsMark>
                    )}
                  </td>
                  <td className={`${table.number} ${styles.records}`}>{cell === null ? "" : countText(cell.n)}</td>
                  <td className={`${table.wrap} ${styles.counts}`}>
                    {variant.formula}
                    <small>{inWords(variant.meaning, kpi.variants)}</small>
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </section>
    </Card>
  );
};
