/** The whole course in little: what is looked at is a window in it, moved by dragging, by its ends, or by keyboard. */
import { line } from "d3-shape";
import { type KeyboardEvent, type PointerEvent, useRef, useState } from "react";
import styles from "./Brush.module.css";
import type { Course, CoursePoint, View } from "./course.ts";

interface Props {
  readonly course: Course;
  readonly view: View;
  readonly left: number;
  readonly right: number;
  readonly onChange: (view: View) => void;
}

type Grip = "first" | "last" | "window" | "new";

const height = 26;
const leap = 10;

const lineOf = ({ points }: Course, x: (index: number) => number): string => {
  const values = points.flatMap(({ value }) => (value === null ? [] : [value]));
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const y = (value: number): number => height - 4 - ((value - least) / (most - least || 1)) * (height - 8);
  const path = line<CoursePoint>()
    .defined(({ value }) => value !== null)
    .x((_, index) => x(index))
    .y(({ value }) => y(value ?? 0));
  return path.digits(1)(points) ?? "";
};

export const Brush = ({ course, view, left, right, onChange }: Props) => {
  const end = course.points.length - 1;
  const strip = useRef<HTMLDivElement>(null);
  const [held, setHeld] = useState<{ grip: Grip; from: number; view: View } | null>(null);
  const room = (right - left) / Math.max(1, end);
  const x = (index: number): number => index * room;
  const at = (event: PointerEvent<Element>): number => {
    const start = strip.current?.getBoundingClientRect().left ?? 0;
    return Math.min(end, Math.max(0, Math.round((event.clientX - start) / room)));
  };
  const within = (first: number, last: number): View => ({ first: Math.max(0, first), last: Math.min(end, last) });
  const moved = ({ grip, from, view: before }: NonNullable<typeof held>, to: number): View => {
    if (grip === "first") return within(Math.min(to, before.last - 1), before.last);
    if (grip === "last") return within(before.first, Math.max(to, before.first + 1));
    if (grip === "new") return from === to ? { first: 0, last: end } : within(Math.min(from, to), Math.max(from, to));
    const by = Math.min(end - before.last, Math.max(-before.first, to - from));
    return within(before.first + by, before.last + by);
  };
  const hold =
    (grip: Grip) =>
    (event: PointerEvent<HTMLElement>): void => {
      if (event.button !== 0) return;
      event.stopPropagation();
      event.currentTarget.setPointerCapture(event.pointerId);
      setHeld({ grip, from: at(event), view });
    };
  const drag = (event: PointerEvent<HTMLElement>): void => {
    if (held !== null && (held.grip !== "new" || at(event) !== held.from)) onChange(moved(held, at(event)));
  };
  const leave = (event: PointerEvent<HTMLElement>): void => {
    if (held?.grip === "new") onChange(moved(held, at(event)));
    setHeld(null);
  };
  const onKeyDown =
    (side: "first" | "last") =>
    (event: KeyboardEvent): void => {
      const steps: Readonly<Record<string, number>> = {
        ...{ ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -leap, PageUp: leap },
        ...{ Home: -end, End: end },
      };
      if (event.key === "Escape") onChange({ first: 0, last: end });
      const step = steps[event.key];
      if (step === undefined) return;
      event.preventDefault();
      onChange(moved({ grip: side, from: 0, view }, Math.min(end, Math.max(0, view[side] + step))));
    };
  const gripsWith = (grip: Grip) => ({ onPointerDown: hold(grip), onPointerMove: drag, onPointerUp: leave });
  const handle = (side: "first" | "last") => (
    <div
      className={styles.handle}
      style={{ left: x(view[side]) }}
      role="slider"
      tabIndex={0}
      aria-label={side === "first" ? "First shown" : "Last shown"}
      aria-valuemin={0}
      aria-valuemax={end}
      aria-valuenow={view[side]}
      aria-valuetext={course.points[view[side]]?.label}
      onKeyDown={onKeyDown(side)}
      {...gripsWith(side)}
    />
  );
  return (
    <div ref={strip} className={styles.strip} style={{ marginLeft: left, width: right - left }} {...gripsWith("new")}>
      <svg viewBox={`0 0 ${right - left} ${height}`} aria-hidden="true">
        <path d={lineOf(course, x)} />
      </svg>
      <div
        className={styles.window}
        style={{ left: x(view.first), width: x(view.last) - x(view.first) }}
        {...gripsWith(view.first === 0 && view.last === end ? "new" : "window")}
      />
      {handle("first")}
      {handle("last")}
    </div>
  );
};
