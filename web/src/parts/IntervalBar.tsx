/** A value with its interval on a common scale, and the whole as a dashed line to read it against. */
import type { Interval } from "../api/types.ts";
import styles from "./IntervalBar.module.css";

interface Props {
  readonly value: number | null;
  readonly interval: Interval;
  /** The scale's ends, the same in all rows. */
  readonly scale: readonly [number, number];
  readonly whole?: number | null;
  /** Amounts are bars from zero; rates and times are points. */
  readonly isAmount?: boolean;
}

export const IntervalBar = ({ value, interval, scale: [low, high], whole = null, isAmount = false }: Props) => {
  const at = (of: number): string => `${(Math.min(1, Math.max(0, (of - low) / (high - low || 1))) * 100).toFixed(2)}%`;
  const least = interval?.[0] ?? null;
  const most = interval?.[1] ?? null;
  return (
    <div className={styles.scale} aria-hidden="true">
      {whole === null ? null : <div className={styles.whole} style={{ left: at(whole) }} />}
      {value === null ? null : (
        <>
          {isAmount ? <div className={styles.bar} style={{ width: at(value) }} /> : null}
          {least === null && most === null ? null : (
            <div
              className={styles.reach}
              style={{ left: at(least ?? low), width: `calc(${at(most ?? high)} - ${at(least ?? low)})` }}
            />
          )}
          {isAmount && least === null && most === null ? null : (
            <div className={styles.dot} style={{ left: at(value) }} />
          )}
        </>
      )}
    </div>
  );
};

/** A scale that holds all values and most of their intervals. */
export const scaleOf = (
  cells: readonly { readonly value: number | null; readonly interval: Interval }[],
  fromZero: boolean,
): readonly [number, number] => {
  const values = cells.flatMap(({ value }) => (value === null ? [] : [value]));
  if (values.length === 0) return [0, 1];
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const spread = most - least || Math.abs(most) || 1;
  const ends = cells
    .flatMap(({ value, interval }) => (value === null ? [] : (interval ?? [])))
    .filter((end) => end !== null);
  const low = Math.max(Math.min(least, ...ends), least - spread);
  const high = Math.min(Math.max(most, ...ends), most + spread);
  return [fromZero || low < (high - low) * 0.5 ? Math.min(0, low) : low, high];
};
