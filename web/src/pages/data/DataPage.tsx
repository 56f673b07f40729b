/** The data behind the numbers: what is loaded, what is wrong with it, and the process as understood. */
import { Button } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useCallback } from "react";
import { PageHead } from "../../parts/PageHead.tsx";
import { useWorkspace } from "../../parts/useFacts.ts";
import { dayText } from "../../words/dates.ts";
import { hand, useDropped } from "../import/dropped.ts";
import styles from "./DataPage.module.css";
import { Findings } from "./Findings.tsx";
import { Batches, Loaded } from "./Loaded.tsx";
import { ProcessCard } from "./ProcessCard.tsx";

export const DataPage = () => {
  const workspace = useWorkspace();
  const navigate = useNavigate();
  const bringIn = useCallback(
    (files: readonly File[] = []) => {
      hand(files);
      void navigate({ to: "/data/import" });
    },
    [navigate],
  );
  const isOver = useDropped(bringIn);
  return (
    <>
      <PageHead
        title="Data"
        note={`${workspace.name} · data to the end of ${dayText(workspace.today)}`}
        tools={
          <Button size="sm" onClick={() => bringIn()}>
            Bring in data
          </Button>
        }
      />
      <div className={`${styles.page} ${isOver ? styles.over : ""}`}>
        <Loaded workspace={workspace} />
        <Batches workspace={workspace} />
        <div className={styles.full}>
          <Findings />
        </div>
        <div className={styles.full}>
          <ProcessCard workspace={workspace} />
        </div>
      </div>
    </>
  );
};
