/** One file's rows as they stand in it, whatever its form. */
import type { Session } from "../../engines/index.ts";
import type { InputFile } from "./files.ts";
import { delimitedColumns, loadDelimited } from "./raw-delimited.ts";
import { jsonColumns, loadJson } from "./raw-json.ts";
import { loadParquet, parquetColumns } from "./raw-parquet.ts";
import type { RawOptions, RawTable } from "./raw-table.ts";
import type { Staging } from "./staging.ts";

/** The names of the columns, from the start of the file. */
export const columnsOf = async (file: InputFile, session: Session): Promise<readonly string[]> => {
  switch (file.format) {
    case "delimited":
      return delimitedColumns(file);
    case "parquet":
      return (await parquetColumns(file, session)).map((column) => column.name);
    case "json":
      return jsonColumns(file);
  }
};

/** Makes the rows readable; what cannot be read goes to `staged.findings`. */
export const loadRaw = (file: InputFile, options: RawOptions, staging: Staging): Promise<RawTable> => {
  switch (file.format) {
    case "delimited":
      return loadDelimited(file, options, staging);
    case "parquet":
      return loadParquet(file, options, staging);
    case "json":
      return loadJson(file, options, staging);
  }
};
