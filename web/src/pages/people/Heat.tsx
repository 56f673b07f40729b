/** A heat map that is a table: each cell a figure that opens its records; arrows lead from cell to cell. */
import type { CSSProperties, ReactNode } from "react";
import { placeOf, useCells } from "../../parts/useCells.ts";
import { countText } from "../../words/figures.ts";
import styles from "./Heat.module.css";

export interface HeatCell {
  readonly value: number;
  /** The figure in words: "Monday, 09:00: 57 activities". */
  readonly label: string;
  readonly open: () => void;
}

interface Head {
  readonly id: string;
  readonly label: string;
  /** Whether there is room for its name; it is heard all the same. */
  readonly isShown: boolean;
}

interface Props {
  readonly caption: string;
  readonly rows: readonly Head[];
  readonly columns: readonly Head[];
  /** `null`: there is no such cell. */
  readonly cellOf: (row: string, column: string) => HeatCell | null;
  readonly most: number;
  readonly unit: { readonly one: string; readonly many: string };
  readonly isSmall?: boolean;
  readonly note?: ReactNode;
}

const share = (value: number, most: number): CSSProperties => ({
  ["--share" as string]: `${most === 0 ? 0 : Math.round(Math.sqrt(value / most) * 100)}%`,
});

export const Heat = ({ caption, rows, columns, cellOf, most, unit, isSmall = false, note }: Props) => {
  const first = rows.flatMap((row, down) =>
    columns.flatMap((column, right) => (cellOf(row.id, column.id) === null ? [] : [placeOf(down, right)])),
  )[0];
  const { table, onKeyDown, at, setAt } = useCells(first);
  return (
    <div className={styles.scroll}>
      <table ref={table} className={`${styles.heat} ${isSmall ? styles.small : ""}`} onKeyDown={onKeyDown}>
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            <td />
            {columns.map(({ id, label, isShown }) => (
              <th key={id} scope="col">
                <span className={isShown ? styles.shown : "visually-hidden"}>{label}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, down) => (
            <tr key={row.id}>
              <th scope="row">
                <span className={row.isShown ? undefined : "visually-hidden"}>{row.label}</span>
              </th>
              {columns.map((column, right) => {
                const cell = cellOf(row.id, column.id);
                const place = placeOf(down, right);
                return (
                  <td key={column.id}>
                    {cell === null ? null : (
                      <button
                        type="button"
                        className={styles.cell}
                        style={share(cell.value, most)}
                        {...at(place)}
                        data-none={cell.value === 0 ? "" : undefined}
                        aria-label={cell.label}
                        title={cell.label}
                        onClick={() => {
                          setAt(place);
                          if (cell.value > 0) cell.open();
                        }}
                      />
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
      <p className={styles.legend}>
        <span>0</span>
        <span className={styles.scale} aria-hidden="true" />
        <span>
          {countText(most)} {most === 1 ? unit.one : unit.many}
        </span>
        {note}
      </p>
    </div>
  );
};
