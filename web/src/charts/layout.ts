/** Where everything of a course stands in a drawing, in pixels. */
import { shortFigure } from "../words/figures.ts";
import { brushedFrom, type Course, type CoursePoint, type View } from "./course.ts";
import { limitsOf, pastEnds } from "./limits.ts";

export interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

export interface Layout {
  readonly plot: Box;
  readonly x: (index: number) => number;
  readonly y: (value: number) => number;
  /** Which ends of a point's interval lie past the plot. */
  readonly past: (point: CoursePoint) => ReturnType<typeof pastEnds>;
  /** The point of the view that is nearest. */
  readonly nearest: (x: number) => number;
  /** Half of the room that a point has. */
  readonly half: number;
  readonly rows: readonly { readonly y: number; readonly text: string }[];
  readonly columns: readonly { readonly x: number; readonly lines: readonly string[] }[];
}

/** Pixels of a letter of a name, and of one of a figure: a percent sign is wide. */
const letter = 6.6;
const digit = 7.4;
const between = 10;
const lineHeight = 15;
const markRoom = 26;

const linesOf = ({ short }: CoursePoint): readonly string[] => short.split("\n");

const widthOf = (lines: readonly string[]): number => Math.max(...lines.map((line) => line.length)) * letter;

/** As many names as fit side by side: those with a year first, the others from the left. None reaches over the edge. */
const columnsOf = (
  points: readonly CoursePoint[],
  { first, last }: View,
  x: (index: number) => number,
  edge: number,
): Layout["columns"] => {
  const indices = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  const named = (index: number): readonly string[] => {
    const point = points[index];
    return point === undefined ? [] : linesOf(point);
  };
  const isYear = (index: number): boolean => named(index).length > 1;
  const ordered = [
    ...indices.filter((index) => isYear(index) && index > 0),
    ...indices.filter((index) => !isYear(index) || index === 0),
  ];
  const placed: { x: number; lines: readonly string[]; from: number; to: number }[] = [];
  for (const index of ordered) {
    const lines = named(index);
    const half = (widthOf(lines) + between) / 2;
    const middle = Math.min(x(index), edge - half + between / 2);
    const one = { x: middle, lines, from: middle - half, to: middle + half };
    if (placed.every(({ from, to }) => one.to <= from || one.from >= to)) placed.push(one);
  }
  return placed;
};

const limitsIn = ({ points, goals, isFromZero, writing: { unit } }: Course) =>
  limitsOf(points, {
    isFromZero,
    isShare: unit === "ratio" || unit === "share",
    isCount: unit === "count",
    also: goals.map(({ value }) => value),
  });

/** Which ends of a point's interval go on past the axis: nothing does past nothing at all, nor a share past the whole. */
const pastOf =
  (course: Course, { low, high }: { readonly low: number; readonly high: number }) =>
  (point: CoursePoint): ReturnType<typeof pastEnds> => {
    const { isBelow, isAbove } = pastEnds(point, low, high);
    const { unit } = course.writing;
    const isWhole = high === 1 && (unit === "ratio" || unit === "share");
    return { isBelow: isBelow && low !== 0, isAbove: isAbove && !isWhole };
  };

/** Whether the interval of any point does. */
export const isAnyPast = (course: Course): boolean => {
  const past = pastOf(course, limitsIn(course));
  return course.points.some((point) => {
    const { isBelow, isAbove } = past(point);
    return isBelow || isAbove;
  });
};

export const layoutOf = (course: Course, view: View, width: number, height: number): Layout => {
  const { low, high, step } = limitsIn(course);
  const values = Array.from({ length: Math.round((high - low) / step) + 1 }, (_, index) => low + index * step);
  const texts = values.map((value) => shortFigure(Number(value.toPrecision(12)), course.writing));
  const deep = Math.max(1, ...course.points.map((point) => linesOf(point).length));
  const plot: Box = {
    left: Math.max(...texts.map(({ length }) => length)) * digit + 12,
    right: width - 14,
    top: markRoom,
    bottom: height - 9 - deep * lineHeight,
  };
  const shown = view.last - view.first + 1;
  // Few points stand in the middle of their room, many from edge to edge.
  const isSpaced = course.points.length < brushedFrom || shown === 1;
  const room = (plot.right - plot.left) / (isSpaced ? shown : shown - 1);
  const start = plot.left + (isSpaced ? room / 2 : 0);
  const x = (index: number): number => start + (index - view.first) * room;
  const y = (value: number): number => plot.bottom - ((value - low) / (high - low || 1)) * (plot.bottom - plot.top);
  return {
    plot,
    x,
    y,
    past: pastOf(course, { low, high }),
    nearest: (at) => Math.min(view.last, Math.max(view.first, view.first + Math.round((at - start) / room))),
    half: room / 2,
    rows: values.map((value, index) => ({ y: y(value), text: texts[index] ?? "" })),
    columns: columnsOf(course.points, view, x, width),
  };
};
