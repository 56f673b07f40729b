/** Goals: set and changed in a sheet, for the company, its teams and its people. */
import { Button, Group, Modal, Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useBlocker } from "@tanstack/react-router";
import { useCallback, useMemo, useRef, useState } from "react";
import { answerQuery, goalsQuery, useKept } from "../../api/queries.ts";
import type { Goal, Row } from "../../api/types.ts";
import { Card } from "../../parts/Card.tsx";
import { PageHead } from "../../parts/PageHead.tsx";
import { Asked, Nothing, Waiting } from "../../parts/States.tsx";
import { useCatalogue, useOrganisation, useWorkspace } from "../../parts/useFacts.ts";
import { useChangeSearch, usePageSearch } from "../../scope/useScope.ts";
import { kpiTitle } from "../../words/names.ts";
import { CellLine } from "./CellLine.tsx";
import { goalsByCell } from "./changes.ts";
import { type GoalCell, keyOf } from "./edits.ts";
import styles from "./GoalsPage.module.css";
import { OtherSpans } from "./OtherSpans.tsx";
import { PeriodBar } from "./PeriodBar.tsx";
import { kindsOf, neighbour, type Span, type SpanKind, spanIn, usualSpan } from "./periods.ts";
import { SaveBar } from "./SaveBar.tsx";
import { Sheet } from "./Sheet.tsx";
import type { CellFacts } from "./SheetCell.tsx";
import { type Place, type Selection, single } from "./selection.ts";
import { choosable, columnsOf, rowsOf } from "./sheet.ts";
import { type TargetForm, targetText } from "./target.ts";
import { useWritten } from "./useWritten.ts";

const start = single({ row: 0, column: 0 });

const held = (place: Place, rows: number, columns: number): Place => ({
  row: Math.min(place.row, Math.max(0, rows - 1)),
  column: Math.min(place.column, Math.max(0, columns - 1)),
});

const cellOf = (
  row: { scope: string; scope_id: string | null },
  column: { kpi: string; variant: string },
  span: Span,
) => ({
  kpi: column.kpi,
  variant: column.variant,
  scope: row.scope,
  scope_id: row.scope_id,
  starts_on: span.starts_on,
  ends_on: span.ends_on,
});

const useForms = (): ((cell: GoalCell, goal: Goal | undefined) => TargetForm) => {
  const kpis = useCatalogue();
  const { currency } = useWorkspace();
  return useCallback(
    ({ kpi, variant }, goal) => ({
      unit: kpis.find(({ id }) => id === kpi)?.variants.find(({ id }) => id === variant)?.unit ?? "count",
      currency: goal?.currency ?? currency,
    }),
    [kpis, currency],
  );
};

const Leaving = ({ isWritten }: { readonly isWritten: boolean }) => {
  const { status, proceed, reset } = useBlocker({
    shouldBlockFn: ({ current, next }) => isWritten && current.pathname !== next.pathname,
    enableBeforeUnload: () => isWritten,
    withResolver: true,
  });
  return (
    <Modal
      opened={status === "blocked"}
      onClose={() => reset?.()}
      title="Leave without saving?"
      closeButtonProps={{ "aria-label": "Stay" }}
    >
      <p>What you have written in the sheet is lost when you leave.</p>
      <Group mt="md" justify="flex-end">
        <Button variant="default" size="sm" onClick={() => reset?.()}>
          Stay
        </Button>
        <Button size="sm" onClick={() => proceed?.()}>
          Leave
        </Button>
      </Group>
    </Modal>
  );
};

interface SheetProps {
  readonly goals: readonly Goal[];
  readonly etag: string;
  readonly span: Span;
  readonly kinds: readonly SpanKind[];
}

const GoalSheet = ({ goals, etag, span, kinds }: SheetProps) => {
  const kpis = useCatalogue();
  const organisation = useOrganisation();
  const workspace = useWorkspace();
  const search = usePageSearch();
  const change = useChangeSearch();
  const line = useRef<HTMLDivElement>(null);
  const [chosen, setChosen] = useState<Selection>(start);
  const formOf = useForms();
  const byCell = useMemo(() => goalsByCell(goals), [goals]);
  const saved = useCallback(
    (cell: GoalCell): string => {
      const goal = byCell.get(keyOf(cell));
      return targetText(goal?.target ?? null, formOf(cell, goal));
    },
    [byCell, formOf],
  );
  const standing = useMemo(() => ({ goals: byCell, etag }), [byCell, etag]);
  const sheet = useWritten(standing, formOf, saved);

  const before = neighbour(span, -1);
  const own = goals.filter(({ starts_on, ends_on }) => starts_on === span.starts_on && ends_on === span.ends_on);
  const earlier = goals.filter(
    ({ starts_on, ends_on, target }) => target !== null && starts_on === before.starts_on && ends_on === before.ends_on,
  );
  const added = typeof search.add === "string" ? search.add.split(",") : [];
  const columns = columnsOf(kpis, goals, added);
  const rows = rowsOf(workspace.name, organisation, own);
  const selection = {
    at: held(chosen.at, rows.length, columns.length),
    corner: held(chosen.corner, rows.length, columns.length),
  };
  const attained = useKept(answerQuery({ kpi: "goal_attainment", from: span.starts_on, to: span.to }));
  const attainments = new Map<string, Row>((attained.data?.rows ?? []).map((row) => [row.keys.goal ?? "", row]));

  const at = (place: Place) => {
    const [row, column] = [rows[place.row], columns[place.column]];
    if (row === undefined || column === undefined) return null;
    const cell = cellOf(row, column, span);
    const goal = byCell.get(keyOf(cell));
    return { row, column, cell, goal, attainment: goal === undefined ? null : (attainments.get(goal.goal_id) ?? null) };
  };
  const factsOf = (place: Place): CellFacts => {
    const found = at(place);
    if (found === null)
      return {
        target: null,
        writing: formOf(cellOf({ scope: "", scope_id: null }, { kpi: "", variant: "" }, span), undefined),
        text: null,
        problem: null,
        attainment: null,
      };
    const { cell, goal, attainment } = found;
    const key = keyOf(cell);
    return {
      target: goal?.target ?? null,
      writing: formOf(cell, goal),
      text: sheet.written.now.get(key)?.text ?? null,
      problem: sheet.problems.get(key) ?? null,
      attainment,
    };
  };
  const textOf = (place: Place): string => {
    const found = at(place);
    return found === null ? "" : (sheet.written.now.get(keyOf(found.cell))?.text ?? saved(found.cell));
  };
  const write = (texts: readonly { readonly place: Place; readonly text: string }[]): void =>
    sheet.write(
      texts.flatMap(({ place, text }) => {
        const found = at(place);
        return found === null ? [] : [{ cell: found.cell, text }];
      }),
    );
  const fill = (): void =>
    sheet.write(
      earlier.flatMap((goal) => {
        const cell = cellOf(goal, goal, span);
        const isFree = !byCell.has(keyOf(cell)) && !sheet.written.now.has(keyOf(cell));
        return isFree ? [{ cell, text: targetText(goal.target, formOf(cell, goal)) }] : [];
      }),
    );
  const current = at(selection.at);
  const offered = choosable(kpis).filter(
    ({ kpi, variant }) => !columns.some((column) => column.kpi === kpi && column.variant === variant),
  );
  return (
    <>
      <Leaving isWritten={sheet.written.now.size > 0} />
      <Card
        title={`Goals for ${span.fullName}`}
        note="Each cell: the goal, how much of it is reached with the mark where it should stand today, and what is needed each working day from now on"
        tools={
          <div className={styles.tools}>
            <Button variant="default" size="xs" disabled={earlier.length === 0} onClick={fill}>
              Fill from {before.name}
            </Button>
            <Select
              size="xs"
              aria-label="Add a figure"
              placeholder="Add a figure"
              searchable
              value={null}
              data={offered.map(({ kpi, variant, name, variantName }) => ({
                value: `${kpi}.${variant}`,
                label: kpiTitle(name, variantName),
              }))}
              onChange={(value) => {
                if (value !== null) change({ add: [...added, value].join(",") });
              }}
            />
          </div>
        }
      >
        {attained.isLoading ? (
          <Waiting height={520} />
        ) : columns.length === 0 ? (
          <Nothing title="No goals yet.">Add a figure above; then write what is to be reached into its cells.</Nothing>
        ) : (
          <>
            <div ref={line} tabIndex={-1} className={styles.lineHolder}>
              {current === null ? null : (
                <CellLine
                  row={current.row}
                  column={current.column}
                  cell={current.cell}
                  to={span.to}
                  spanName={span.name}
                  target={current.goal?.target ?? null}
                  attainment={current.attainment}
                  writing={formOf(current.cell, current.goal)}
                />
              )}
            </div>
            <Sheet
              caption={`Goals for ${span.name}: who in the rows, figures in the columns`}
              rows={rows}
              columns={columns}
              selection={selection}
              onSelect={setChosen}
              factsOf={factsOf}
              textOf={textOf}
              onWrite={write}
              onUndo={sheet.undo}
              onRedo={sheet.redo}
              onSave={sheet.save}
              onLeave={() => line.current?.focus()}
            />
            <SaveBar
              changed={sheet.out.goals.length}
              unreadable={sheet.out.problems.size}
              refusal={sheet.refusal}
              isSaving={sheet.isSaving}
              wasSaved={sheet.wasSaved}
              canUndo={sheet.written.past.length > 0}
              canRedo={sheet.written.future.length > 0}
              onUndo={sheet.undo}
              onRedo={sheet.redo}
              onDiscard={sheet.discard}
              onSave={sheet.save}
            />
            <OtherSpans goals={goals} span={span} kinds={kinds} />
          </>
        )}
      </Card>
    </>
  );
};

export const GoalsPage = () => {
  const { today, fiscal_calendars } = useWorkspace();
  const search = usePageSearch();
  const query = useQuery(goalsQuery);
  const kinds = useMemo(() => kindsOf(fiscal_calendars ?? []), [fiscal_calendars]);
  const asked = typeof search.span === "string" ? spanIn(search.span, kinds) : null;
  const span = asked ?? usualSpan(kinds, today, query.data?.goals ?? []);
  return (
    <>
      <PageHead
        title="Goals"
        note="What the company, its teams and its people are to reach"
        tools={<PeriodBar span={span} kinds={kinds} today={today} />}
      />
      <Asked query={query} height={520}>
        {({ goals, etag }) => <GoalSheet goals={goals} etag={etag} span={span} kinds={kinds} />}
      </Asked>
    </>
  );
};
