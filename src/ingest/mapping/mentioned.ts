/** Records that files only mention: owners by their names, accounts by their deals. Who is not among them may well be there. */
import type { Mapping } from "./schema.ts";

/** `files`: those that are there, as the mapping calls them. Tables that no file lists record by record. */
export const mentionedTables = ({ tables, derived }: Mapping, files: ReadonlySet<string>): ReadonlySet<string> => {
  const isThere = (from: string): boolean =>
    files.has(from) || (derived[from] !== undefined && isThere(derived[from].from));
  const mentioned = Object.entries(tables).filter(([, blocks]) => {
    const told = blocks.filter(({ from }) => isThere(from));
    return told.length > 0 && told.every((one) => one.once === true || one.by_name === true || one.known_only === true);
  });
  return new Set(mentioned.map(([table]) => table));
};
