/** One list of records: as many as the figure says, a page at a time, and to take away whole. */
import { Button, SegmentedControl } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { address } from "../api/client.ts";
import { recordsQuery, useKept } from "../api/queries.ts";
import { parametersOf, type Question } from "../api/question.ts";
import type { PartName, VariantOf } from "../api/types.ts";
import { CopyLink } from "../parts/CopyLink.tsx";
import { Asked, Nothing } from "../parts/States.tsx";
import { useKpi, useWorkspace } from "../parts/useFacts.ts";
import { Icon } from "../shell/icons.tsx";
import { countText } from "../words/figures.ts";
import { capital } from "../words/names.ts";
import { wordsOf } from "../words/parts.ts";
import { columnsOf, type Order, ordered } from "./columns.ts";
import { FilterWords } from "./FilterWords.tsx";
import styles from "./Records.module.css";
import { RecordsTable } from "./RecordsTable.tsx";
import type { Opened, Part } from "./useRecords.ts";

const pageLength = 50;
/** As many as the server hands out at once: lists up to here can be ordered, because all of it is known. */
const orderable = 1000;

const downloadOf = ({ kpi, ...question }: Question, part: PartName, format: "csv" | "xlsx"): string => {
  const parameters = parametersOf(question);
  parameters.set("part", part);
  parameters.set("format", format);
  return address(`/kpis/${kpi}/records/export?${parameters}`);
};

/** Undefined: of a KPI or a variant that the catalogue does not have. */
const useDefined = ({ kpi, variant = "default" }: Question): VariantOf | undefined =>
  useKpi(kpi)?.variants.find(({ id }) => id === variant);

/** The other number of a figure, where it has one: how many records it has. */
const useOther = ({ question, part }: Opened): number | null => {
  const unit = useDefined(question)?.unit;
  const other = useQuery(recordsQuery(question, part === "num" ? "den" : "num", 1, 0));
  const isShare = unit === "ratio" || unit === "share";
  if (other.data === undefined) return null;
  return other.data.total > 0 || isShare ? other.data.total : null;
};

interface Props {
  readonly opened: Opened;
  readonly onTurn: (part: Part) => void;
}

const isOwn = (part: PartName): part is Part => part === "num" || part === "den";

/** Of a count beside the figure there is no other number. */
const Parts = (props: Props & { readonly total: number | undefined }) => {
  const { part } = props.opened;
  return isOwn(part) ? <OwnParts {...props} part={part} /> : null;
};

const OwnParts = ({
  opened,
  onTurn,
  total,
  part,
}: Props & { readonly total: number | undefined; readonly part: Part }) => {
  const other = useOther(opened);
  const defined = useDefined(opened.question);
  if (other === null || total === undefined || defined === undefined) return null;
  const counts = { num: part === "num" ? total : other, den: part === "den" ? total : other };
  return (
    <SegmentedControl
      size="xs"
      aria-label="Which of the figure's two numbers"
      value={part}
      onChange={(value) => onTurn(value === "den" ? "den" : "num")}
      data={(["num", "den"] as const).map((value) => ({
        value,
        label: `${capital(wordsOf(defined, value).many)} ${countText(counts[value])}`,
      }))}
    />
  );
};

const Pager = ({
  offset,
  total,
  onTurn,
}: {
  readonly offset: number;
  readonly total: number;
  readonly onTurn: (offset: number) => void;
}) => (
  <nav className={styles.pager} aria-label="Pages of the list">
    <Button size="compact-sm" variant="default" disabled={offset === 0} onClick={() => onTurn(offset - pageLength)}>
      Before
    </Button>
    <span aria-live="polite">
      {countText(offset + 1)} to {countText(Math.min(total, offset + pageLength))} of {countText(total)}
    </span>
    <Button
      size="compact-sm"
      variant="default"
      disabled={offset + pageLength >= total}
      onClick={() => onTurn(offset + pageLength)}
    >
      Next
    </Button>
  </nav>
);

const Listed = ({ opened, onTurn }: Props) => {
  const { question, part, title } = opened;
  const { currency, process } = useWorkspace();
  const stages = new Map(
    process.pipelines.flatMap((pipeline) => pipeline.stages.map(({ id, label }) => [id, label] as const)),
  );
  const isNarrow = useMediaQuery("(max-width: 30em)") ?? false;
  const [offset, setOffset] = useState(0);
  const [order, setOrder] = useState<Order | null>(null);
  const query = useKept(
    order === null ? recordsQuery(question, part, pageLength, offset) : recordsQuery(question, part, orderable, 0),
  );
  const download = (format: "csv" | "xlsx") => (
    <Button
      component="a"
      href={downloadOf(question, part, format)}
      download
      variant="default"
      size="xs"
      leftSection={<Icon name="download" size={15} />}
    >
      {format.toUpperCase()}
    </Button>
  );
  return (
    <>
      <div className={styles.tools}>
        <Parts opened={opened} onTurn={onTurn} total={query.data?.total} />
        <span className={styles.push} />
        {download("csv")}
        {download("xlsx")}
        <CopyLink />
      </div>
      <Asked query={query} height={420}>
        {({ total, rows }) => {
          if (total === 0) return <Nothing title="No records">Nothing falls under these words.</Nothing>;
          const columns = columnsOf(rows, currency, { isNarrow, stages });
          const isWhole = order !== null && rows.length === total;
          const shown = isWhole ? ordered(rows, columns, order).slice(offset, offset + pageLength) : rows;
          return (
            <>
              <p className={styles.count}>
                <b>{countText(total)}</b> {total === 1 ? "record" : "records"}
                {total > orderable ? (
                  <span>In the order of their days. To order so many otherwise, take the file.</span>
                ) : null}
              </p>
              <RecordsTable
                title={title}
                rows={shown.slice(0, pageLength)}
                columns={columns}
                order={order}
                onOrder={
                  total > orderable
                    ? null
                    : (next) => {
                        setOffset(0);
                        setOrder(next);
                      }
                }
              />
              {total > pageLength ? <Pager offset={offset} total={total} onTurn={setOffset} /> : null}
            </>
          );
        }}
      </Asked>
    </>
  );
};

export const OpenedRecords = ({ opened, onTurn }: Props) => (
  <div className={styles.body}>
    <FilterWords question={opened.question} />
    <Listed key={JSON.stringify(opened)} opened={opened} onTurn={onTurn} />
  </div>
);
