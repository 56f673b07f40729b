import { describe, expect, it } from "vitest";
import type { Course, CoursePoint } from "../../web/src/charts/course.ts";
import { layoutOf } from "../../web/src/charts/layout.ts";

const point = (short: string, value: number | null): CoursePoint => ({
  ...{ key: short, label: short, short, value, interval: null, compared: null, change: undefined },
  ...{ n: 10, isOpen: false, remarks: [] },
});

const course = (points: readonly CoursePoint[]): Course => ({
  ...{ points, goals: [], marks: [], writing: { unit: "ratio", currency: "USD" }, isFromZero: false },
});

const months = ["Nov\n2025", "Dec", "Jan\n2026", ...Array.from({ length: 33 }, (_, index) => `M${index}`)];
const long = course(months.map((short, index) => point(short, 0.2 + index / 100)));
const whole = { first: 0, last: months.length - 1 };

describe("a course is laid out", () => {
  it("so that each point is found again where it stands, whatever is in view", () => {
    for (const view of [whole, { first: 4, last: 9 }, { first: 7, last: 7 }]) {
      const { x, nearest } = layoutOf(long, view, 800, 300);
      for (let index = view.first; index <= view.last; index += 1) expect(nearest(x(index))).toBe(index);
      expect(nearest(-50)).toBe(view.first);
      expect(nearest(5000)).toBe(view.last);
    }
  });

  it("with higher figures above lower ones, all of them within the plot", () => {
    const { y, plot, rows } = layoutOf(long, whole, 800, 300);
    const heights = long.points.map(({ value }) => y(value ?? 0));
    expect(heights.every((one, index) => index === 0 || one < (heights[index - 1] ?? 0))).toBe(true);
    expect(Math.min(...heights)).toBeGreaterThanOrEqual(plot.top);
    expect(Math.max(...heights)).toBeLessThanOrEqual(plot.bottom);
    expect(rows[0]?.y).toBe(plot.bottom);
  });

  it("names the year where it begins, and no two names stand over each other or the edge", () => {
    for (const width of [320, 800, 1800]) {
      const { columns } = layoutOf(long, whole, width, 300);
      expect(columns.some(({ lines }) => lines[1] === "2026")).toBe(true);
      const sorted = columns.map(({ x }) => x).sort((a, b) => a - b);
      expect(sorted.every((one, index) => index === 0 || one - (sorted[index - 1] ?? 0) > 20)).toBe(true);
      expect(sorted.at(-1)).toBeLessThan(width - 5);
    }
  });
});
