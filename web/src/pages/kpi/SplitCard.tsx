/** The figure split by one or two dimensions of one's choice. */
import { NativeSelect } from "@mantine/core";
import { answerQuery, useKept } from "../../api/queries.ts";
import type { Cell } from "../../api/types.ts";
import { Card } from "../../parts/Card.tsx";
import { Asked, Nothing } from "../../parts/States.tsx";
import { useOrganisation } from "../../parts/useFacts.ts";
import { useChangeSearch, usePageSearch } from "../../scope/useScope.ts";
import { capital, dimensionName } from "../../words/names.ts";
import { type AskedKpi, ofStage, rowsOf } from "./asked.ts";
import styles from "./CourseCard.module.css";
import { firstRows, SplitTable } from "./SplitTable.tsx";
import { dimensionsIn, splittable } from "./split.ts";

interface Props {
  readonly asked: AskedKpi;
  /** The figure that the rows are parts of. */
  readonly whole: Cell;
  readonly stage: string | null;
  readonly stageLabel: string | null;
  /** Whether the page is about a curve, whose members stand here at its horizon. */
  readonly isAtHorizon: boolean;
}

const DimensionChoice = ({ asked: { kpi } }: Pick<Props, "asked">) => {
  const change = useChangeSearch();
  const [first = "", second = ""] = dimensionsIn(kpi, usePageSearch());
  const known = splittable(kpi);
  const options = known.map((value) => ({ value, label: capital(dimensionName(value)) }));
  const choose = (one: string, other: string): void =>
    change({ by: [one, other].filter((word) => word !== "").join(","), sort: undefined });
  return (
    <div className={styles.tools}>
      <NativeSelect
        size="xs"
        aria-label="Split by"
        value={first}
        onChange={({ currentTarget: { value } }) => choose(value, value === second ? "" : second)}
        data={options}
      />
      {known.length < 2 ? null : (
        <NativeSelect
          size="xs"
          aria-label="And by"
          value={second}
          onChange={({ currentTarget: { value } }) => choose(first, value)}
          data={[{ value: "", label: "and by nothing else" }, ...options.filter(({ value }) => value !== first)]}
        />
      )}
    </div>
  );
};

/** How high the table will be: how many people and teams there are is known. */
const useHeight = (dimensions: readonly string[]): number => {
  const { people, teams } = useOrganisation();
  const known: Readonly<Record<string, number>> = {
    person: people.filter(({ active }) => active).length,
    team: teams.length,
  };
  const rows = known[dimensions.join()] ?? 9;
  return 30 + Math.min(rows, firstRows) * 33 + (rows > firstRows ? 32 : 0);
};

export const SplitCard = ({ asked, whole, stage, stageLabel, isAtHorizon }: Props) => {
  const dimensions = dimensionsIn(asked.kpi, usePageSearch());
  const query = useKept(answerQuery({ ...ofStage(asked, stage), by: [...dimensions] }));
  const height = useHeight(dimensions);
  if (dimensions.length === 0) return null;
  const names = dimensions.map(dimensionName).join(" and ");
  // Bars of amounts have no line of the whole: it would lie far beyond them.
  const isAmount = asked.variant.unit === "count" || asked.variant.unit === "money";
  const line = isAmount ? "" : ` The dashed line is the whole${stageLabel === null ? "" : " stage"}.`;
  return (
    <Card
      title={`By ${names}`}
      note={
        stageLabel === null
          ? `${isAtHorizon ? "By the usual definition, within the horizon. " : ""}Each figure opens its records.${line}`
          : `In ${stageLabel}. Each figure opens its records.${line}`
      }
      tools={<DimensionChoice asked={asked} />}
    >
      <Asked query={query} height={height} isTable>
        {(answer) =>
          rowsOf(answer.rows, stage).length === 0 ? (
            <Nothing title={`There is nothing to split by ${names}.`}>
              No record of this period has any of it, or the workspace does not hold it.
            </Nothing>
          ) : (
            <SplitTable
              key={dimensions.join()}
              asked={asked}
              answer={answer}
              whole={whole}
              stage={stage}
              dimensions={dimensions}
            />
          )
        }
      </Asked>
    </Card>
  );
};
