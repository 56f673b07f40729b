/** What is written and not saved, and what can be done with it. */
import { Button } from "@mantine/core";
import styles from "./GoalsPage.module.css";

interface Props {
  readonly changed: number;
  readonly unreadable: number;
  /** What the server said the last time. */
  readonly refusal: string | null;
  readonly isSaving: boolean;
  readonly wasSaved: boolean;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  readonly onUndo: () => void;
  readonly onRedo: () => void;
  readonly onDiscard: () => void;
  readonly onSave: () => void;
}

const goals = (count: number): string => `${count} ${count === 1 ? "goal" : "goals"}`;

export const SaveBar = (props: Props) => {
  const { changed, unreadable, refusal, isSaving, wasSaved } = props;
  const told =
    refusal !== null
      ? refusal
      : unreadable > 0
        ? `${unreadable} ${unreadable === 1 ? "cell cannot" : "cells cannot"} be read; nothing is saved before that is put right.`
        : changed > 0
          ? `${goals(changed)} changed, not saved yet.`
          : wasSaved
            ? "Saved."
            : "Type to change a goal, Delete takes it away; copy and paste work as in any sheet. Esc leaves the sheet.";
  return (
    <div className={styles.save}>
      <p role="status" className={refusal !== null || unreadable > 0 ? styles.trouble : undefined}>
        {told}
      </p>
      <Button variant="default" size="xs" disabled={!props.canUndo || isSaving} onClick={props.onUndo}>
        Undo
      </Button>
      <Button variant="default" size="xs" disabled={!props.canRedo || isSaving} onClick={props.onRedo}>
        Redo
      </Button>
      <Button variant="default" size="xs" disabled={changed + unreadable === 0 || isSaving} onClick={props.onDiscard}>
        Discard
      </Button>
      <Button size="xs" disabled={changed === 0 || unreadable > 0} loading={isSaving} onClick={props.onSave}>
        {changed === 0 ? "Save" : `Save ${goals(changed)}`}
      </Button>
    </div>
  );
};
