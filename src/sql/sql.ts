/** SQL as a tagged template: text and values stay apart from the first line to the engine. */

export type SqlValue = string | number | boolean | null;

export interface Sql {
  /** One more chunk than there are values; a value stands between two chunks. */
  readonly chunks: readonly string[];
  readonly values: readonly SqlValue[];
}

const isSql = (part: Sql | SqlValue): part is Sql => typeof part === "object" && part !== null;

/** Interpolated `Sql` becomes text, anything else a bound value. */
export const sql = (strings: TemplateStringsArray, ...parts: readonly (Sql | SqlValue)[]): Sql => {
  const chunks = [strings[0] ?? ""];
  const values: SqlValue[] = [];
  const append = (text: string) => {
    chunks[chunks.length - 1] += text;
  };
  parts.forEach((part, index) => {
    if (isSql(part)) {
      append(part.chunks[0] ?? "");
      part.values.forEach((value, position) => {
        values.push(value);
        chunks.push(part.chunks[position + 1] ?? "");
      });
    } else {
      values.push(part);
      chunks.push("");
    }
    append(strings[index + 1] ?? "");
  });
  return { chunks, values };
};

const text = (chunk: string): Sql => ({ chunks: [chunk], values: [] });

export const empty = text("");

const plainName = /^[a-z_][a-z0-9_]*(\.[a-z_][a-z0-9_]*)*$/;

/** A name of ours: lower case, digits, underscores, dots between schema and table. Anything else is a fault of ours. */
export const name = (identifier: string): Sql => {
  if (!plainName.test(identifier)) throw new Error(`not a name: ${identifier}`);
  return text(identifier);
};

export const join = (parts: readonly Sql[], separator: string): Sql =>
  parts.reduce((all, part, index) => (index === 0 ? part : sql`${all}${text(separator)}${part}`), empty);

/** A whole number written into the text: for statements that take no bound values. */
export const whole = (value: number): Sql => {
  if (!Number.isSafeInteger(value)) throw new Error(`not a whole number: ${value}`);
  return text(String(value));
};

/** A finite number as DOUBLE. */
export const real = (value: number): Sql => {
  if (!Number.isFinite(value)) throw new Error(`not a finite number: ${value}`);
  return text(`${value}::double`);
};

/** An instant in epoch milliseconds as a UTC timestamp. */
export const instant = (milliseconds: number): Sql =>
  text(`timestamp '${new Date(milliseconds).toISOString().replace("T", " ").replace("Z", "")}'`);

const dayForm = /^\d{4}-\d{2}-\d{2}$/;

/** A local calendar date. */
export const day = (date: string): Sql => {
  if (!dayForm.test(date)) throw new Error(`not a date: ${date}`);
  return text(`date '${date}'`);
};

/** A text of ours (a zone, a code of the configuration) as a quoted literal. */
export const quoted = (value: string): Sql => text(`'${value.replaceAll("'", "''")}'`);

export const and = (conditions: readonly Sql[]): Sql =>
  conditions.length === 0
    ? text("true")
    : join(
        conditions.map((condition) => sql`(${condition})`),
        " and ",
      );

/** The statement with its values numbered as the engine wants them. */
export const render = (query: Sql, placeholder: (position: number) => string): string =>
  query.chunks.map((chunk, index) => (index === 0 ? chunk : placeholder(index) + chunk)).join("");
