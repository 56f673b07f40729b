/** What the files are: recognised, or what is suggested, with their first rows; and what only somebody who knows can say. */
import type { ImportPreview, PreviewedFile } from "../../api/imports.ts";
import { Card } from "../../parts/Card.tsx";
import { tableName } from "../../words/names.ts";
import { ColumnsTable } from "./ColumnsTable.tsx";
import { FirstRows } from "./FirstRows.tsx";
import styles from "./Import.module.css";
import { Questions } from "./Questions.tsx";
import { ReadDates } from "./ReadDates.tsx";
import { Undeclared } from "./Undeclared.tsx";
import { UnreadOf } from "./UnreadOf.tsx";
import type { Importer } from "./useImport.ts";
import { formText, rowsText } from "./words.ts";

/** Names of an export's own kinds of file stand as they are. */
const asText = ({ as, aside, rows }: PreviewedFile, isTable: boolean): string => {
  if (as === null) return aside === null ? "left aside: nobody knows it" : `not needed: ${aside}`;
  return [isTable ? tableName(as).toLowerCase() : as.replaceAll("_", " "), rows === null ? "" : rowsText(rows)]
    .filter((part) => part !== "")
    .join(", ");
};

interface Props {
  readonly preview: ImportPreview;
  readonly work: Importer;
}

/** What is left aside comes last. */
const inOrder = (files: readonly PreviewedFile[]): readonly PreviewedFile[] =>
  files.every(({ suggestion }) => suggestion === null)
    ? files.toSorted((one, other) => Number(one.as === null) - Number(other.as === null))
    : files;

export const Understood = ({ preview, work }: Props) => {
  const isDense = ({ suggestion }: PreviewedFile): boolean => suggestion === null && preview.files.length > 2;
  return (
    <Card title="What they are" note={formText(preview)}>
      <div aria-busy={work.waits === "looking"}>
        {preview.unrecognised?.like == null ? null : (
          <p className={styles.missing}>
            {preview.unrecognised.path} looks like a part of {preview.unrecognised.like}: send what belongs to it as
            well, or say below what its columns mean.
          </p>
        )}
        {inOrder(preview.files).map((file) => (
          <section
            key={file.file}
            className={`${styles.file} ${isDense(file) ? styles.dense : ""}`}
            aria-label={file.file}
          >
            <h3>
              {file.file}
              <small className={styles.kind}>
                {file.suggestion === null || (file.as === null && file.aside !== null)
                  ? asText(
                      file,
                      preview.tables.some(({ table }) => table === file.as),
                    )
                  : file.rows === null
                    ? ""
                    : rowsText(file.rows)}
              </small>
            </h3>
            {file.suggestion === null ? null : (
              <ColumnsTable file={file} suggestion={file.suggestion} choices={preview.choices} work={work} />
            )}
            {file.as === null && file.suggestion === null ? null : (
              <FirstRows file={file} isOpen={!isDense(file) && (file.suggestion?.table ?? null) === null} />
            )}
          </section>
        ))}
        <UnreadOf {...preview} isDone={false} />
        <ReadDates dates={preview.dates} isDone={false} />
        <Questions preview={preview} work={work} />
        <Undeclared preview={preview} work={work} />
      </div>
    </Card>
  );
};
