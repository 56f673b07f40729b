/** A figure's course over time or age, as it is drawn, read aloud and put into a table. */
import type { Change, Interval } from "../api/types.ts";
import type { Writing } from "../words/figures.ts";

export interface CoursePoint {
  /** Unique: the unit's first date, or an age. */
  readonly key: string;
  /** For the tooltip, the table and those who hear the page: "Oct 2026". */
  readonly label: string;
  /** For the axis: "Oct", with the year on a second line where it begins. */
  readonly short: string;
  readonly value: number | null;
  readonly interval: Interval;
  /** The value that it is compared with. */
  readonly compared: number | null;
  readonly change: Change | undefined;
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

/** The points that are looked at, both ends counted. */
export interface View {
  readonly first: number;
  readonly last: number;
}

/** More points than these are brushed. */
export const brushedFrom = 26;
