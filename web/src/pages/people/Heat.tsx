/** A heat map that is a table: each cell a figure that opens its records; arrows lead from cell to cell. */
import { type CSSProperties, type KeyboardEvent, type ReactNode, useRef, useState } from "react";
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
  readonly unit: string;
  readonly isSmall?: boolean;
  readonly note?: ReactNode;
}

const steps: Readonly<Record<string, readonly [number, number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

const share = (value: number, most: number): CSSProperties => ({
  ["--share" as string]: `${most === 0 ? 0 : Math.round(Math.sqrt(value / most) * 100)}%`,
});

export const Heat = ({ caption, rows, columns, cellOf, most, unit, isSmall = false, note }: Props) => {
  const table = useRef<HTMLTableElement>(null);
  const [at, setAt] = useState("");
  const first = rows.flatMap((row, down) =>
    columns.flatMap((column, right) => (cellOf(row.id, column.id) === null ? [] : [`${down}:${right}`])),
  )[0];
  const isThere = table.current?.querySelector(`[data-at="${at}"]`) != null;
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = steps[event.key];
    if (step === undefined || !(event.target instanceof HTMLElement)) return;
    const [down = 0, right = 0] = (event.target.dataset.at ?? "").split(":").map(Number);
    const next = `${down + step[0]}:${right + step[1]}`;
    const cell = table.current?.querySelector(`[data-at="${next}"]`);
    if (!(cell instanceof HTMLElement)) return;
    event.preventDefault();
    setAt(next);
    cell.focus();
  };
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
                const place = `${down}:${right}`;
                return (
                  <td key={column.id}>
                    {cell === null ? null : (
                      <button
                        type="button"
                        className={styles.cell}
                        style={share(cell.value, most)}
                        data-at={place}
                        data-none={cell.value === 0 ? "" : undefined}
                        tabIndex={place === (isThere ? at : first) ? 0 : -1}
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
          {most} {unit}
        </span>
        {note}
      </p>
    </div>
  );
};
