/** The declared process of a workspace: its zone, its calendars, its working time, and the stages in their order. */

export type StageCategory = "open" | "hold" | "won" | "lost" | "no_decision" | "void";
export type RecordKind = "lead" | "opportunity";

export interface Stage {
  readonly id: string;
  readonly name: string;
  /** Which record stands in it. */
  readonly of: RecordKind;
  readonly category: StageCategory;
  /** Reaching it makes an opportunity a qualified one. */
  readonly qualifies: boolean;
}

export interface Pipeline {
  readonly id: string;
  readonly name: string;
  /** In the declared order: of `category` open, this is the ladder. */
  readonly stages: readonly Stage[];
}

export interface FiscalCalendar {
  readonly id: string;
  /** 1..12 */
  readonly startsMonth: number;
  readonly label: "starting_year" | "ending_year";
}

export type Weekday = "mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun";

export interface WorkingTime {
  readonly days: readonly Weekday[];
  /** Local wall clock, `HH:MM`. */
  readonly from: string;
  readonly to: string;
  /** Local dates `YYYY-MM-DD`; `US` in the file is expanded by the calendar, not here. */
  readonly holidays: readonly string[] | "US";
}

/** `quarterdeck.yaml`, read and checked, with defaults filled in. */
export interface WorkspaceConfig {
  readonly workspace: string;
  /** The one report time zone (IANA). */
  readonly timezone: string;
  /** ISO 4217. */
  readonly currency: string;
  readonly weekStarts: Weekday;
  readonly fiscalCalendars: readonly FiscalCalendar[];
  readonly workingTime: WorkingTime;
  readonly pipelines: readonly Pipeline[];
  readonly followUpDays: number;
  readonly slaWorkingHours: number;
  /** Configured horizons in days, by KPI id or `stage_conversion.<stage>`; absent: from the data (R14). */
  readonly horizonDays: Readonly<Record<string, number>>;
  /** Under `small` quotients are withheld, under `few` flagged. */
  readonly sample: { readonly small: number; readonly few: number };
}
