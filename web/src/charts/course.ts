/** A figure's course as a drawing: the line, the band of its interval, the comparison dashed, goals, and what is not final yet. */
import type { LineSeriesOption } from "echarts/charts";
import type { DataZoomComponentOption, GridComponentOption, TooltipComponentOption } from "echarts/components";
import type { ComposeOption } from "echarts/core";
import type { Interval } from "../api/types.ts";
import { shortFigure, type Writing } from "../words/figures.ts";
import type { Colours } from "./colours.ts";
import { limitsOf } from "./limits.ts";

export type CourseOption = ComposeOption<
  LineSeriesOption | GridComponentOption | TooltipComponentOption | DataZoomComponentOption
>;

export interface CoursePoint {
  /** Unique: the unit's first date, or an age. */
  readonly key: string;
  /** For the tooltip, the table and those who hear the page: "Oct 2026". */
  readonly label: string;
  /** For the axis: "Oct". */
  readonly short: string;
  readonly value: number | null;
  readonly interval: Interval;
  /** The value that it is compared with. */
  readonly compared: number | null;
  readonly n: number;
  /** Still running, or not old enough: it will change. */
  readonly isOpen: boolean;
  /** Why there is no value, or what to know about it. */
  readonly remarks: readonly string[];
}

/** A level over some of the points, both ends counted. */
export interface Level {
  readonly first: number;
  readonly last: number;
  readonly value: number;
}

export interface Mark {
  readonly index: number;
  readonly text: string;
}

export interface Course {
  readonly points: readonly CoursePoint[];
  readonly goals: readonly Level[];
  readonly marks: readonly Mark[];
  readonly writing: Writing;
  readonly isFromZero: boolean;
}

/** More points than these are brushed. */
const brushedFrom = 26;
/** More points than these are a line without dots. */
const dottedTo = 62;
const markLength = 22;

const bandOf = ({ points }: Course, colours: Colours): LineSeriesOption[] => {
  const known = points.map(({ value, interval }) =>
    value === null || interval === null || interval[0] === null || interval[1] === null
      ? null
      : { low: interval[0], high: interval[1] },
  );
  if (known.every((one) => one === null)) return [];
  const shared: LineSeriesOption = {
    type: "line",
    stack: "band",
    stackStrategy: "all",
    symbol: "none",
    silent: true,
    lineStyle: { opacity: 0 },
    tooltip: { show: false },
  };
  // Two layers, the lower one unseen: the band is what lies between the limits.
  return [
    { ...shared, data: known.map((one) => one?.low ?? null) },
    {
      ...shared,
      data: known.map((one) => (one === null ? null : one.high - one.low)),
      areaStyle: { color: colours.band, opacity: 1 },
    },
  ];
};

const comparisonOf = ({ points }: Course, colours: Colours): LineSeriesOption[] =>
  points.every(({ compared }) => compared === null)
    ? []
    : [
        {
          type: "line",
          data: points.map(({ compared }) => compared),
          symbol: "none",
          silent: true,
          lineStyle: { color: colours.compare, width: 1.5, type: [5, 4] },
        },
      ];

const goalsOf = ({ goals, points, writing }: Course, colours: Colours): LineSeriesOption[] =>
  goals.map(({ first, last, value }) => ({
    type: "line",
    data: points.map((_, index) => (index >= first && index <= last ? value : null)),
    symbol: first === last ? "rect" : "none",
    symbolSize: [26, 2],
    silent: true,
    itemStyle: { color: colours.goal },
    lineStyle: { color: colours.goal, width: 2 },
    endLabel: {
      show: true,
      formatter: `goal ${shortFigure(value, writing)}`,
      color: colours.goal,
      fontSize: 11,
      offset: [-4, -9],
      align: "right",
    },
  }));

const shortened = (text: string): string => (text.length > markLength ? `${text.slice(0, markLength - 1)}…` : text);

const lineOf = ({ points, marks }: Course, colours: Colours): LineSeriesOption => ({
  id: "figure",
  type: "line",
  data: points.map(({ value, isOpen }) => ({
    value,
    itemStyle: isOpen
      ? { color: colours.surface, borderColor: colours.accent, borderWidth: 2 }
      : { color: colours.accent },
  })),
  symbol: "circle",
  symbolSize: 7,
  showSymbol: points.length <= dottedTo,
  showAllSymbol: true,
  lineStyle: { color: colours.accent, width: 2 },
  itemStyle: { color: colours.accent },
  emphasis: { disabled: true },
  markLine: {
    symbol: "none",
    silent: true,
    animation: false,
    lineStyle: { color: colours.ink3, width: 1, type: "solid", opacity: 0.5 },
    data: marks.map(({ index, text }) => ({
      xAxis: index,
      label: {
        formatter: shortened(text),
        position: "end",
        align: index > points.length / 2 ? "right" : "left",
        padding: [0, 4],
        color: colours.ink2,
        fontSize: 11,
      },
    })),
  },
});

const zoomOf = (count: number, colours: Colours): DataZoomComponentOption[] =>
  count < brushedFrom
    ? []
    : [
        {
          type: "slider",
          bottom: 4,
          height: 22,
          brushSelect: true,
          throttle: 60,
          showDetail: false,
          showDataShadow: false,
          borderColor: colours.line,
          backgroundColor: "transparent",
          fillerColor: colours.band,
          handleStyle: { color: colours.surface, borderColor: colours.accent },
          moveHandleStyle: { color: colours.compare, opacity: 0.5 },
          brushStyle: { color: colours.band },
          emphasis: { handleStyle: { borderColor: colours.accent }, moveHandleStyle: { color: colours.accent } },
        },
        { type: "inside", zoomOnMouseWheel: "ctrl", moveOnMouseWheel: false, moveOnMouseMove: false, throttle: 60 },
      ];

export const courseOption = (
  course: Course,
  colours: Colours,
  tooltip: (index: number) => HTMLElement | string,
): CourseOption => {
  const { points, writing, goals } = course;
  const limits = limitsOf(points, {
    isFromZero: course.isFromZero,
    isShare: writing.unit === "ratio" || writing.unit === "share",
    also: goals.map(({ value }) => value),
  });
  const isBrushed = points.length >= brushedFrom;
  return {
    animation: false,
    textStyle: { fontFamily: '"Inter Variable", system-ui, sans-serif', color: colours.ink3 },
    grid: { left: 4, right: 14, top: 26, bottom: isBrushed ? 38 : 6, containLabel: true },
    tooltip: {
      trigger: "axis",
      confine: true,
      padding: 0,
      borderWidth: 0,
      backgroundColor: "transparent",
      extraCssText: "box-shadow:none",
      transitionDuration: 0,
      axisPointer: { type: "line", lineStyle: { color: colours.ink3, width: 1, type: "solid" } },
      formatter: (told) => {
        const [first] = Array.isArray(told) ? told : [told];
        return first === undefined ? "" : tooltip(first.dataIndex);
      },
    },
    xAxis: {
      type: "category",
      data: points.map(({ short }) => short),
      boundaryGap: points.length < brushedFrom,
      axisLine: { lineStyle: { color: colours.line2 } },
      axisTick: { show: false },
      axisLabel: { color: colours.ink3, fontSize: 12, hideOverlap: true, margin: 10, lineHeight: 15 },
    },
    yAxis: {
      type: "value",
      min: limits.low,
      max: limits.high,
      interval: limits.step,
      splitLine: { lineStyle: { color: colours.line } },
      axisLabel: { color: colours.ink3, fontSize: 12, formatter: (value: number) => shortFigure(value, writing) },
    },
    dataZoom: zoomOf(points.length, colours),
    series: [
      ...bandOf(course, colours),
      ...comparisonOf(course, colours),
      ...goalsOf(course, colours),
      lineOf(course, colours),
    ],
  };
};
