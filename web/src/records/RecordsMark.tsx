/** What is drawn of a figure, as a way to its records for whoever points at it; by keyboard the figure beside it leads there. */
import type { ReactNode } from "react";
import type { Opened } from "./address.ts";
import styles from "./FigureButton.module.css";
import { useOpenRecords } from "./useRecords.ts";

interface Props {
  /** `null`: there are no records to open. */
  readonly records: Opened | null;
  readonly children: ReactNode;
}

export const RecordsMark = ({ records, children }: Props) => {
  const open = useOpenRecords();
  if (records === null) return children;
  return (
    <div className={styles.mark} aria-hidden="true" data-mark onClick={() => open(records)}>
      {children}
    </div>
  );
};
