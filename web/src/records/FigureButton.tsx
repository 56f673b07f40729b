/** A figure that opens the records behind it. Where there are none it is only a figure. */
import { UnstyledButton } from "@mantine/core";
import type { ReactNode } from "react";
import type { Opened } from "./address.ts";
import styles from "./FigureButton.module.css";
import { useOpenRecords } from "./useRecords.ts";

interface Props {
  /** `null`: there are no records to open. */
  readonly records: Opened | null;
  /** The figure in words: "Win rate, Oct 2026: 22.1%". */
  readonly label: string;
  readonly children: ReactNode;
}

export const FigureButton = ({ records, label, children }: Props) => {
  const open = useOpenRecords();
  if (records === null) return <span>{children}</span>;
  return (
    <UnstyledButton className={styles.figure} aria-label={`${label}. Show the records`} onClick={() => open(records)}>
      {children}
    </UnstyledButton>
  );
};
