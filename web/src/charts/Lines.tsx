/** What is drawn of a course: its axes, the band of its interval, the comparison dashed, the line, goals and marks. */
import { area, line } from "d3-shape";
import { memo, useId } from "react";
import { shortFigure } from "../words/figures.ts";
import type { Course, CoursePoint, View } from "./course.ts";
import styles from "./Lines.module.css";
import type { Layout } from "./layout.ts";

interface Props {
  readonly course: Course;
  readonly view: View;
  readonly layout: Layout;
}

/** More points than these are a line without dots. */
const dottedTo = 62;
const markLength = 22;
const lineHeight = 15;
const goalRoom = 64;

const Axes = ({ layout: { plot, rows, columns } }: Props) => (
  <g>
    {rows.map(({ y, text }) => (
      <g key={y}>
        <line className={styles.grid} x1={plot.left} x2={plot.right} y1={y} y2={y} />
        <text className={styles.axis} x={plot.left - 8} y={y + 4} textAnchor="end">
          {text}
        </text>
      </g>
    ))}
    <line className={styles.base} x1={plot.left} x2={plot.right} y1={plot.bottom} y2={plot.bottom} />
    {columns.map(({ x, lines }) => (
      <text key={x} className={styles.axis} textAnchor="middle">
        {lines.map((line, index) => (
          <tspan key={line} x={x} y={plot.bottom + 18 + index * lineHeight}>
            {line}
          </tspan>
        ))}
      </text>
    ))}
  </g>
);

const figureOf = ({ value }: CoursePoint): number | null => value;
const comparedOf = ({ compared }: CoursePoint): number | null => compared;

const bandedOf = ({ value, interval }: CoursePoint): number | null => (interval === null ? null : value);

const isIn = (index: number, { first, last }: View): boolean => index >= first && index <= last;

/** Unbroken stretches of what is known. */
const Band = ({ course: { points }, view, layout: { x, y, plot } }: Props) => {
  const frame = useId();
  const path = area<CoursePoint>()
    .defined(({ value, interval }, index) => isIn(index, view) && value !== null && interval !== null)
    .x((_, index) => x(index))
    .y0(({ interval }) => (interval?.[0] == null ? plot.bottom : y(interval[0])))
    .y1(({ interval }) => (interval?.[1] == null ? plot.top : y(interval[1])));
  return (
    <>
      <clipPath id={frame}>
        <rect x={plot.left} y={plot.top} width={plot.right - plot.left} height={plot.bottom - plot.top} />
      </clipPath>
      <path className={styles.band} clipPath={`url(#${frame})`} d={path.digits(1)(points) ?? ""} />
    </>
  );
};

/** An arrow at the edge where an interval goes on past it. */
const Past = ({ course: { points }, view, layout: { x, plot, past } }: Props) =>
  points.flatMap((point, index) => {
    if (!isIn(index, view)) return [];
    const { isBelow, isAbove } = past(point);
    const arrow = (edge: number, sign: 1 | -1) => (
      <path
        key={`${point.key} ${sign}`}
        className={styles.past}
        d={`M${x(index) - 4} ${edge + sign * 6}L${x(index)} ${edge + sign * 2}L${x(index) + 4} ${edge + sign * 6}`}
      />
    );
    return [...(isAbove ? [arrow(plot.top, 1)] : []), ...(isBelow ? [arrow(plot.bottom, -1)] : [])];
  });

/** Points whose neighbours have nothing to be joined to. */
const alone = ({ points }: Course, view: View, of: (point: CoursePoint) => number | null): readonly number[] => {
  const has = (index: number): boolean => {
    const point = points[index];
    return isIn(index, view) && point !== undefined && of(point) !== null;
  };
  return points.flatMap((_, index) => (has(index) && !has(index - 1) && !has(index + 1) ? [index] : []));
};

/** What a point that stands alone has in place of a band and of a dashed line. */
const Alone = ({ course, view, layout: { x, y, plot } }: Props) => {
  const within = (value: number): number => Math.min(plot.bottom, Math.max(plot.top, y(value)));
  return (
    <>
      {alone(course, view, bandedOf).map((index) => {
        const interval = course.points[index]?.interval ?? null;
        if (interval === null) return null;
        const [low, high] = interval;
        return (
          <line
            key={`interval ${index}`}
            className={styles.whisker}
            x1={x(index)}
            x2={x(index)}
            y1={low === null ? plot.bottom : within(low)}
            y2={high === null ? plot.top : within(high)}
          />
        );
      })}
      {alone(course, view, comparedOf).map((index) => (
        <line
          key={`compared ${index}`}
          className={styles.compared}
          x1={x(index) - 14}
          x2={x(index) + 14}
          y1={y(course.points[index]?.compared ?? 0)}
          y2={y(course.points[index]?.compared ?? 0)}
        />
      ))}
    </>
  );
};

type LineProps = Props & { readonly of: (point: CoursePoint) => number | null; readonly style: string | undefined };

const Line = ({ course: { points }, view, layout: { x, y }, of, style }: LineProps) => {
  const path = line<CoursePoint>()
    .defined((point, index) => isIn(index, view) && of(point) !== null)
    .x((_, index) => x(index))
    .y((point) => y(of(point) ?? 0));
  return <path className={style} d={path.digits(1)(points) ?? ""} />;
};

const Dots = ({ course: { points }, view, layout: { x, y } }: Props) => {
  const isDotted = view.last - view.first < dottedTo;
  return points.map(({ key, value, isOpen }, index) => {
    if (value === null || index < view.first || index > view.last) return null;
    const isAlone = (points[index - 1]?.value ?? null) === null && (points[index + 1]?.value ?? null) === null;
    if (!isDotted && !isAlone) return null;
    return <circle key={key} className={isOpen ? styles.open : styles.dot} cx={x(index)} cy={y(value)} r={3.5} />;
  });
};

/** The side of the level that the figure leaves free where its words stand. */
const freeSide = ({ points }: Course, last: number, value: number): "above" | "below" => {
  const near = [last - 1, last].flatMap((index) => points[index]?.value ?? []);
  return near.length > 0 && near.every((one) => one > value) ? "below" : "above";
};

const Goals = ({ course, view, layout: { x, y, half, plot } }: Props) => {
  const { goals, writing } = course;
  const shown = goals.filter(({ first, last }) => first <= view.last && last >= view.first);
  const reach = Math.min(half * 0.8, 13);
  const ends = shown.map(({ first, last, value }) => ({
    from: Math.max(plot.left, x(Math.max(first, view.first)) - reach),
    to: Math.min(plot.right, x(Math.min(last, view.last)) + reach),
    y: y(value),
    textY: y(value) + (freeSide(course, Math.min(last, view.last), value) === "above" ? -6 : 14),
    text: `goal ${shortFigure(value, writing)}`,
  }));
  return ends.map((one, index) => {
    const next = ends[index + 1];
    // Goals close to each other are told once.
    const isTold = next === undefined || next.text !== one.text || next.to - one.to > goalRoom * 2;
    const isRoomy = next === undefined || next.to - one.to > goalRoom;
    return (
      <g key={`${one.from} ${one.y}`}>
        <line className={styles.goal} x1={one.from} x2={one.to} y1={one.y} y2={one.y} />
        {isTold && isRoomy ? (
          <text className={styles.goalText} x={Math.max(one.to, plot.left + goalRoom)} y={one.textY} textAnchor="end">
            {one.text}
          </text>
        ) : null}
      </g>
    );
  });
};

const shortened = (text: string): string => (text.length > markLength ? `${text.slice(0, markLength - 1)}…` : text);

const Marks = ({ course: { marks }, view, layout: { x, plot } }: Props) =>
  marks
    .filter(({ index }) => index >= view.first && index <= view.last)
    .map(({ index, text }) => {
      const isLate = x(index) > (plot.left + plot.right) / 2;
      return (
        <g key={`${index} ${text}`}>
          <line className={styles.mark} x1={x(index)} x2={x(index)} y1={plot.top - 6} y2={plot.bottom} />
          <text
            className={styles.markText}
            x={x(index) + (isLate ? -5 : 5)}
            y={13}
            textAnchor={isLate ? "end" : "start"}
          >
            {shortened(text)}
          </text>
        </g>
      );
    });

export const Lines = memo((props: Props) => (
  <>
    <Axes {...props} />
    <Band {...props} />
    <Past {...props} />
    <Alone {...props} />
    <Line {...props} of={comparedOf} style={styles.compared} />
    <Line {...props} of={figureOf} style={styles.line} />
    <Dots {...props} />
    <Goals {...props} />
    <Marks {...props} />
  </>
));
