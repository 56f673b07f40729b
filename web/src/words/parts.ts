/** What the two numbers of a figure count, in the words of the catalogue: "57 won of 239 closed". */
import type { Counted, Part, Parts } from "../api/types.ts";

const records: Counted = { one: "record", many: "records", unit: "count" };

/** Of a sum that says no more than the figure it is the records that are listed. */
export const wordsOf = ({ parts }: { readonly parts: Parts }, part: Part): Counted => parts[part] ?? records;

/** The word that stands behind the number: `lead` behind 1. */
export const oneOrMany = (value: number, { one, many }: Counted): string => (value === 1 ? one : many);
