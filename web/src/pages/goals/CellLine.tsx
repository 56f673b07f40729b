/** All that is known of the cell one stands in: its goal, what is reached of it, its pace, what is needed, and the records. */
import type { ReactNode } from "react";
import { filterOf } from "../../api/question.ts";
import type { Row } from "../../api/types.ts";
import { FigureButton } from "../../records/FigureButton.tsx";
import { valuePart } from "../../records/part.ts";
import { figure, percent, type Writing } from "../../words/figures.ts";
import { reasonOf } from "../../words/flags.ts";
import { isProrated } from "../../words/goals.ts";
import { isolated } from "../../words/isolated.ts";
import { kpiTitle } from "../../words/names.ts";
import type { GoalCell } from "./edits.ts";
import styles from "./GoalsPage.module.css";
import type { GoalColumn, ScopeRow } from "./sheet.ts";

interface Props {
  readonly row: ScopeRow;
  readonly column: GoalColumn;
  readonly cell: GoalCell;
  /** The day after the last. */
  readonly to: string;
  readonly spanName: string;
  readonly target: number | null;
  readonly attainment: Row | null;
  readonly writing: Writing;
}

const Fact = ({ name, children }: { readonly name: string; readonly children: ReactNode }) => (
  <div>
    <dt>{isolated(name)}</dt>
    <dd>{children}</dd>
  </div>
);

export const CellLine = ({ row, column, cell, to, spanName, target, attainment, writing }: Props) => {
  const title = kpiTitle(column.name, column.variantName);
  const more = attainment?.more ?? {};
  const actual = attainment?.num ?? null;
  const records = {
    question: {
      kpi: cell.kpi,
      variant: cell.variant,
      from: cell.starts_on,
      to,
      where: row.scope === "company" ? [] : [filterOf(row.scope, row.scope_id)],
    },
    part: valuePart(actual, column.parts, column.unit),
    title: `${title}, ${row.name}, ${spanName}`,
  };
  return (
    <dl className={styles.line} aria-live="off">
      <Fact name={`${row.name}, ${spanName}`}>{title}</Fact>
      <Fact name="Goal">{target === null ? "none" : figure(target, writing)}</Fact>
      {attainment === null ? null : (
        <>
          {isProrated(attainment) ? (
            <Fact name="For the working days here">{figure(attainment.den, writing)}</Fact>
          ) : null}
          <Fact name="Reached">
            {actual === null ? (
              reasonOf(attainment.flags, {}, {}, attainment).short
            ) : (
              <FigureButton
                records={attainment.n > 0 ? records : null}
                label={`${title}, ${row.name}: ${figure(actual, writing)}`}
              >
                {figure(actual, writing)}
              </FigureButton>
            )}
            {attainment.value === null ? "" : ` · ${percent(attainment.value, 0)}`}
          </Fact>
          {typeof more.pace !== "number" ? null : (
            <Fact name="Pace">{more.pace >= 1 ? "on pace" : `${percent(more.pace, 0)} of what was due`}</Fact>
          )}
          {typeof more.needed_per_working_day !== "number" ? null : (
            <Fact name="Needed a working day">{figure(more.needed_per_working_day, writing)}</Fact>
          )}
          {typeof more.projected_end !== "number" ? null : (
            <Fact name="At this pace in the end">{figure(more.projected_end, writing)}</Fact>
          )}
          {typeof more.people_target !== "number" ? null : (
            <Fact name="People's goals together">{figure(more.people_target, writing)}</Fact>
          )}
        </>
      )}
    </dl>
  );
};
