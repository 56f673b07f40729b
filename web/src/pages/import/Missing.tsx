/** What is here and not in files that were said to tell all of it: asked about, and deleted by somebody's word alone. */
import { Button } from "@mantine/core";
import type { MissingRecords } from "../../api/imports.ts";
import { Card } from "../../parts/Card.tsx";
import { Problem } from "../../parts/States.tsx";
import { countText } from "../../words/figures.ts";
import { tableName } from "../../words/names.ts";
import styles from "./Import.module.css";
import type { Importer } from "./useImport.ts";

const countsText = (missing: readonly MissingRecords[]): string =>
  missing
    .map(({ table, missing: count, of }) => `${countText(count)} of ${countText(of)} ${tableName(table).toLowerCase()}`)
    .join(", ");

const some = (told: readonly MissingRecords[]): readonly MissingRecords[] => told.filter(({ missing }) => missing > 0);

export const MissingNote = ({ missing }: { readonly missing: readonly MissingRecords[] }) =>
  some(missing).length === 0 ? null : (
    <p className={styles.note}>
      Not in the files, which tell all there is: {countsText(some(missing))}. They are kept unless you say so.
    </p>
  );

const keptText = (missing: readonly MissingRecords[]): string => {
  const unknown = Math.max(...missing.map((one) => one.unknown));
  if (unknown > 0)
    return `Nothing is deleted: ${unknown === 1 ? "1 row" : `${countText(unknown)} rows`} of the files cannot be told whose they are. Mend them first.`;
  return "They stay: only leads and opportunities can be marked as deleted.";
};

interface Props {
  readonly missing: readonly MissingRecords[];
  readonly work: Importer;
}

export const Missing = ({ missing: told, work }: Props) => {
  const missing = some(told);
  const { deleted, waits, problem } = work;
  if (missing.length === 0) return null;
  const deletable = missing.filter((one) => one.deletable);
  return (
    <Card title="Not in the files" note={countsText(missing)}>
      {deletable.length === 0 ? (
        <p className={styles.quiet}>{keptText(missing)}</p>
      ) : deleted !== null ? (
        <p className={styles.note} role="status">
          {countText(deleted)} {deleted === 1 ? "is" : "are"} marked as deleted, from now on; earlier answers stay.
        </p>
      ) : (
        <>
          <p className={styles.quiet}>
            They are kept as they are, and listed among the findings, unless you say that they are gone.
          </p>
          <div className={styles.buttons}>
            <Button size="xs" variant="default" loading={waits === "deleting"} onClick={work.deleteMissing}>
              Mark {countsText(deletable)} as deleted
            </Button>
          </div>
          {problem === null || problem === undefined ? null : <Problem error={problem} />}
        </>
      )}
    </Card>
  );
};
