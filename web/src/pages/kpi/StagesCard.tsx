/** A KPI that answers by stage leads with its stages; the one that is chosen is what the rest of the page is about. */
import { UnstyledButton } from "@mantine/core";
import { filterOf } from "../../api/question.ts";
import type { Answer } from "../../api/types.ts";
import { Card } from "../../parts/Card.tsx";
import { Nothing } from "../../parts/States.tsx";
import { scaleOf } from "../../parts/scale.ts";
import { useWriting } from "../../parts/useFacts.ts";
import { FigureButton } from "../../records/FigureButton.tsx";
import { mainPart } from "../../records/part.ts";
import { useChangeSearch } from "../../scope/useScope.ts";
import { rangeText } from "../../words/dates.ts";
import { countText, figure } from "../../words/figures.ts";
import { oneOrMany, wordsOf } from "../../words/parts.ts";
import { type AskedKpi, withFilters } from "./asked.ts";
import { CellColumns } from "./CellColumns.tsx";
import styles from "./StagesCard.module.css";
import table from "./Table.module.css";

interface Props {
  readonly asked: AskedKpi;
  readonly answer: Answer;
  /** The one that is looked at. */
  readonly stage: string | null;
}

/** Where the stages add up to something: what. */
const Total = ({ asked, answer }: Pick<Props, "asked" | "answer">) => {
  const writing = useWriting()(answer.definition.unit);
  const { total, definition } = answer;
  if (total.value === null) return null;
  const isShare = definition.unit === "share";
  const text = isShare
    ? `${countText(total.n)} ${oneOrMany(total.n, wordsOf(definition, "den"))}`
    : figure(total.value, writing);
  return (
    <p className={styles.total}>
      All stages:{" "}
      <FigureButton
        records={
          total.n > 0
            ? {
                question: asked.question,
                part: mainPart(total, definition.unit),
                title: `${asked.kpi.name}, ${rangeText(answer.question.from, answer.question.to)}`,
              }
            : null
        }
        label={`All stages: ${text}`}
      >
        {text}
      </FigureButton>
    </p>
  );
};

export const StagesCard = ({ asked, answer, stage }: Props) => {
  const change = useChangeSearch();
  const { definition, question, rows } = answer;
  const writing = useWriting()(definition.unit);
  const scale = scaleOf(rows, definition.unit !== "days");
  const isCompared = question.compare !== undefined;
  return (
    <Card
      title="By stage"
      note="Choose a stage to see its course, its parts and its definitions below"
      tools={<Total asked={asked} answer={answer} />}
    >
      {rows.length === 0 ? (
        <Nothing title="There are no stages to answer by.">
          {answer.notes.map(({ message }) => message).join(" ") ||
            "The workspace declares no process for these records."}
        </Nothing>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        <section className={table.scroll} tabIndex={0} aria-label={`${definition.name} by stage`}>
          <table className={`${table.table} ${table.padded}`}>
            <caption className="visually-hidden">{definition.name} by stage</caption>
            <thead>
              <tr>
                <th scope="col">Stage</th>
                <th scope="col" className={table.number}>
                  Figure
                </th>
                <th scope="col">
                  {definition.unit === "count" || definition.unit === "money" ? "Size" : "95% interval"}
                </th>
                {isCompared ? <th scope="col">Change</th> : null}
                <th scope="col" className={table.number}>
                  Records
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => {
                const id = row.keys.stage ?? null;
                const label = row.labels.stage ?? id ?? "None";
                const part = mainPart(row, definition.unit);
                return (
                  <tr key={JSON.stringify(row.keys)} className={id === stage ? table.chosen : undefined}>
                    <th scope="row">
                      <UnstyledButton
                        className={styles.stage}
                        aria-pressed={id === stage}
                        onClick={() => change({ stage: filterOf("stage", id) })}
                      >
                        {label}
                      </UnstyledButton>
                      {row.flags.includes("bottleneck") ? <span className={styles.stuck}>bottleneck</span> : null}
                    </th>
                    <CellColumns
                      cell={row}
                      name={label}
                      definition={definition}
                      writing={writing}
                      scale={scale}
                      whole={null}
                      isCompared={isCompared}
                      records={{
                        question: withFilters(asked.question, [filterOf("stage", id)]),
                        part,
                        title: `${asked.kpi.name}, ${label}: ${wordsOf(asked.variant, part).many}, ${rangeText(question.from, question.to)}`,
                      }}
                    />
                  </tr>
                );
              })}
            </tbody>
          </table>
        </section>
      )}
    </Card>
  );
};
