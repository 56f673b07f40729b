/** What the server answers. `test/web/types.test.ts` holds it to the schemas of the server. */
export interface Change {
  readonly absolute: number | null;
  readonly relative: number | null;
  readonly verdict: "up" | "down" | "no_clear_change" | "too_few";
}

export type Interval = readonly [number | null, number | null] | null;

export interface Cell {
  readonly value: number | null;
  readonly num: number | null;
  readonly den: number | null;
  readonly n: number;
  readonly interval: Interval;
  readonly excluded: Readonly<Record<string, number>>;
  readonly flags: readonly string[];
  readonly more: Readonly<Record<string, number | null>>;
  readonly previous?: Cell;
  readonly change?: Change;
}

export interface Row extends Cell {
  readonly period: string | null;
  readonly keys: Readonly<Record<string, string | null>>;
  readonly labels: Readonly<Record<string, string>>;
}

export interface Definition {
  readonly version: number;
  readonly variant: string;
  readonly name: string;
  readonly formula: string;
  readonly unit: Unit;
  readonly better: "higher" | "lower" | null;
  readonly type: "flow" | "stock" | "cohort" | "goal";
  readonly additivity: "additive" | "semi_additive" | "non_additive";
  readonly parts: Parts;
}

/** Words that stand behind a number. */
export interface Counted {
  readonly one: string;
  readonly many: string;
  readonly unit: "count" | "money";
}

/** What `num` and `den` count. */
export interface Parts {
  readonly num: Counted | null;
  readonly den: Counted | null;
}

export type Unit = "days" | "hours" | "ratio" | "share" | "money" | "count";

export interface Answer {
  readonly kpi: string;
  readonly definition: Definition;
  readonly question: {
    readonly from: string;
    readonly to: string;
    readonly timezone: string;
    readonly as_of: string;
    readonly grain: string | null;
    readonly by: readonly string[];
    readonly where: readonly { dimension: string; operator: string; values: readonly (string | null)[] }[];
    readonly compare?: { readonly from: string; readonly to: string };
  };
  readonly watermark: string;
  readonly total: Cell;
  readonly rows: readonly Row[];
  readonly notes: readonly { readonly code: string; readonly count: number; readonly message: string }[];
}

export interface TrendPoint {
  readonly period: string;
  readonly value: number | null;
  readonly interval: Interval;
  readonly flags: readonly string[];
}

export type Group = "fill" | "work" | "flow" | "win";

export interface ScorecardLine {
  readonly kpi: string;
  readonly group: Group;
  readonly answer: Answer;
  readonly trend: readonly TrendPoint[];
  readonly goal: {
    readonly target: number;
    readonly value: number | null;
    readonly pace: number | null;
    readonly starts_on: string;
    readonly ends_on: string;
  } | null;
}

export interface Scorecard {
  readonly question: Answer["question"];
  readonly watermark: string;
  readonly lines: readonly ScorecardLine[];
}

export interface VariantOf {
  readonly id: string;
  readonly name: string;
  readonly formula: string;
  readonly meaning: string;
  readonly unit: Unit;
  readonly type: Definition["type"];
  readonly additivity: Definition["additivity"];
  readonly parts: Parts;
  /** What this definition is split and filtered by. */
  readonly dimensions: readonly string[];
}

export interface Kpi {
  readonly id: string;
  readonly version: number;
  readonly name: string;
  readonly meaning: string;
  readonly group: Group;
  readonly unit: Unit;
  readonly better: "higher" | "lower" | null;
  readonly type: Definition["type"];
  readonly additivity: Definition["additivity"];
  /** Always answered by stage. */
  readonly by_stage: boolean;
  readonly dimensions: readonly string[];
  readonly variants: readonly VariantOf[];
  readonly example: {
    readonly story: string;
    readonly given: Readonly<Record<string, readonly Readonly<Record<string, string>>[]>>;
    readonly from: string;
    readonly to: string;
    readonly as_of?: string;
    readonly gives: number | null | Readonly<Record<string, number | null>>;
  };
}

export interface Stage {
  readonly id: string;
  readonly label: string;
  readonly category: "open" | "won" | "lost" | "no_decision" | "void" | "hold";
  readonly qualifying: boolean;
}

/** A year that need not begin in January. */
export interface FiscalCalendar {
  readonly id: string;
  /** 1 to 12. */
  readonly starts_month: number;
  /** Which of its two calendar years it is called after. */
  readonly label: "starting_year" | "ending_year";
}

/** Nothing has been loaded yet. */
export interface EmptyWorkspace {
  readonly name: string;
  readonly watermark: null;
}

export interface Workspace {
  readonly name: string;
  readonly version: string;
  readonly currency: string;
  readonly timezone: string;
  readonly watermark: string;
  /** The last local date of the data. */
  readonly today: string;
  readonly extent: { readonly first: string; readonly last: string };
  readonly counts: readonly { readonly table: string; readonly rows: number }[];
  readonly week_starts: "mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun";
  readonly process: {
    readonly pipelines: readonly {
      readonly id: string;
      readonly label: string;
      readonly object: "lead" | "opportunity";
      readonly stages: readonly Stage[];
    }[];
  };
  /** Absent or empty: no fiscal calendar is declared. */
  readonly fiscal_calendars?: readonly FiscalCalendar[];
  readonly batches: readonly {
    readonly batch: number;
    readonly accepted_at: string;
    readonly files: readonly string[];
    readonly rows: number | null;
  }[];
}

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly role: string | null;
  readonly team_id: string | null;
  readonly active: boolean;
}

export interface Team {
  readonly id: string;
  readonly name: string;
  readonly parent_id: string | null;
}

/** Who works here, each by a name that nobody else has. */
export interface Organisation {
  readonly people: readonly Person[];
  readonly teams: readonly Team[];
}

/** The same as the server tells it: a label is a name with what tells it apart where others are called the same. */
export interface ToldOrganisation {
  readonly people: readonly (Person & { readonly label: string })[];
  readonly teams: readonly (Team & { readonly label: string })[];
}

export interface RecordRow {
  readonly id: string;
  readonly object: string;
  readonly label: string;
  readonly day: string | null;
  readonly person: string | null;
  readonly amount: number | null;
  readonly detail: Readonly<Record<string, string | number | boolean | null>>;
}

/** A figure's own two numbers. */
export type Part = "num" | "den";

/** The numbers of a figure that records are opened of: its own two, and counts beside it. */
export type PartName =
  | Part
  | "entered"
  | "left"
  | "advanced"
  | "dropped"
  | "moved_back"
  | "moved_aside"
  | "lost"
  | "still_there"
  | "moved_away";

export interface Records {
  readonly kpi: string;
  readonly part: PartName;
  readonly limit: number;
  readonly offset: number;
  readonly total: number;
  readonly rows: readonly RecordRow[];
}

export interface Goal {
  readonly goal_id: string;
  readonly kpi: string;
  readonly variant: string;
  readonly scope: string;
  readonly scope_id: string | null;
  readonly starts_on: string;
  readonly ends_on: string;
  readonly target: number | null;
  readonly direction: "higher" | "lower" | null;
  readonly currency: string | null;
  readonly version: number;
  readonly deleted_at: string | null;
}

/** What a finding does to a KPI over the last twelve months: as it is, and as it would be if what was found were otherwise. */
export interface Effect {
  readonly kpi: string;
  /** The stage that changes most, of a KPI that has no one figure. */
  readonly of?: string;
  /** "if the 27 were lost on the day they were expected to close" */
  readonly condition: string;
  readonly records: number;
  readonly unit: string;
  readonly before: number;
  readonly after: number;
  readonly difference: number;
  /** In widths of the figure's 95% interval. */
  readonly size: number | null;
}

export interface FindingGroup {
  readonly code: string;
  readonly count: number;
  readonly records: number;
  readonly meaning: string;
  readonly remedy: string;
  readonly kpis: readonly string[];
  readonly effects: readonly Effect[];
}

export interface Finding {
  readonly code: string;
  readonly table: string | null;
  readonly record: string | null;
  readonly file: string | null;
  readonly line: number | null;
  readonly column: string | null;
  readonly value: string | null;
  readonly reason: string;
}

export interface DimensionValue {
  readonly id: string | null;
  readonly label: string;
}

/** An address of the page that is kept by name. */
export interface View {
  readonly name: string;
  readonly path: string;
  /** Empty, or from the question mark on. */
  readonly search: string;
  readonly version: string;
}

export interface Annotation {
  readonly id: string;
  readonly day: string;
  readonly text: string;
  readonly kpi: string | null;
}
