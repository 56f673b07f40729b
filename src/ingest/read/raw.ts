/** One file's rows as they stand in it, whatever its form. */
import type { Session } from "../../engines/index.ts";
import { type InputFile, stemOf } from "./files.ts";
import { delimitedStart, type HeadedFile, loadDelimited } from "./raw-delimited.ts";
import { jsonColumns, loadJson } from "./raw-json.ts";
import { loadParquet, parquetColumns } from "./raw-parquet.ts";
import type { RawOptions, RawTable } from "./raw-table.ts";
import type { Staging } from "./staging.ts";

export interface Opened {
  /** A file of rows that were left out goes by the name of the one that they came from. */
  readonly file: InputFile;
  readonly columns: readonly string[];
  /** Of delimited text. */
  readonly header?: HeadedFile;
}

/** The names of the columns, from the start of the file. */
export const openFile = async (file: InputFile, session: Session): Promise<Opened> => {
  switch (file.format) {
    case "delimited": {
      const { columns, origin, header } = await delimitedStart(file);
      return { file: origin === null ? file : { ...file, stem: stemOf(origin) }, columns, header };
    }
    case "parquet":
      return { file, columns: (await parquetColumns(file, session)).map((column) => column.name) };
    case "json":
      return { file, columns: await jsonColumns(file) };
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
