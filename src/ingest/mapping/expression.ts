/** One value of a mapping as SQL, with what may be wrong with it. */
import { join, name, quoted, type Sql, sql } from "../../sql/index.ts";
import { asDay, withoutMidnight } from "../read/canonical.ts";
import { type DateFormat, dateFormat, dateText } from "../read/date-format.ts";
import { timeOfDay, withTimeOfDay } from "../read/time-of-day.ts";
import { parsedMoney, scaled } from "./amount.ts";
import { conditionSql, flagText } from "./condition.ts";
import type { Expression, Lookup } from "./expression-schema.ts";
import { type ColumnKind, isDated } from "./kind.ts";
import { mapped } from "./mapped.ts";
import type { RelationColumn } from "./relation.ts";

/** Something to report of every row where `when` holds. */
export interface Check {
  readonly code: "bad_value" | "assumed_value";
  readonly value: Sql;
  readonly when: Sql;
  readonly reason: string;
}

export interface Compiled {
  /** Null where it is empty or wrong. */
  readonly value: Sql;
  /** Rows whose cell says something that is not understood; null: none can be. */
  readonly wrong: Sql | null;
  readonly checks: readonly Check[];
  /** Whether the files have any of its columns. */
  readonly present: boolean;
}

/** What an expression may refer to. The compiling adds joins and folded values. */
export interface Scope {
  /** The column of the block's rows (alias `m`); null when no file has it. */
  readonly column: (label: string) => RelationColumn | null;
  readonly zone: "UTC" | "workspace";
  /** Joins another file once per use and gives its alias and column; null when the file is not there. */
  readonly lookUp: (lookup: Lookup, match: readonly { readonly key: string; readonly value: Sql }[]) => Lookedup | null;
  /** The latest canonical date of values of the block's file. */
  readonly newest: (values: readonly Sql[]) => Sql;
  /** A value folded from several rows. */
  readonly fold: (expression: Expression) => Sql | null;
  readonly used: (label: string) => void;
  /** The cells of the block's rows: all that the file says of them. */
  readonly cells: readonly RelationColumn[];
}

interface Lookedup {
  readonly alias: string;
  readonly column: RelationColumn;
}

const of = (alias: string, column: string): Sql => name(`${alias}.${column}`);

interface Origin {
  /** The text as the source wrote it, for reports. */
  readonly text: Sql;
  /** The text with dates made canonical where they are read so. */
  readonly value: Sql;
  readonly wrong: Sql | null;
  /** Among them all that is wrong, where it was told already. */
  readonly checks: readonly Check[];
  readonly isTold?: boolean;
  readonly present: boolean;
  /** Written in a locale's form: a wall clock, whatever the export's zone. */
  readonly local?: boolean;
}

const nothing: Origin = {
  text: sql`null::varchar`,
  value: sql`null::varchar`,
  wrong: null,
  checks: [],
  present: false,
};
const plain = (value: Sql): Origin => ({ text: value, value, wrong: null, checks: [], present: true });

const cell = (alias: string, column: RelationColumn, dated: boolean): Origin => {
  const text = of(alias, column.text);
  if (!dated || column.date === null) return plain(text);
  const value = of(alias, column.date);
  const wrong = column.declared ? sql`(${text} is not null and ${value} is null)` : null;
  return { text, value, wrong, checks: [], present: true, local: column.local };
};

const templateParts = (template: string): readonly { readonly text: string; readonly column: string | null }[] =>
  template.split(/(\{[^{}]+\})/).map((part) => {
    const inside = /^\{([^{}]+)\}$/.exec(part)?.[1];
    return inside === undefined ? { text: part, column: null } : { text: "", column: inside };
  });

/** Rows that say the same in every cell are the same; the order of the rows does not matter. */
const numbered = (text: Sql, { cells }: Scope): Sql => {
  const each = join(
    cells.map((one) => of("m", one.text)),
    ", ",
  );
  const number = sql`dense_rank() over (partition by ${text} order by ${each})`;
  return sql`(${text} || case when ${number} > 1 then ' #' || ${number} else '' end)`;
};

const fromTemplate = (template: string, apart: boolean, scope: Scope): Origin => {
  let present = false;
  const parts = templateParts(template)
    .filter((part) => part.text !== "" || part.column !== null)
    .map(({ text, column }) => {
      if (column === null) return sql`${text}::varchar`;
      if (column === "n") return sql`m.n::varchar`;
      if (column === "line") return sql`m.line::varchar`;
      scope.used(column);
      const found = scope.column(column);
      if (found === null) return sql`null::varchar`;
      present = true;
      return of("m", found.text);
    });
  const text = sql`(${join(parts, " || ")})`;
  return { ...plain(apart ? numbered(text, scope) : text), present };
};

const origin = (expression: Expression, dated: boolean, scope: Scope): Origin => {
  if (expression.column !== undefined) {
    scope.used(expression.column);
    const column = scope.column(expression.column);
    return column === null ? nothing : cell("m", column, dated);
  }
  if (expression.constant !== undefined) return plain(sql`${expression.constant}::varchar`);
  if (expression.template !== undefined) return fromTemplate(expression.template, expression.apart === true, scope);
  if (expression.first_of !== undefined) return firstOf(expression.first_of, dated, scope);
  if (expression.newest !== undefined) {
    const values = expression.newest.map((inner) => compile(inner, "instant", scope));
    return { ...plain(scope.newest(values.map(({ value }) => value))), present: values.some(({ present }) => present) };
  }
  if (expression.lookup !== undefined) {
    const match = Object.entries(expression.lookup.match).map(([key, value]) => ({
      key,
      value: compile(value, "text", scope).value,
    }));
    const found = scope.lookUp(expression.lookup, match);
    return found === null ? nothing : cell(found.alias, found.column, dated);
  }
  const folded = scope.fold(expression);
  return folded === null ? nothing : plain(folded);
};

const firstOf = (inner: readonly Expression[], dated: boolean, scope: Scope): Origin => {
  const all = inner.map((one) => compile(one, dated ? "instant" : "text", scope));
  const value = sql`coalesce(${join(
    all.map((one) => one.value),
    ", ",
  )}, null)`;
  const wrongs = all.flatMap((one) => (one.wrong === null ? [] : [one.wrong]));
  return {
    text: value,
    value,
    wrong: wrongs.length === 0 ? null : sql`(${join(wrongs, " or ")})`,
    checks: all.flatMap((one) => one.checks),
    isTold: true,
    present: all.some((one) => one.present),
    // Each has its zone already.
    local: true,
  };
};

const either = (a: Sql | null, b: Sql | null): Sql | null => (a === null ? b : b === null ? a : sql`(${a} or ${b})`);

/** What said something says nothing any more. */
const lost = (before: Sql, after: Sql): Sql => sql`(${before} is not null and ${after} is null)`;

const parsedDate = (text: Sql, formats: readonly string[]): Sql => {
  const known = formats.map(dateFormat).filter((format): format is DateFormat => format !== null);
  return sql`coalesce(${join(
    known.map((format) => dateText(sql`trim(${text})`, format)),
    ", ",
  )}, null)`;
};

const inZone = (value: Sql, zone: Scope["zone"]): Sql =>
  zone === "workspace"
    ? value
    : sql`case when regexp_full_match(${value}, '[0-9-]{10}[T ][0-9:.]+') then ${value} || 'Z' else ${value} end`;

/** The date with the time of the column beside it, which must be one. */
const timeBeside = (
  { time }: Expression,
  date: Sql,
  scope: Scope,
): { readonly value: Sql; readonly check: Check } | null => {
  if (time === undefined) return null;
  scope.used(time);
  const column = scope.column(time);
  if (column === null) return null;
  const cell = of("m", column.text);
  const when = sql`(${cell} is not null and ${timeOfDay(cell)} is null)`;
  return {
    value: withTimeOfDay(date, cell),
    check: { code: "bad_value", value: cell, when, reason: "This is no time of day: only the date was taken." },
  };
};

export const compile = (expression: Expression, wanted: ColumnKind, scope: Scope): Compiled => {
  const kind = expression.dated === true ? "date" : wanted;
  const dated = isDated(kind);
  const source = origin(expression, dated && expression.date === undefined, scope);
  let { value, wrong } = source;
  let untold = source.isTold === true ? null : wrong;
  const fail = (when: Sql | null): void => {
    wrong = either(wrong, when);
    untold = either(untold, when);
  };
  if (expression.extract !== undefined) {
    value = sql`nullif(regexp_extract(${value}, ${quoted(expression.extract)}, 1), '')`;
    // Of a text only some may have such a part.
    if (kind !== "text" && kind !== "ref") fail(lost(source.value, value));
  }
  if (expression.replace !== undefined)
    value = sql`regexp_replace(${value}, ${quoted(expression.replace.find)}, ${quoted(expression.replace.with)})`;
  if (expression.date !== undefined) {
    const written = value;
    value = parsedDate(written, expression.date);
    fail(lost(written, value));
    if (kind === "date") value = sql`left(${value}, 10)`;
  }
  const timed = kind === "instant" ? timeBeside(expression, value, scope) : null;
  if (timed !== null) value = timed.value;
  if (expression.money !== undefined) {
    const written = value;
    value = parsedMoney(written, expression.money);
    fail(lost(written, value));
  }
  if (expression.times !== undefined) {
    const factor = value;
    value = scaled(factor, expression.times);
    fail(lost(factor, value));
  }
  if (expression.map !== undefined) {
    const result = mapped(value, expression.map, expression.default);
    value = result.value;
    fail(result.wrong);
  }
  if (kind === "date") value = value === source.value ? asDay(value, source.text) : withoutMidnight(value);
  if (kind === "boolean") value = flagText(value);
  if (kind === "instant" && expression.constant === undefined && source.local !== true)
    value = inZone(value, scope.zone);
  if (expression.when !== undefined) {
    const holds = conditionSql(expression.when, scope);
    value = sql`(case when ${holds} then ${value} end)`;
    wrong = wrong === null ? null : sql`(${wrong} and ${holds})`;
    untold = untold === null ? null : sql`(${untold} and ${holds})`;
  }
  const checks: Check[] = [...source.checks, ...(timed === null ? [] : [timed.check])];
  if (untold !== null)
    checks.push({ code: "bad_value", value: source.text, when: untold, reason: reasonFor(expression) });
  let present = source.present;
  if (expression.otherwise !== undefined) {
    const other = compile(expression.otherwise, kind, scope);
    checks.push(...other.checks);
    if (expression.report !== undefined)
      checks.push({
        code: "assumed_value",
        value: other.value,
        when: sql`(${value} is null and ${other.value} is not null)`,
        reason: expression.report,
      });
    value = sql`coalesce(${value}, ${other.value})`;
    present = present || other.present;
  }
  return { value, wrong, checks, present };
};

const reasonFor = (expression: Expression): string => {
  if (expression.money !== undefined) return "The amount is not written as the mapping says.";
  if (expression.map !== undefined && expression.default === "finding") return "The mapping names no such value.";
  if (expression.date !== undefined)
    return `The date is not written as the mapping says: ${expression.date.join(" or ")}.`;
  if (expression.times !== undefined) return "This is no number that can be multiplied.";
  if (expression.extract !== undefined) return "What the mapping takes of it is not in it.";
  return "The date is not written as the mapping says.";
};
