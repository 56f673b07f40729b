/** Performance to goal: one line for each goal, with its pace, its gap, and what each remaining working day must bring. */

import { useMemo } from "react";
import type { Question } from "../../api/question.ts";
import { filterOf } from "../../api/question.ts";
import type { Answer, Row } from "../../api/types.ts";
import { Card } from "../../parts/Card.tsx";
import { GoalBar } from "../../parts/GoalBar.tsx";
import { PageLink } from "../../parts/PageLink.tsx";
import { Nothing } from "../../parts/States.tsx";
import { useCatalogue, useOrganisation, useWhose, useWorkspace, useWriting } from "../../parts/useFacts.ts";
import type { Opened } from "../../records/address.ts";
import { FigureButton } from "../../records/FigureButton.tsx";
import { valuePart } from "../../records/part.ts";
import { dayAfter } from "../../words/dates.ts";
import { distance, figure, percent, type Writing } from "../../words/figures.ts";
import { reasonOf } from "../../words/flags.ts";
import { figureOf, type GoalFigure, goalDates, isProrated } from "../../words/goals.ts";
import { rowsOf as scopesOf } from "../goals/sheet.ts";
import styles from "./GoalsList.module.css";
import table from "./Table.module.css";

/** The records of the goal's own figure over the goal's own dates. */
const recordsOf = (
  { kpi, unit, parts }: GoalFigure,
  row: Row,
  asOf: string | undefined,
  title: string,
): Opened | null => {
  const { scope = "company", scope_id = "", starts_on = "", ends_on = "", variant = "default" } = row.labels;
  if (kpi === undefined || row.n === 0) return null;
  return {
    question: {
      kpi: kpi.id,
      ...(variant === "default" ? {} : { variant }),
      from: starts_on,
      to: dayAfter(ends_on),
      as_of: asOf,
      where: scope === "company" ? [] : [filterOf(scope, scope_id)],
    },
    part: valuePart(row.num, parts, unit),
    title,
  };
};

/** What is missing, whichever way is the better one. */
const gapText = ({ value, more: { gap = null } }: Row, writing: Writing): string =>
  value === null || gap === null ? "–" : value >= 1 ? "reached" : distance(gap, writing);

/** One decimal all down the column, and two where one would be 0.0. */
const neededText = (needed: number | null, writing: Writing): string =>
  needed !== null && writing.unit === "count"
    ? needed.toLocaleString("en-US", { minimumFractionDigits: 1, maximumFractionDigits: Math.abs(needed) < 1 ? 2 : 1 })
    : figure(needed, writing);

/** Goals of one figure over the same dates. */
interface Group {
  readonly key: string;
  readonly first: Row;
  readonly rows: readonly Row[];
}

/** Where a goal stands in its group: as in the sheet of goals, the company, each team, and its people below it. */
const usePlaces = (): ((row: Row) => number) => {
  const organisation = useOrganisation();
  const { name } = useWorkspace();
  const places = useMemo(
    () =>
      new Map(scopesOf(name, organisation, []).map(({ scope, scope_id }, at) => [`${scope} ${scope_id ?? ""}`, at])),
    [name, organisation],
  );
  return ({ labels: { scope, scope_id } }) => places.get(`${scope} ${scope_id ?? ""}`) ?? places.size;
};

/** What is said of all goals of a group stands above them once. */
const groupsOf = (rows: readonly Row[], placeOf: (row: Row) => number): readonly Group[] => {
  const groups = new Map<string, { key: string; first: Row; rows: Row[] }>();
  for (const row of rows) {
    const { kpi, variant, starts_on, ends_on } = row.labels;
    const key = [kpi, variant, starts_on, ends_on].join(" ");
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { key, first: row, rows: [row] });
    else group.rows.push(row);
  }
  return [...groups.values()].map((group) => ({
    ...group,
    rows: group.rows.toSorted((a, b) => placeOf(a) - placeOf(b)),
  }));
};

const heads = ["Actual", "Target", "Pace", "Gap", "Needed a day", "At this pace"] as const;

const Goal = ({ row, question }: { readonly row: Row; readonly question: Question }) => {
  const of = figureOf(useCatalogue(), row);
  const whose = useWhose()(row);
  const writing = useWriting()(of.unit);
  const { pace = null, needed_per_working_day: needed = null, projected_end: end = null } = row.more;
  const title = `${of.name}, ${whose}, ${goalDates(row)}`;
  return (
    <tr data-goal={row.keys.goal}>
      <th scope="row">
        <span>{whose}</span>
        {isProrated(row) ? <small>for the working days here</small> : null}
      </th>
      <td className={styles.bar}>
        {row.value === null ? (
          <span className={table.quiet}>{reasonOf(row.flags, {}, {}, row).short}</span>
        ) : (
          <GoalBar attained={row.value} pace={pace} target={figure(row.den, writing)} />
        )}
      </td>
      <td className={table.number}>
        <FigureButton
          records={recordsOf(of, row, question.as_of, title)}
          label={`${title}: ${figure(row.num, writing)}`}
        >
          {figure(row.num, writing)}
        </FigureButton>
      </td>
      <td className={table.number}>{figure(row.den, writing)}</td>
      <td className={table.number}>{pace === null ? "–" : percent(pace, 0)}</td>
      <td className={table.number}>{gapText(row, writing)}</td>
      <td className={table.number}>{neededText(needed, writing)}</td>
      <td className={table.number}>
        {figure(end !== null && writing.unit === "count" ? Math.round(end) : end, writing)}
      </td>
    </tr>
  );
};

const GoalGroup = ({ group: { first, rows }, question }: { readonly group: Group; readonly question: Question }) => {
  const { name } = figureOf(useCatalogue(), first);
  return (
    <tbody>
      <tr className={styles.group}>
        <th scope="rowgroup" colSpan={heads.length + 2}>
          <PageLink to={`/kpi/${first.labels.kpi}`}>{name}</PageLink>
          <small>{goalDates(first)}</small>
        </th>
      </tr>
      {rows.map((row) => (
        <Goal key={row.keys.goal} row={row} question={question} />
      ))}
    </tbody>
  );
};

export const GoalsList = ({ answer, question }: { readonly answer: Answer; readonly question: Question }) => {
  const groups = groupsOf(answer.rows, usePlaces());
  return groups.length === 0 ? (
    <Card title="Goals">
      <Nothing title="No goal is in force in this period.">
        <PageLink to="/goals">Set goals</PageLink> for the company, its teams and its people.
      </Nothing>
    </Card>
  ) : (
    <Card
      title="Goals"
      note="Over each goal's whole period. The mark on a bar is where it should stand today; pace is the actual against it; needed is for each working day that is left."
      tools={<PageLink to="/goals">Set goals</PageLink>}
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section className={table.scroll} tabIndex={0} aria-label="Goals in force">
        <table className={`${table.table} ${styles.goals}`}>
          <caption className="visually-hidden">Goals in force in the period</caption>
          <thead>
            <tr>
              <th scope="col">For</th>
              <th scope="col">Reached</th>
              {heads.map((head) => (
                <th key={head} scope="col" className={table.number}>
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          {groups.map((group) => (
            <GoalGroup key={group.key} group={group} question={question} />
          ))}
        </table>
      </section>
    </Card>
  );
};
