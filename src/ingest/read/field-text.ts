/** The text of a field, its doubled quotes made single. */
import type { Row } from "./rows.ts";

export const fieldText = (bytes: Uint8Array, row: Row, index: number): string => {
  const text = Buffer.from(bytes.subarray(row.starts[index], row.ends[index])).toString("utf8");
  return row.quoted[index] === 1 ? text.replaceAll('""', '"') : text;
};
