/** What became of an import: the counts, what was found, the rows that were left out as files, and where to go from here. */
import { Button } from "@mantine/core";
import { useState } from "react";
import { type Loaded, rejectedAddress } from "../../api/imports.ts";
import { Card } from "../../parts/Card.tsx";
import { PageLink } from "../../parts/PageLink.tsx";
import { Problem } from "../../parts/States.tsx";
import { Icon } from "../../shell/icons.tsx";
import { dayText } from "../../words/dates.ts";
import { countText } from "../../words/figures.ts";
import { tableName } from "../../words/names.ts";
import { Counts } from "./Counts.tsx";
import { belongsTo } from "./corrections.ts";
import styles from "./Import.module.css";
import { Missing } from "./Missing.tsx";
import { ReadDates } from "./ReadDates.tsx";
import { FoundInAll, Reasons } from "./Reasons.tsx";
import { Undeclared } from "./Undeclared.tsx";
import { UnreadOf } from "./UnreadOf.tsx";
import { useUndated } from "./undated.ts";
import type { Importer } from "./useImport.ts";
import { rowsText } from "./words.ts";

interface Props {
  readonly loaded: Loaded;
  readonly work: Importer;
  readonly isFirst: boolean;
}

const Rejected = ({ files }: { readonly files: Loaded["rejected_files"] }) =>
  files.length === 0 ? null : (
    <Card
      title="Rows that were left out"
      note="As they stand in their file, each with its line and the reasons. Mended there, that file can be brought in."
    >
      <ul className={styles.links}>
        {files.map(({ id, of, rows }) => (
          <li key={id}>
            <a href={rejectedAddress(id)} download>
              <Icon name="download" size={16} />
              {rowsText(rows)} of {of}
            </a>
          </li>
        ))}
      </ul>
    </Card>
  );

/** What was chosen and is not loaded, and nobody knows why. */
const asideOf = ({ understood }: Loaded, { chosen, preview }: Importer): readonly string[] =>
  chosen
    .map(({ name }) => name)
    .filter((name) => !understood.files.some(({ path }) => belongsTo(path, name)))
    .filter((name) => !understood.ignored.some(({ path, what }) => what != null && belongsTo(path, name)))
    .filter((name) => !preview?.files.some(({ file, aside }) => aside !== null && belongsTo(file, name)));

/** Loaded before the process names them: what to do about it. */
const Unprocessed = ({ work }: { readonly work: Importer }) => {
  const { preview, problem, waits } = work;
  const [wereThere] = useState((preview?.undeclared ?? []).length > 0);
  if (!wereThere || preview === null) return null;
  return (
    <Card title="Stages of your process">
      <Undeclared preview={preview} isLoaded work={work} />
      {problem === null || problem === undefined || waits !== null ? null : <Problem error={problem} />}
    </Card>
  );
};

const Unseen = ({ unseen }: { readonly unseen: NonNullable<Loaded["imported"]["unseen"]> }) => (
  <p className={styles.note} role="status">
    What it tells of {unseen.tables.map((table) => tableName(table).toLowerCase()).join(" and ")} is known from{" "}
    {dayText(unseen.from)} on, the day of the import, but the data ends on {dayText(unseen.until)}: answers of the
    present do not see it yet. It counts from then on once later deals or activities are brought in; to have it count
    from the beginning, make the workspace anew from all files at once.
  </p>
);

export const Report = ({ loaded, work, isFirst }: Props) => {
  const { restart: onRestart } = work;
  const { imported, understood, found, rejected_files: files, mapping_file: mapping, reasons } = loaded;
  const aside = asideOf(loaded, work);
  const ofAll = imported.findings.filter(
    ({ code, count }) => !found.some((one) => one.code === code && one.count === count),
  );
  const undated = useUndated(isFirst);
  const read = imported.tables.reduce((sum, one) => sum + one.read, 0);
  return (
    <>
      <Card
        title="It is loaded"
        note={`Import ${countText(imported.batch)}: ${rowsText(read)} from ${understood.files.length === 1 ? "1 file" : `${understood.files.length} files`}`}
      >
        <Counts tables={imported.tables} caption="What became of the rows of each table" />
        <Reasons findings={found} rejected={imported.rejected} reasons={reasons} isDone isLinked={!isFirst} />
        <UnreadOf {...understood} isDone />
        <ReadDates dates={understood.dates} isDone />
        {imported.unseen === undefined ? null : <Unseen unseen={imported.unseen} />}
        {mapping === null ? null : (
          <p className={styles.note}>
            What its columns mean is kept in <b>{mapping}</b> of the workspace: the next such file is known by it.
          </p>
        )}
      </Card>
      <Unprocessed work={work} />
      <FoundInAll findings={ofAll} reasons={reasons} isLinked={!isFirst} />
      <Missing missing={imported.missing} work={work} />
      <Rejected files={files} />
      {aside.length === 0 ? null : (
        <Card
          title="Still aside"
          note={`Nobody knows ${aside.join(", ")}`}
          tools={
            <Button size="xs" variant="default" onClick={() => onRestart(aside)}>
              Say what {aside.length === 1 ? "it is" : "they are"}
            </Button>
          }
        >
          <p className={styles.quiet}>
            {aside.length === 1 ? "It can be brought in by itself" : "They can be brought in by themselves"}: you are
            shown what {aside.length === 1 ? "its" : "their"} columns seem to be.
          </p>
        </Card>
      )}
      {typeof undated === "string" ? (
        <Card title="No figures yet" note={`In this workspace: ${undated}`}>
          <p className={styles.quiet}>
            Nothing of it happened on a day. Bring in leads, opportunities or activities next: what is here stays, and
            they find it.
          </p>
        </Card>
      ) : null}
      <div className={styles.next}>
        {isFirst ? (
          typeof undated === "string" ? null : (
            <Button component="a" href="/" size="sm">
              See where we stand
            </Button>
          )
        ) : (
          <>
            <PageLink to="/">Where we stand</PageLink>
            <PageLink to="/data">All findings, with what they do to the numbers</PageLink>
          </>
        )}
        <Button
          size={typeof undated === "string" ? "sm" : "xs"}
          variant={typeof undated === "string" ? "filled" : "default"}
          onClick={() => onRestart([])}
        >
          Bring in more
        </Button>
      </div>
    </>
  );
};
