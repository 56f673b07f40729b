/** An empty workspace: what is brought in first. */
import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { follow } from "../../api/live.ts";
import styles from "./Import.module.css";
import { ImportSteps } from "./ImportSteps.tsx";
import { useDated, useUndated } from "./undated.ts";

export const FirstImport = () => {
  const client = useQueryClient();
  useEffect(() => follow(client, () => {}), [client]);
  const undated = useUndated(true) ?? null;
  const isDated = useDated();
  return (
    <main className={styles.alone}>
      <p className={styles.brand}>
        <img src="/mark.svg" alt="" />
        Quarterdeck
      </p>
      <ImportSteps
        isFirst
        note={
          isDated ? (
            <>
              Data was brought in meanwhile. <a href="/">See where we stand</a>
            </>
          ) : undated === null ? (
            "Nothing is in this workspace yet, and nothing is loaded before you say so"
          ) : (
            `In this workspace: ${undated}. Figures begin with leads, opportunities or activities`
          )
        }
      />
    </main>
  );
};
