/** Result chunks of DuckDB as plain columns: numbers in typed arrays wherever the client lets its own be seen, row objects nowhere. */
import type { DuckDBDataChunk, DuckDBListVector, DuckDBValue, DuckDBVector } from "@duckdb/node-api";
import type { CellValue, Column } from "./engine.ts";

/** The client's values in plain JavaScript: wide integers and decimals as numbers, dates as `YYYY-MM-DD`, instants as epoch milliseconds. */
const plain = (value: DuckDBValue): CellValue => {
  if (value === null || typeof value === "string" || typeof value === "number" || typeof value === "boolean")
    return value;
  if (typeof value === "bigint") return Number(value);
  if (typeof value === "object") {
    if ("micros" in value && typeof value.micros === "bigint") return Number(value.micros) / 1000;
    if ("days" in value && typeof value.days === "number" && !("months" in value))
      return new Date(value.days * 86_400_000).toISOString().slice(0, 10);
    if ("scale" in value && "value" in value && typeof value.value === "bigint" && typeof value.scale === "number")
      return Number(value.toString());
    if ("items" in value && Array.isArray(value.items)) return value.items.map(plain);
    if ("entries" in value) return value.toString();
  }
  return String(value);
};

type Numbers = Float64Array | Int32Array | Int16Array | Int8Array;

const isNumbers = (items: unknown): items is Numbers =>
  items instanceof Float64Array ||
  items instanceof Int32Array ||
  items instanceof Int16Array ||
  items instanceof Int8Array;

// A vector shows its values one by one only; these are private fields of the pinned client, and where they are not as
// expected (or a value is null) the slow way is taken. Dates lie in the same kind of array as integers.
const numbersOf = (vector: DuckDBVector): Numbers | null => {
  const items: unknown = Reflect.get(vector, "items");
  if (!isNumbers(items) || !plainNumbers.has(vector.type.typeId)) return null;
  const validity: unknown = Reflect.get(vector, "validity");
  if (typeof validity !== "object" || validity === null) return null;
  return Reflect.get(validity, "data") === null ? items : null;
};

/** DuckDB's ids of TINYINT, SMALLINT, INTEGER and DOUBLE. */
const plainNumbers: ReadonlySet<number> = new Set([2, 3, 4, 11]);

/** DuckDB's id of LIST. */
const isList = (vector: DuckDBVector): vector is DuckDBListVector => vector.type.typeId === 24;

/** Lists of doubles, each in one piece; those of anything else value by value. */
const listsOf = (vector: DuckDBListVector): readonly CellValue[] =>
  Array.from({ length: vector.itemCount }, (_, row) => {
    const items = vector.getItemVector(row);
    if (items === null) return null;
    const numbers = numbersOf(items);
    return numbers instanceof Float64Array ? numbers : items.toArray().map(plain);
  });

/** Small numbers stay in small places. */
const placesOf = (part: Numbers | undefined, rowCount: number): Numbers =>
  part instanceof Int8Array
    ? new Int8Array(rowCount)
    : part instanceof Int32Array
      ? new Int32Array(rowCount)
      : new Float64Array(rowCount);

const typed = (parts: readonly Numbers[], rowCount: number): Numbers => {
  const all = placesOf(parts[0], rowCount);
  let start = 0;
  for (const part of parts) {
    all.set(part, start);
    start += part.length;
  }
  return all;
};

const columnOf = (chunks: readonly DuckDBDataChunk[], index: number, rowCount: number): Column => {
  const vectors = chunks.map((chunk) => chunk.getColumnVector(index));
  const numbers = vectors.map(numbersOf);
  if (numbers.every((one) => one !== null)) return typed(numbers, rowCount);
  const all: CellValue[] = [];
  for (const [position, vector] of vectors.entries()) {
    const quick = numbers[position];
    if (quick !== null && quick !== undefined) for (const value of quick) all.push(value);
    else if (isList(vector)) all.push(...listsOf(vector));
    else for (const value of vector.toArray()) all.push(plain(value));
  }
  return all;
};

export const columnsOf = (chunks: readonly DuckDBDataChunk[], width: number): readonly Column[] => {
  const rowCount = chunks.reduce((sum, chunk) => sum + chunk.rowCount, 0);
  return Array.from({ length: width }, (_, index) => columnOf(chunks, index, rowCount));
};
