/** A figure's course over time or age: drawn, read by keyboard as well, each point a way to its records. */
import { UnstyledButton } from "@mantine/core";
import { type KeyboardEvent, useMemo, useRef, useState } from "react";
import { Brush } from "./Brush.tsx";
import styles from "./CourseChart.module.css";
import { brushedFrom, type Course, type View } from "./course.ts";
import { Lines } from "./Lines.tsx";
import { type Layout, layoutOf } from "./layout.ts";
import { tipOf, tipSentence } from "./tip.ts";
import { useBrushing } from "./useBrushing.ts";
import { useWidth } from "./useWidth.ts";

interface Props {
  readonly course: Course;
  /** What is drawn: "Win rate by week". */
  readonly label: string;
  readonly height?: number;
  readonly onOpen: (index: number) => void;
  /** The points in view; `null`: all of them. */
  readonly onZoom?: (view: View | null) => void;
}

const brushHeight = 32;
const tipWidth = 260;
const away = 14;

const Tip = ({ course, index, layout }: { course: Course; index: number; layout: Layout }) => {
  const point = course.points[index];
  if (point === undefined) return null;
  const { isAbove, isBelow } = layout.past(point);
  const { when, value, lines } = tipOf(point, course.writing, isAbove || isBelow);
  const { plot } = layout;
  const x = layout.x(index);
  const isLeft = x > (plot.left + plot.right) / 2;
  const room = (isLeft ? x : plot.right - x) - away;
  return (
    <div
      className={styles.tip}
      style={{
        maxWidth: Math.min(tipWidth, Math.max(room, 0)),
        top: plot.top,
        ...(isLeft ? { right: `calc(100% - ${x - away}px)` } : { left: x + away }),
      }}
    >
      <span>{when}</span>
      <b>{value}</b>
      {lines.map((line) => (
        <span key={line}>{line}</span>
      ))}
    </div>
  );
};

/** Over the drawing: a button that the arrow keys move along the points in view. */
const Reader = ({
  course: { points, writing },
  label,
  view,
  onOpen,
  onShow,
}: Props & { readonly view: View; readonly onShow: (index: number | null) => void }) => {
  const [at, setAt] = useState(points.length - 1);
  const index = Math.min(view.last, Math.max(view.first, at));
  const point = points[index];
  const steps: Readonly<Record<string, number>> = {
    ArrowRight: index + 1,
    ArrowLeft: index - 1,
    Home: view.first,
    End: view.last,
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const next = Math.min(view.last, Math.max(view.first, step));
    setAt(next);
    onShow(next);
  };
  if (point === undefined) return null;
  return (
    <UnstyledButton
      className={styles.reader}
      aria-label={`${label}. ${tipSentence(point, writing)}. Enter shows its records; the arrow keys move.`}
      onKeyDown={onKeyDown}
      onFocus={(event) => {
        if (event.currentTarget.matches(":focus-visible")) onShow(index);
      }}
      onBlur={() => onShow(null)}
      onClick={() => onOpen(index)}
    />
  );
};

export const CourseChart = (props: Props) => {
  const { course, height = 300, onOpen, onZoom } = props;
  const end = course.points.length - 1;
  const frame = useRef<HTMLDivElement>(null);
  const width = useWidth(frame);
  const [zoomed, setZoomed] = useState<View | null>(null);
  const [shown, setShown] = useState<number | null>(null);
  const [first, last] = [zoomed?.first ?? 0, Math.min(end, zoomed?.last ?? end)];
  const view = useMemo(() => ({ first, last }), [first, last]);
  const isBrushed = course.points.length >= brushedFrom;
  const drawn = height - (isBrushed ? brushHeight : 0);
  const layout = useMemo(() => layoutOf(course, view, width, drawn), [course, view, width, drawn]);
  const zoom = (next: View): void => {
    const isWhole = next.first === 0 && next.last === end;
    setZoomed(isWhole ? null : next);
    setShown(null);
    onZoom?.(isWhole ? null : next);
  };
  const { chosen, handlers } = useBrushing({ nearest: layout.nearest, onChoose: zoom, onClick: onOpen });
  const { plot } = layout;
  const point = shown === null ? undefined : course.points[shown];
  return (
    <div ref={frame} className={styles.frame} style={{ height }} data-chart>
      {width === 0 ? null : (
        <svg
          className={styles.drawing}
          viewBox={`0 0 ${width} ${drawn}`}
          height={drawn}
          aria-hidden="true"
          {...handlers}
          onPointerMove={(event) => {
            handlers.onPointerMove(event);
            setShown(layout.nearest(event.clientX - event.currentTarget.getBoundingClientRect().left));
          }}
          onPointerLeave={() => setShown(null)}
        >
          <Lines course={course} view={view} layout={layout} />
          {shown === null ? null : (
            <line className={styles.pointer} x1={layout.x(shown)} x2={layout.x(shown)} y1={plot.top} y2={plot.bottom} />
          )}
          {shown === null || point === undefined || point.value === null ? null : (
            <circle className={styles.pointed} cx={layout.x(shown)} cy={layout.y(point.value)} r={5} />
          )}
          {chosen === null ? null : (
            <rect
              className={styles.chosen}
              x={Math.max(plot.left, chosen.from)}
              y={plot.top}
              width={Math.max(0, Math.min(plot.right, chosen.to) - Math.max(plot.left, chosen.from))}
              height={plot.bottom - plot.top}
            />
          )}
        </svg>
      )}
      <Reader {...props} view={view} onShow={setShown} />
      {shown === null || chosen !== null ? null : <Tip course={course} index={shown} layout={layout} />}
      {isBrushed && width > 0 ? (
        <Brush course={course} view={view} left={plot.left} right={plot.right} onChange={zoom} />
      ) : null}
    </div>
  );
};
