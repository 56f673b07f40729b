/** One stage of the process: its stream, and every figure of it a way to its records. */
import type { ReactNode } from "react";
import { filterOf } from "../../api/question.ts";
import type { Answer, PartName, Row } from "../../api/types.ts";
import { Change } from "../../parts/Change.tsx";
import { useWriting } from "../../parts/useFacts.ts";
import type { Opened } from "../../records/address.ts";
import { FigureButton } from "../../records/FigureButton.tsx";
import type { Ask } from "../../scope/useAsk.ts";
import { rangeText } from "../../words/dates.ts";
import { countText, percent } from "../../words/figures.ts";
import { withFilters } from "../kpi/asked.ts";
import styles from "./Funnel.module.css";
import { type Streams, standsIn } from "./flow.ts";
import { Stream } from "./Stream.tsx";
import { isBottleneck } from "./signs.ts";

/** In their order from left to right; the picture stands between what came and what left. */
export const columns = [
  { id: "stage", name: "Stage" },
  { id: "stands", name: "Stands" },
  { id: "entered", name: "Came in" },
  { id: "picture", name: "" },
  { id: "advanced", name: "Went on" },
  { id: "dropped", name: "Dropped" },
  { id: "moved_back", name: "Back" },
  { id: "moved_aside", name: "Aside" },
  { id: "stay", name: "Half leave after" },
  { id: "share", name: "Of those, go on" },
] as const;

const passed = ["entered", "advanced", "dropped", "moved_back", "moved_aside"] as const satisfies readonly PartName[];

/** What stands here, and of how many of it that is, where that is not all: "$1.7M", "3 of 26 priced". */
export type Worth = readonly [amount: string, priced: string | null];

interface Props {
  readonly row: Row;
  readonly ask: Ask;
  readonly answer: Answer;
  readonly streams: Streams;
  readonly worth: Worth | null;
}

const daysText = (days: number): string => (days === 0 ? "< 1 d" : `${countText(days)} d`);

const nameOf = (id: string): string => columns.find((column) => column.id === id)?.name ?? "";

const Figure = ({ id, children }: { readonly id: string; readonly children: ReactNode }) => (
  <div data-column={id}>
    <dt>{nameOf(id)}</dt>
    <dd>{children}</dd>
  </div>
);

export const StageLine = ({ row, ask, answer: { definition, question }, streams, worth }: Props) => {
  const writing = useWriting()(definition.unit);
  const stage = row.labels.stage ?? row.keys.stage ?? "";
  const period = rangeText(question.from, question.to);
  const recordsOf = (part: PartName, words: string): Opened => ({
    question: withFilters(ask.question, [filterOf("stage", row.keys.stage ?? null)]),
    part,
    title: `${stage}: ${words}, ${period}`,
  });
  const { left, median_days: days, conversion } = row.more;
  const stands = standsIn(row);
  const isMoved = row.change?.verdict === "up" || row.change?.verdict === "down";
  return (
    <li className={`${styles.line} ${isBottleneck(row) ? styles.jammed : ""}`} data-stage={row.keys.stage}>
      <div className={styles.name} data-column="stage">
        {stage}
        {isBottleneck(row) ? <span className={styles.tag}>bottleneck</span> : null}
      </div>
      <div className={styles.picture} data-column="picture">
        <Stream streams={streams} />
      </div>
      <dl>
        <Figure id="stands">
          {isMoved ? <Change change={row.change} better={definition.better} writing={writing} isShort /> : null}
          {stands === 0 ? (
            <span className={styles.zero}>0</span>
          ) : (
            <FigureButton records={recordsOf("num", "stands here")} label={`${stage}, stands: ${countText(stands)}`}>
              {countText(stands)}
            </FigureButton>
          )}
          {row.value === null || stands === 0 ? null : (
            <small>
              {percent(row.value)}
              {worth === null ? "" : ` · ${worth[0]}`}
            </small>
          )}
          {worth === null || worth[1] === null ? null : <small>{worth[1]}</small>}
        </Figure>
        {passed.map((id) => {
          const count = row.more[id] ?? 0;
          const words = nameOf(id).toLowerCase();
          return (
            <Figure key={id} id={id}>
              {count === 0 ? (
                <span className={styles.zero}>0</span>
              ) : (
                <FigureButton records={recordsOf(id, words)} label={`${stage}, ${words}: ${countText(count)}`}>
                  {countText(count)}
                </FigureButton>
              )}
            </Figure>
          );
        })}
        <Figure id="stay">
          {typeof days === "number" ? (
            <FigureButton
              records={(left ?? 0) > 0 ? recordsOf("left", "left") : null}
              label={`${stage}: half leave after ${daysText(days)}; ${countText(left ?? 0)} left`}
            >
              {daysText(days)}
            </FigureButton>
          ) : (
            <span className={styles.zero}>–</span>
          )}
        </Figure>
        <Figure id="share">
          {typeof conversion === "number" ? (
            <FigureButton
              records={recordsOf("left", "left")}
              label={`${stage}: ${percent(conversion)} of the ${countText(left ?? 0)} that left went on`}
            >
              {percent(conversion)}
            </FigureButton>
          ) : (
            <span className={styles.zero}>–</span>
          )}
        </Figure>
      </dl>
    </li>
  );
};
