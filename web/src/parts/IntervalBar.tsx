/** A value with its interval on a common scale, and the whole as a dashed line to read it against. */
import type { Interval } from "../api/types.ts";
import { pastEnds } from "../charts/limits.ts";
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
  const { isBelow, isAbove } = pastEnds({ value, interval }, low, high);
  return (
    <div className={styles.scale} aria-hidden="true">
      {whole === null ? null : <div className={styles.whole} style={{ left: at(whole) }} />}
      {value === null ? null : (
        <>
          {isAmount ? <div className={styles.bar} style={{ width: at(value) }} /> : null}
          {least === null && most === null ? null : (
            <div
              className={`${styles.reach} ${isBelow ? styles.below : ""} ${isAbove ? styles.above : ""}`}
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
