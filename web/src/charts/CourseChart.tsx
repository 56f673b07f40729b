/** A figure's course over time or age: drawn, read by keyboard as well, each point a way to its records. */
import { UnstyledButton, useComputedColorScheme } from "@mantine/core";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import styles from "./CourseChart.module.css";
import { coloursNow } from "./colours.ts";
import { type Course, courseOption } from "./course.ts";
import { type Drawing, drawIn } from "./drawing.ts";
import { tipOf, tipSentence } from "./tip.ts";

interface Props {
  readonly course: Course;
  /** What is drawn: "Win rate by week". */
  readonly label: string;
  readonly height?: number;
  readonly onOpen: (index: number) => void;
  /** The points in view, both counted; `null`: all of them. */
  readonly onZoom?: (view: { readonly first: number; readonly last: number } | null) => void;
}

const tipElement = ({ points, writing }: Course, index: number): HTMLElement | string => {
  const point = points[index];
  if (point === undefined) return "";
  const { when, value, lines } = tipOf(point, writing);
  const box = document.createElement("div");
  box.className = styles.tip ?? "";
  const add = (tag: string, text: string): void => {
    const line = document.createElement(tag);
    line.textContent = text;
    box.append(line);
  };
  add("span", when);
  add("b", value);
  for (const line of lines) add("span", line);
  return box;
};

const viewOf = (drawing: Drawing, count: number): { first: number; last: number } | null => {
  const { dataZoom } = drawing.getOption();
  const [zoom] = Array.isArray(dataZoom) ? dataZoom : [];
  const [first, last] = [Number(zoom?.startValue), Number(zoom?.endValue)];
  if (!Number.isFinite(first) || !Number.isFinite(last)) return null;
  return first <= 0 && last >= count - 1 ? null : { first, last };
};

/** Beside the drawing: a button that the arrow keys move along the points. */
const Reader = ({ course, label, onOpen, drawing }: Props & { readonly drawing: () => Drawing | null }) => {
  const { points, writing } = course;
  const [at, setAt] = useState(points.length - 1);
  const index = Math.min(at, points.length - 1);
  const point = points[index];
  const show = (next: number): void => {
    setAt(next);
    drawing()?.dispatchAction({ type: "showTip", seriesId: "figure", dataIndex: next });
  };
  const steps: Readonly<Record<string, number>> = {
    ArrowRight: index + 1,
    ArrowLeft: index - 1,
    Home: 0,
    End: points.length - 1,
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const next = steps[event.key];
    if (next === undefined) return;
    event.preventDefault();
    show(Math.min(points.length - 1, Math.max(0, next)));
  };
  if (point === undefined) return null;
  return (
    <UnstyledButton
      className={styles.reader}
      aria-label={`${label}. ${tipSentence(point, writing)}. Enter shows its records; the arrow keys move.`}
      onKeyDown={onKeyDown}
      onFocus={(event) => {
        if (event.currentTarget.matches(":focus-visible")) show(index);
      }}
      onBlur={() => drawing()?.dispatchAction({ type: "hideTip" })}
      onClick={() => onOpen(index)}
    />
  );
};

export const CourseChart = (props: Props) => {
  const { course, height = 300, onOpen, onZoom } = props;
  const place = useRef<HTMLDivElement>(null);
  const drawing = useRef<Drawing | null>(null);
  const scheme = useComputedColorScheme();
  // The drawing lives longer than the functions it calls.
  const latest = useRef({ course, onOpen, onZoom });
  latest.current = { course, onOpen, onZoom };

  useEffect(() => {
    const element = place.current;
    if (element === null) return;
    const made = drawIn(element);
    drawing.current = made;
    made.getZr().on("click", ({ offsetX, offsetY }) => {
      if (!made.containPixel("grid", [offsetX, offsetY])) return;
      const index = made.convertFromPixel({ xAxisIndex: 0 }, offsetX);
      if (typeof index === "number") latest.current.onOpen(Math.round(index));
    });
    made.on("datazoom", () => latest.current.onZoom?.(viewOf(made, latest.current.course.points.length)));
    const observer = new ResizeObserver(() => made.resize());
    observer.observe(element);
    return () => {
      observer.disconnect();
      made.dispose();
      drawing.current = null;
    };
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another scheme has other colours
  useEffect(() => {
    drawing.current?.setOption(
      courseOption(course, coloursNow(), (index) => tipElement(latest.current.course, index)),
      { notMerge: true },
    );
    latest.current.onZoom?.(null);
  }, [course, scheme]);

  return (
    <div className={styles.frame} data-chart>
      <div ref={place} className={styles.place} style={{ height }} aria-hidden="true" />
      <Reader {...props} drawing={() => drawing.current} />
    </div>
  );
};
