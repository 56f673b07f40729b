/** What stands beside the stages that records pass through: on hold, nurtured, in stages that nobody declared. */
import { filterOf } from "../../api/question.ts";
import type { Row } from "../../api/types.ts";
import { FigureButton } from "../../records/FigureButton.tsx";
import type { Ask } from "../../scope/useAsk.ts";
import { countText } from "../../words/figures.ts";
import { withFilters } from "../kpi/asked.ts";
import styles from "./Funnel.module.css";
import { standsIn } from "./flow.ts";

interface Props {
  readonly rows: readonly Row[];
  readonly ask: Ask;
  readonly end: string;
}

export const Beside = ({ rows, ask, end }: Props) =>
  rows.length === 0 ? null : (
    <p className={styles.beside}>
      Beside the flow:{" "}
      {rows.map((row, index) => {
        const stage = row.labels.stage ?? row.keys.stage ?? "";
        return (
          <span key={row.keys.stage}>
            {index === 0 ? "" : ", "}
            {stage}{" "}
            <FigureButton
              records={{
                question: withFilters(ask.question, [filterOf("stage", row.keys.stage ?? null)]),
                part: "num",
                title: `${stage}, at the end of ${end}`,
              }}
              label={`${stage}, stands: ${countText(standsIn(row))}`}
            >
              {countText(standsIn(row))}
            </FigureButton>
          </span>
        );
      })}
    </p>
  );
