/** The records behind a figure, in a drawer beside the page. Loaded when it is first opened. */
import { Drawer } from "@mantine/core";
import { lazy, Suspense, useEffect, useState } from "react";
import { Waiting } from "../parts/States.tsx";
import { isolated } from "../words/isolated.ts";
import styles from "./Records.module.css";
import { type Opened, useOpenedRecords } from "./useRecords.ts";

const OpenedRecords = lazy(() => import("./OpenedRecords.tsx").then((module) => ({ default: module.OpenedRecords })));

export const RecordsDrawer = () => {
  const { opened, close, turn } = useOpenedRecords();
  // While it closes the list stays on it.
  const [shown, setShown] = useState<Opened | null>(null);
  useEffect(() => {
    if (opened !== null) setShown(opened);
  }, [opened]);
  const told = opened ?? shown;
  return (
    <Drawer
      opened={opened !== null}
      onClose={close}
      position="right"
      size="min(860px, 100vw)"
      title={told === null ? "Records" : <span className={styles.title}>{isolated(told.title)}</span>}
      closeButtonProps={{ "aria-label": "Close the records" }}
      transitionProps={{ duration: 140 }}
      overlayProps={{ backgroundOpacity: 0.25 }}
    >
      {told === null ? null : (
        <Suspense fallback={<Waiting height={420} label="Loading the records" />}>
          <OpenedRecords opened={told} onTurn={turn} />
        </Suspense>
      )}
    </Drawer>
  );
};
