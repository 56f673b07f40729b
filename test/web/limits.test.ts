import { describe, expect, it } from "vitest";
import type { Course, CoursePoint } from "../../web/src/charts/course.ts";
import { isAnyPast, layoutOf } from "../../web/src/charts/layout.ts";
import { limitsOf } from "../../web/src/charts/limits.ts";
import { tipOf } from "../../web/src/charts/tip.ts";
import { scaleOf } from "../../web/src/parts/scale.ts";

const point = (value: number, interval: CoursePoint["interval"], compared: number | null = null): CoursePoint => ({
  ...{ key: String(value), label: "Oct", short: "Oct", value, interval, compared, change: undefined },
  ...{ n: 10, isOpen: false, remarks: [] },
});

const course = (points: readonly CoursePoint[], unit: Course["writing"]["unit"] = "share"): Course => ({
  ...{ points, goals: [], marks: [], writing: { unit, currency: "USD" }, isFromZero: false },
});

/** Leads by stage of a quarter: the line hardly moves, its intervals are wider than it. */
const quiet = [0.494, 0.496, 0.502, 0.504, 0.51].map((value) => point(value, [value - 0.024, value + 0.023]));
const options = { isFromZero: false, isShare: true, isCount: false };

describe("an axis", () => {
  it("holds whole intervals that are wider than the line's own range", () => {
    const { low, high } = limitsOf(quiet, options);
    expect(low).toBeLessThanOrEqual(0.47);
    expect(high).toBeGreaterThanOrEqual(0.533);
    expect(isAnyPast(course(quiet))).toBe(false);
    const [from, to] = scaleOf(quiet, false);
    expect([from, to]).toEqual([0.494 - 0.024, 0.51 + 0.023]);
  });

  it("holds the interval of a single figure", () => {
    const { low, high } = limitsOf([point(0.5, [0.1, 0.9])], options);
    expect([low, high]).toEqual([0, 1]);
  });

  it("is not stretched by one interval far wider than the others, and the drawing says that it goes on", () => {
    const early = point(0.505, [0.1, 0.9]);
    const drawn = course([early, ...quiet]);
    const layout = layoutOf(drawn, { first: 0, last: 5 }, 800, 300);
    expect(layout.past(early)).toEqual({ isBelow: true, isAbove: true });
    expect(layout.past(drawn.points[1]!)).toEqual({ isBelow: false, isAbove: false });
    expect(isAnyPast(drawn)).toBe(true);
    expect(tipOf(early, drawn.writing, true).lines[0]).toBe("10.0% to 90.0% with 95% confidence, wider than the chart");
  });

  it("takes an end that is not known as one that goes on", () => {
    const open = point(20, [12, null]);
    const drawn = course([open, point(22, [15, 30])], "days");
    expect(layoutOf(drawn, { first: 0, last: 1 }, 800, 300).past(open)).toEqual({ isBelow: false, isAbove: true });
  });

  it("of a flow past all that came goes beyond 100 %", () => {
    expect(limitsOf([point(0.8, null), point(1.3, null)], options).high).toBeGreaterThanOrEqual(1.3);
  });

  it("of things that are counted has whole numbers, however few they are, and of their mean has parts of them", () => {
    const rowsOf = (values: readonly number[]) =>
      layoutOf(
        course(
          values.map((value) => point(value, null)),
          "count",
        ),
        { first: 0, last: 1 },
        800,
        300,
      ).rows;
    expect(rowsOf([0, 2]).map(({ text }) => text)).toEqual(["0", "1", "2"]);
    expect(rowsOf([0, 1]).map(({ text }) => text)).toEqual(["0", "1"]);
    expect(rowsOf([0, 0.4]).map(({ text }) => text)).toEqual(["0", "0.1", "0.2", "0.3", "0.4"]);
  });
});
