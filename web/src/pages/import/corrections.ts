/** What somebody says of a suggestion. */
import type { Corrections, FileCorrections, SuggestedColumn } from "../../api/imports.ts";

const withFile = (
  { files = [], ...others }: Corrections,
  name: string,
  change: (file: FileCorrections) => FileCorrections,
): Corrections => ({
  ...others,
  files: [
    ...files.filter(({ file }) => file !== name),
    change(files.find(({ file }) => file === name) ?? { file: name }),
  ],
});

/** Its columns are matched anew. */
export const withTable = (corrections: Corrections, name: string, table: string | null): Corrections =>
  withFile(corrections, name, () => ({ file: name, table }));

export const withColumn = (corrections: Corrections, name: string, column: string, becomes: string): Corrections =>
  withFile(corrections, name, (file) => ({
    ...file,
    columns: [...(file.columns ?? []).filter((one) => one.column !== column), { column, becomes }],
  }));

/** What a column becomes, as it is sent. */
export const becomes = ({ to, time_of: timeOf, ignored }: SuggestedColumn): string =>
  to ?? (timeOf === null ? (ignored ? "nothing" : "attribute") : `time:${timeOf}`);

/** What was just said of a column, before the server has answered. */
export const saidOf = ({ files = [] }: Corrections, name: string, column: string): string | undefined =>
  files.find(({ file }) => file === name)?.columns?.find((one) => one.column === column)?.becomes;

/** How sure a match is, in a word; none where there is no match. */
export const sureness = ({ to, confidence }: SuggestedColumn): "sure" | "likely" | "unsure" | "" => {
  if (to === null) return "";
  return confidence >= 0.9 ? "sure" : confidence >= 0.7 ? "likely" : "unsure";
};

/** Whether a file that was read is the one of that name, or lies in it: a sheet of a workbook, a file of an archive. */
export const belongsTo = (path: string, name: string): boolean => path === name || path.startsWith(`${name}/`);
