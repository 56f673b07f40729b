/** What will happen: tried out to the last row, and taken back. */
import { Button, Checkbox } from "@mantine/core";
import type { ImportPreview } from "../../api/imports.ts";
import { Card } from "../../parts/Card.tsx";
import { countText } from "../../words/figures.ts";
import { Counts } from "./Counts.tsx";
import styles from "./Import.module.css";
import { MissingNote } from "./Missing.tsx";
import { Progress } from "./Progress.tsx";
import { Reasons } from "./Reasons.tsx";
import type { Import } from "./useImport.ts";

interface Props {
  readonly preview: ImportPreview;
  readonly waits: Import["waits"];
  /** Into an empty workspace: nothing could be missing. */
  readonly isFirst: boolean;
  readonly full: boolean;
  readonly onFull: (full: boolean) => void;
  readonly onTry: () => void;
  readonly onLoad: () => void;
}

const readRows = ({ outcome }: ImportPreview): number =>
  outcome?.tables.reduce((sum, { new: added, changed, unchanged }) => sum + added + changed + unchanged, 0) ?? 0;

const WholeExport = ({ full, waits, onFull }: Pick<Props, "full" | "waits" | "onFull">) => (
  <div className={styles.whole}>
    <Checkbox
      size="xs"
      label="These files tell every record of their kinds"
      aria-describedby="whole-export"
      checked={full}
      disabled={waits !== null}
      onChange={({ currentTarget: { checked } }) => onFull(checked)}
    />
    <p id="whole-export" className={styles.quiet}>
      What is here and not in them is listed as missing then; nothing is deleted before you say so.
    </p>
  </div>
);

export const OutcomeCard = ({ preview, waits, isFirst, full, onFull, onTry, onLoad }: Props) => {
  const { outcome, problem, ambiguous } = preview;
  const rows = readRows(preview);
  const stages = preview.undeclared.length;
  const unsaid = preview.stages.filter(({ word, stage }) => stage === null || stage === word);
  const isSettled = stages === 0 && unsaid.length === 0;
  if (waits === "trying")
    return (
      <Card title="What will happen">
        <Progress words="Trying it out" />
      </Card>
    );
  if (outcome !== null)
    return (
      <Card
        title="What will happen"
        note="Tried out to the last row and taken back: nothing is loaded yet"
        tools={
          <Button
            size="xs"
            variant={isSettled ? "filled" : "default"}
            disabled={waits !== null || rows === 0}
            onClick={onLoad}
          >
            Load {rows === 0 ? "nothing" : `${countText(rows)} ${rows === 1 ? "record" : "records"}`}
          </Button>
        }
      >
        {isSettled ? null : (
          <p className={styles.note} role="status">
            {unsaid.length === 0
              ? `First add ${stages === 1 ? "the stage" : `the ${stages} stages`} above to the process: without ${stages === 1 ? "it" : "them"} nobody knows what was won or lost.`
              : `First say above which stage of your process each of these is, or add them to it: ${unsaid.map(({ word }) => word).join(", ")}. What stands in no stage of it is neither open nor won nor lost, and no rate counts it.`}
          </p>
        )}
        <Counts tables={outcome.tables} caption="What would become of the rows of each table" />
        <MissingNote missing={outcome.missing} />
        <Reasons findings={outcome.findings} rejected={outcome.rejected} reasons={preview.reasons} isDone={false} />
        {isFirst ? null : <WholeExport full={full} waits={waits} onFull={onFull} />}
      </Card>
    );
  return (
    <Card
      title="What will happen"
      note={
        ambiguous === null
          ? "It can be tried out first, to the last row; nothing stays of it"
          : "Say above which way round dates are written; then it is tried out"
      }
      tools={
        ambiguous === null ? (
          <Button size="xs" onClick={onTry}>
            Try it out
          </Button>
        ) : undefined
      }
    >
      {problem === null ? null : (
        <div role="alert" className={styles.refused}>
          <p>
            <b>{problem.detail}</b>
          </p>
          <p>{problem.hint}</p>
        </div>
      )}
    </Card>
  );
};
