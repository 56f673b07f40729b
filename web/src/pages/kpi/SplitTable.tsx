/** The rows of a split: sortable, each with its interval, its change and its records, and a way to look at it alone. */
import { UnstyledButton } from "@mantine/core";
import { useMemo, useState } from "react";
import { filterOf } from "../../api/question.ts";
import type { Answer, Cell, Row } from "../../api/types.ts";
import { Further } from "../../parts/Further.tsx";
import { PageLink } from "../../parts/PageLink.tsx";
import { scaleOf } from "../../parts/scale.ts";
import { useOrganisation, useWriting } from "../../parts/useFacts.ts";
import { mainPart } from "../../records/part.ts";
import { dimensionOf } from "../../scope/scope.ts";
import type { Search } from "../../scope/search.ts";
import { useChangeSearch, usePageSearch, useScope } from "../../scope/useScope.ts";
import { rangeText } from "../../words/dates.ts";
import { capital, dimensionName, memberName } from "../../words/names.ts";
import { wordsOf } from "../../words/parts.ts";
import { spentInVain } from "../../words/spent.ts";
import { type AskedKpi, rowsOf, stageFilter, told, withFilters } from "./asked.ts";
import { CellColumns } from "./CellColumns.tsx";
import { rowName, type Sort, type SortKey, sorted, sortIn, sortText, usualSort, within } from "./split.ts";
import table from "./Table.module.css";

export const firstRows = 25;
const furtherRows = 200;

interface Props {
  readonly asked: AskedKpi;
  readonly answer: Answer;
  readonly whole: Cell;
  readonly stage: string | null;
  readonly dimensions: readonly string[];
}

const Head = ({
  sortKey,
  name,
  sort,
  isRisingFirst = false,
  isNumber = false,
}: {
  readonly sortKey: SortKey;
  readonly name: string;
  readonly sort: Sort | null;
  /** What is worst stands on top first. */
  readonly isRisingFirst?: boolean;
  readonly isNumber?: boolean;
}) => {
  const change = useChangeSearch();
  const isSorted = sort?.key === sortKey;
  const next = { key: sortKey, isFalling: isSorted && sort !== null ? !sort.isFalling : !isRisingFirst };
  return (
    <th
      scope="col"
      className={isNumber ? table.number : undefined}
      aria-sort={!isSorted ? "none" : sort?.isFalling === true ? "descending" : "ascending"}
    >
      <UnstyledButton className={table.sort} onClick={() => change({ sort: sortText(next) }, { replace: true })}>
        {name}
        <span className={isSorted ? table.arrow : `${table.arrow} ${table.unsorted}`} aria-hidden="true">
          {isSorted ? (sort?.isFalling === true ? "↓" : "↑") : "↕"}
        </span>
      </UnstyledButton>
    </th>
  );
};

/** Who or what a row is about; leads to the page about it alone. */
const Member = ({
  isFirst,
  label,
  role,
  to,
  search,
}: {
  readonly isFirst: boolean;
  readonly label: string;
  /** What a person does here, where it is known. */
  readonly role: string | null;
  readonly to: string;
  readonly search: Search;
}) => {
  const link = (
    <>
      <PageLink to={to} search={search}>
        {label}
      </PageLink>
      {role === null ? null : <small className={table.role}>{role}</small>}
    </>
  );
  return isFirst ? <th scope="row">{link}</th> : <td>{link}</td>;
};

/** The same page, about this member alone. */
const useNarrowed = (asked: AskedKpi): ((dimension: string, id: string | null) => Search) => {
  const { where } = useScope();
  const search = usePageSearch();
  return (dimension, id) => ({
    variant: asked.variant.id === "default" ? undefined : asked.variant.id,
    stage: told(search, "stage") ?? undefined,
    grain: told(search, "grain") ?? undefined,
    span: told(search, "span") ?? undefined,
    ...(id !== null && (dimension === "team" || dimension === "person")
      ? { team: undefined, person: undefined, [dimension]: id }
      : { where: [...where.filter((one) => dimensionOf(one) !== dimension), filterOf(dimension, id)] }),
  });
};

export const SplitTable = ({ asked, answer, whole, stage, dimensions }: Props) => {
  const { definition, question } = answer;
  const organisation = useOrganisation();
  const rows = within(rowsOf(answer.rows, stage), dimensions, useScope(), organisation);
  const writing = useWriting()(definition.unit);
  const search = usePageSearch();
  const narrowed = useNarrowed(asked);
  const { people } = organisation;
  const roles = useMemo(() => new Map(people.map(({ id, role }) => [id, role])), [people]);
  const [most, setMost] = useState(firstRows);
  const sort = sortIn(told(search, "sort")) ?? usualSort(dimensions);
  const isCompared = question.compare !== undefined;
  const isAmount = definition.unit === "count" || definition.unit === "money";
  const scale = scaleOf(rows, isAmount);
  const shown = sorted(rows, dimensions, sort).slice(0, most);
  /** "West, Proposal" of a KPI by stage. */
  const whose = (row: Row): string => {
    const of = stage === null ? undefined : row.labels.stage;
    return [rowName(row, dimensions), ...(of === undefined ? [] : [of])].join(", ");
  };
  const recordsOf = (row: Row) => {
    const part = spentInVain(row) === null ? mainPart(row, definition.unit) : "num";
    return {
      question: withFilters(asked.question, [
        ...stageFilter(stage),
        ...dimensions.map((dimension) => filterOf(dimension, row.keys[dimension] ?? null)),
      ]),
      part,
      title: `${whose(row)}: ${wordsOf(asked.variant, part).many}, ${rangeText(question.from, question.to)}`,
    };
  };
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section className={table.scroll} tabIndex={0} aria-label={`${definition.name} by ${dimensions.join(" and ")}`}>
        <table className={table.table}>
          <caption className="visually-hidden">
            {definition.name} by {dimensions.map(dimensionName).join(" and ")}
          </caption>
          <thead>
            <tr>
              {dimensions.map((dimension, index) =>
                index === 0 ? (
                  <Head
                    key={dimension}
                    sortKey="name"
                    isRisingFirst
                    name={capital(dimensionName(dimension))}
                    sort={sort}
                  />
                ) : (
                  <th key={dimension} scope="col">
                    {capital(dimensionName(dimension))}
                  </th>
                ),
              )}
              <Head sortKey="value" name="Figure" sort={sort} isRisingFirst={definition.better === "higher"} isNumber />
              <th scope="col">{isAmount ? "Size" : "95% interval"}</th>
              {isCompared ? (
                <Head sortKey="change" name="Change" sort={sort} isRisingFirst={definition.better === "higher"} />
              ) : null}
              <Head sortKey="n" name="Records" sort={sort} isNumber />
            </tr>
          </thead>
          <tbody>
            {shown.map((row) => (
              <tr key={JSON.stringify(row.keys)}>
                {dimensions.map((dimension, index) => (
                  <Member
                    key={dimension}
                    isFirst={index === 0}
                    label={memberName(dimension, row.labels[dimension] ?? row.keys[dimension] ?? "None")}
                    role={dimension === "person" ? (roles.get(row.keys.person ?? "") ?? null) : null}
                    to={`/kpi/${asked.kpi.id}`}
                    search={narrowed(dimension, row.keys[dimension] ?? null)}
                  />
                ))}
                <CellColumns
                  cell={row}
                  name={rowName(row, dimensions)}
                  definition={definition}
                  writing={writing}
                  scale={scale}
                  whole={isAmount ? null : whole.value}
                  isCompared={isCompared}
                  records={recordsOf(row)}
                />
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <Further rows={rows.length} most={most} least={firstRows} step={furtherRows} onMost={setMost} />
    </>
  );
};
