/** What the rows and the columns of an unknown file seem to be, each to be corrected. */
import { NativeSelect } from "@mantine/core";
import type { ImportPreview, PreviewedFile, SuggestedColumn } from "../../api/imports.ts";
import { tableName } from "../../words/names.ts";
import table from "../kpi/Table.module.css";
import { becomes, saidOf, sureness } from "./corrections.ts";
import styles from "./Import.module.css";
import type { Importer } from "./useImport.ts";
import { fieldName } from "./words.ts";

interface Props {
  readonly file: PreviewedFile;
  readonly suggestion: NonNullable<PreviewedFile["suggestion"]>;
  readonly choices: ImportPreview["choices"];
  readonly work: Importer;
}

const nothing = "";

export const ColumnsTable = ({ file, suggestion, choices, work }: Props) => {
  const chosen = choices.find((one) => one.table === suggestion.table);
  const taken = new Map(suggestion.columns.flatMap(({ column, to }) => (to === null ? [] : [[to, column]])));
  const fields = (chosen?.columns ?? []).map(({ name, required }) => ({
    value: name,
    label: `${fieldName(name)}${required && !taken.has(name) ? " (needed)" : ""}`,
  }));
  const options = [
    { value: "attribute", label: "Kept under its own name" },
    { value: "nothing", label: "Left aside" },
    ...(fields.length === 0 ? [] : [{ group: tableName(suggestion.table ?? ""), items: fields }]),
  ];
  const times = (chosen?.columns ?? [])
    .filter(({ instant }) => instant)
    .map(({ name }) => ({ value: `time:${name}`, label: `Time of day of ${fieldName(name).toLowerCase()}` }));
  const optionsOf = ({ holds_times: holdsTimes, time_of: timeOf }: SuggestedColumn) =>
    (holdsTimes || timeOf !== null) && times.length > 0
      ? [...options, { group: "Its date stands in another column", items: times }]
      : options;
  const isSaid = work.waits === "looking";
  const saidTable = work.corrections.files?.find((one) => one.file === file.file)?.table;
  const shownTable = isSaid && saidTable !== undefined ? saidTable : suggestion.table;
  return (
    <>
      <NativeSelect
        className={styles.rowsAre}
        size="xs"
        label="Its rows are"
        value={shownTable ?? nothing}
        data={[
          ...choices.map((one) => ({ value: one.table, label: tableName(one.table) })),
          { value: nothing, label: "Nothing of ours: leave it aside" },
        ]}
        onChange={({ currentTarget: { value } }) => work.setTable(file.file, value === nothing ? null : value)}
      />
      {chosen === undefined ? null : <p className={styles.quiet}>{chosen.meaning}</p>}
      {suggestion.table === null ? null : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        <section className={table.scroll} tabIndex={0} aria-label={`Columns of ${file.file}`}>
          <table className={`${table.table} ${styles.columns}`}>
            <caption className="visually-hidden">What the columns of {file.file} become</caption>
            <thead>
              <tr>
                <th scope="col">Column</th>
                <th scope="col">Goes to</th>
                <th scope="col">How sure</th>
                <th scope="col">Holds</th>
              </tr>
            </thead>
            <tbody>
              {suggestion.columns.map((column) => (
                <tr key={column.column}>
                  <th scope="row">{column.column}</th>
                  <td>
                    <NativeSelect
                      size="xs"
                      aria-label={`${column.column} goes to`}
                      value={
                        (isSaid ? saidOf(work.corrections, file.file, column.column) : undefined) ?? becomes(column)
                      }
                      data={optionsOf(column)}
                      onChange={({ currentTarget: { value } }) => work.setColumn(file.file, column.column, value)}
                    />
                  </td>
                  <td className={sureness(column) === "unsure" ? styles.unsure : table.quiet}>{sureness(column)}</td>
                  <td className={`${table.quiet} ${styles.samples}`}>{column.samples.join(" · ")}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      {suggestion.missing.length === 0 ? null : (
        <p className={styles.missing}>
          Needed, and not found: {suggestion.missing.map(fieldName).join(", ").toLowerCase()}. Say above which columns
          they are, or rows without them are left out.
        </p>
      )}
      {suggestion.key.length === 0 ? null : (
        <p className={styles.note}>
          No column is an id: {suggestion.key.join(" and ")} {suggestion.key.length === 1 ? "stands" : "together stand"}{" "}
          for it.{" "}
          {suggestion.table === "activities"
            ? "Rows alike in that are numbered by what else they say; those alike in every cell are one record."
            : "Rows alike in that are one record, and one that is renamed is another."}
        </p>
      )}
      {suggestion.currency === null ? null : (
        <p className={styles.note}>
          Its amounts are in {suggestion.currency}, as they are written or their column is called.
        </p>
      )}
    </>
  );
};
