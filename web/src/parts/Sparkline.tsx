/** A figure's course in a small space: the line, and the band of its interval. Gaps are gaps. */
import type { TrendPoint } from "../api/types.ts";
import { reachOf } from "../charts/limits.ts";
import styles from "./Sparkline.module.css";

interface Props {
  readonly points: readonly TrendPoint[];
  /** Pixels, or a share of what it stands in. */
  readonly height?: number | string;
  /** For those who hear the page. */
  readonly label: string;
}

interface Spot {
  readonly x: number;
  readonly y: number;
  readonly low: number;
  readonly high: number;
}

/** Unbroken stretches of known values. */
const stretches = (points: readonly TrendPoint[], [low, high]: readonly [number, number]): Spot[][] => {
  const height = (value: number): number =>
    100 - ((Math.min(high, Math.max(low, value)) - low) / (high - low || 1)) * 100;
  const step = points.length > 1 ? 100 / (points.length - 1) : 0;
  const found: Spot[][] = [[]];
  points.forEach(({ value, interval }, index) => {
    if (value === null) found.push([]);
    else
      found.at(-1)?.push({
        x: points.length > 1 ? index * step : 50,
        y: height(value),
        low: height(interval?.[0] ?? value),
        high: height(interval?.[1] ?? value),
      });
  });
  return found.filter((stretch) => stretch.length > 0);
};

const path = (spots: readonly { x: number; y: number }[]): string =>
  spots.map(({ x, y }, index) => `${index === 0 ? "M" : "L"}${x.toFixed(2)} ${y.toFixed(2)}`).join("");

const bandOf = (spots: readonly Spot[]): string =>
  `${path([...spots.map(({ x, high }) => ({ x, y: high })), ...spots.toReversed().map(({ x, low }) => ({ x, y: low }))])}Z`;

export const Sparkline = ({ points, height = 44, label }: Props) => {
  const reach = reachOf(points);
  // One point is no course.
  if (reach === null || points.filter(({ value }) => value !== null).length < 2)
    return <div className={styles.none} style={{ height }} />;
  const drawn = stretches(points, reach);
  const last = drawn.at(-1)?.at(-1);
  const isRunning = points.at(-1)?.flags.includes("to_date") ?? false;
  return (
    <div className={styles.spark} style={{ height }} role="img" aria-label={label}>
      <svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
        {drawn
          .filter((spots) => spots.length > 1)
          .map((spots) => (
            <g key={spots[0]?.x}>
              <path className={styles.band} d={bandOf(spots)} />
              <path className={styles.line} d={path(spots)} />
            </g>
          ))}
      </svg>
      {drawn
        .filter((spots) => spots.length === 1)
        .flat()
        .map(({ x, y }) => (
          <span key={x} className={styles.lone} style={{ left: `${x}%`, top: `${y}%` }} />
        ))}
      {last === undefined ? null : (
        <span
          className={`${styles.last} ${isRunning ? styles.running : ""}`}
          style={{ left: `${last.x}%`, top: `${last.y}%` }}
        />
      )}
    </div>
  );
};
