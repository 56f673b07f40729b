/** One figure across a table: the value that opens its records, its interval as a picture, its change, and from how many. */
import type { Cell, Definition, Interval } from "../../api/types.ts";
import { Change } from "../../parts/Change.tsx";
import { IntervalBar } from "../../parts/IntervalBar.tsx";
import type { Opened } from "../../records/address.ts";
import { FigureButton } from "../../records/FigureButton.tsx";
import { RecordsMark } from "../../records/RecordsMark.tsx";
import { countText, figure, intervalText, type Writing } from "../../words/figures.ts";
import { reasonOf } from "../../words/flags.ts";
import { spentInVain, vainText } from "../../words/spent.ts";
import table from "./Table.module.css";

interface Props {
  readonly cell: Cell;
  /** Whose figure it is: "Anna Snelling". */
  readonly name: string;
  readonly definition: Pick<Definition, "unit" | "better" | "parts">;
  readonly writing: Writing;
  readonly scale: readonly [number, number];
  readonly whole: number | null;
  readonly isCompared: boolean;
  readonly records: Opened;
}

const isAmount = (unit: Definition["unit"]): boolean => unit === "count" || unit === "money";

const shown = (interval: Interval, value: number | null): Interval => (value === null ? null : interval);

export const CellColumns = ({ cell, name, definition, writing, scale, whole, isCompared, records }: Props) => {
  const { n, value } = cell;
  const interval = intervalText(shown(cell.interval, value), writing);
  const spent = spentInVain(cell);
  const text =
    spent !== null
      ? vainText(spent, definition, writing.currency)
      : value === null
        ? reasonOf(cell.flags, cell.excluded, cell.more).short
        : figure(value, writing);
  // Who has no record at all stays quiet: the reason would only be repeated down the column.
  const isNobody =
    value === null && n === 0 && spent === null && (whole !== null || (cell.excluded.immature ?? 0) === 0);
  const written = isNobody ? "–" : text;
  const opened = n > 0 || spent !== null ? records : null;
  return (
    <>
      <td className={`${table.number} ${value === null && spent === null ? table.quiet : ""}`}>
        <FigureButton
          records={opened}
          label={`${name}: ${text}${interval === "" ? "" : `, ${interval} with 95% confidence`}`}
        >
          {written}
        </FigureButton>
      </td>
      <td className={table.bar} title={interval === "" ? undefined : `${interval} with 95% confidence`}>
        <RecordsMark records={opened}>
          <IntervalBar
            value={value}
            interval={cell.interval}
            scale={scale}
            whole={whole}
            isAmount={isAmount(definition.unit)}
          />
        </RecordsMark>
      </td>
      {isCompared ? (
        <td>
          <Change change={cell.change} better={definition.better} writing={writing} isShort />
        </td>
      ) : null}
      <td className={table.number}>
        {countText(n)}
        {cell.flags.includes("few_records") ? <span className="visually-hidden"> (few)</span> : null}
      </td>
    </>
  );
};
