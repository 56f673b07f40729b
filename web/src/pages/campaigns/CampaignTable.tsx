/** Campaigns, or what else leads came by: leads, cost, what became of them and how they were answered, against the whole. */
import { UnstyledButton } from "@mantine/core";
import { useState } from "react";
import { filterOf } from "../../api/question.ts";
import type { Answer, Cell, Unit } from "../../api/types.ts";
import { Further } from "../../parts/Further.tsx";
import { IntervalBar } from "../../parts/IntervalBar.tsx";
import { PageLink } from "../../parts/PageLink.tsx";
import { scaleOf } from "../../parts/scale.ts";
import { useWriting } from "../../parts/useFacts.ts";
import type { Opened } from "../../records/address.ts";
import { mainPart } from "../../records/part.ts";
import { RecordsMark } from "../../records/RecordsMark.tsx";
import { dimensionOf } from "../../scope/scope.ts";
import type { Ask } from "../../scope/useAsk.ts";
import { useChangeSearch, usePageSearch, useScope } from "../../scope/useScope.ts";
import { rangeText } from "../../words/dates.ts";
import { dimensionName } from "../../words/names.ts";
import { standingOf } from "../../words/standing.ts";
import { told, withFilters } from "../kpi/asked.ts";
import table from "../kpi/Table.module.css";
import styles from "./Campaigns.module.css";
import { headOf } from "./heads.ts";
import { Judged } from "./Judged.tsx";
import { originName } from "./origins.ts";
import {
  type Column,
  isPartly,
  isSaid,
  type Member,
  membersOf,
  type Sort,
  shownOf,
  sorted,
  sortIn,
  sortText,
} from "./table.ts";

const firstRows = 25;
const furtherRows = 100;

export interface Shown {
  readonly column: Column;
  readonly ask: Ask;
  readonly answer: Answer;
  /** What its rows are read against. */
  readonly whole: number | null;
}

interface Props {
  readonly shown: readonly Shown[];
  readonly dimension: string;
}

const unitOf = ({ column, answer }: Shown): Unit => column.unit ?? answer.definition.unit;

/** Where there are records of this number. */
const hasRecords = ({ of }: Column, cell: Cell): boolean => (of === "num" ? (cell.num ?? 0) !== 0 : cell.n > 0);

const Head = ({ one, sort }: { readonly one: Shown | null; readonly sort: Sort }) => {
  const change = useChangeSearch();
  const by = one?.column.id ?? "name";
  const isSorted = sort.by === by;
  const next = { by, isFalling: isSorted ? !sort.isFalling : by !== "name" };
  return (
    <UnstyledButton className={table.sort} onClick={() => change({ sort: sortText(next) }, { replace: true })}>
      {one === null ? "Name" : headOf(one)}
      <span className={table.arrow} aria-hidden="true">
        {isSorted ? (sort.isFalling ? "↓" : "↑") : ""}
      </span>
    </UnstyledButton>
  );
};

const sortedWord = (sort: Sort, by: string): "none" | "ascending" | "descending" =>
  sort.by !== by ? "none" : sort.isFalling ? "descending" : "ascending";

interface FigureProps {
  readonly one: Shown;
  readonly cell: Cell | undefined;
  readonly name: string;
  /** `null`: the whole. */
  readonly filter: string | null;
  readonly scale: readonly [number, number];
}

const Figure = ({ one, cell, name, filter, scale }: FigureProps) => {
  const { column, ask, answer, whole } = one;
  const unit = unitOf(one);
  const writing = useWriting()(unit);
  const value = shownOf(column, cell);
  const isWhole = filter === null;
  const standing =
    column.isJudged && value !== null && !isWhole ? standingOf(cell, whole, answer.definition.better) : "unknown";
  const title = `${headOf(one)}, ${name}`;
  const records: Opened | null =
    cell === undefined || (value === null && cell.n === 0) || !hasRecords(column, cell)
      ? null
      : {
          question: withFilters(ask.question, isWhole ? [] : [filter]),
          part: column.part ?? mainPart(cell, answer.definition.unit),
          title: `${title}, ${rangeText(answer.question.from, answer.question.to)}`,
        };
  return (
    <>
      <td className={`${table.number} ${column.hasBar ? styles.tight : ""}`} data-figure={column.id}>
        <Judged
          cell={cell}
          value={value}
          standing={standing}
          whole={whole}
          writing={writing}
          name={title}
          records={records}
          isPartly={isPartly(column, cell)}
        />
      </td>
      {column.hasBar ? (
        <td className={styles.bar}>
          {value === null || cell === undefined ? null : (
            <RecordsMark records={records}>
              <IntervalBar value={value} interval={cell.interval} scale={scale} whole={whole} />
            </RecordsMark>
          )}
        </td>
      ) : null}
    </>
  );
};

const nameOf = (dimension: string, { key, name }: Member): string =>
  dimension === "origin" && key !== null ? originName(name) : name;

export const CampaignTable = ({ shown, dimension }: Props) => {
  const { where } = useScope();
  const [most, setMost] = useState(firstRows);
  const columns = shown.map(({ column }) => column);
  const sort = sortIn(told(usePageSearch(), "sort"), columns);
  const members = sorted(
    membersOf(shown, dimension).filter((member) => isSaid(columns, member)),
    columns,
    sort,
  );
  // What is of nobody is always there: the others without it would not add up.
  const named = members.filter(({ key }) => key !== null);
  const listed = [...named.slice(0, most), ...members.filter(({ key }) => key === null)];
  const scales = new Map(
    shown.map(({ column, answer }) => [column.id, scaleOf(column.hasBar ? answer.rows : [], false)] as const),
  );
  const others = where.filter((one) => dimensionOf(one) !== dimension);
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section className={table.scroll} tabIndex={0} aria-label={`Leads by ${dimensionName(dimension)}`}>
        <table className={`${table.table} ${styles.table}`}>
          <caption className="visually-hidden">
            Leads by {dimensionName(dimension)}: how many, what they cost, what became of them, how they were answered
          </caption>
          <thead>
            <tr>
              <th scope="col" aria-sort={sortedWord(sort, "name")}>
                <Head one={null} sort={sort} />
              </th>
              {shown.map((one) => (
                <th
                  key={one.column.id}
                  scope="col"
                  colSpan={one.column.hasBar ? 2 : 1}
                  className={one.column.hasBar ? styles.pair : `${table.number} ${styles.sort}`}
                  aria-sort={sortedWord(sort, one.column.id)}
                  title={one.answer.definition.formula}
                >
                  <Head one={one} sort={sort} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {listed.map((member) => {
              const name = nameOf(dimension, member);
              const filter = filterOf(dimension, member.key);
              return (
                <tr
                  key={member.key}
                  className={member.key === null ? styles.nobody : undefined}
                  data-member={member.key}
                >
                  <th scope="row">
                    <PageLink to="/campaigns" search={{ where: [...others, filter], by: dimension }}>
                      {name}
                    </PageLink>
                  </th>
                  {shown.map((one) => (
                    <Figure
                      key={one.column.id}
                      one={one}
                      cell={member.cells.get(one.column.id)}
                      name={name}
                      filter={filter}
                      scale={scales.get(one.column.id) ?? [0, 1]}
                    />
                  ))}
                </tr>
              );
            })}
          </tbody>
          <tfoot>
            <tr data-member="all">
              <th scope="row">All</th>
              {shown.map((one) => (
                <Figure
                  key={one.column.id}
                  one={one}
                  cell={one.answer.total}
                  name="all"
                  filter={null}
                  scale={scales.get(one.column.id) ?? [0, 1]}
                />
              ))}
            </tr>
          </tfoot>
        </table>
      </section>
      <Further rows={named.length} most={most} least={firstRows} step={furtherRows} onMost={setMost} />
    </>
  );
};
