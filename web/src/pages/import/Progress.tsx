/** How far the server is, as far as it says. */
import { skipToken, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { stepKey } from "../../api/live.ts";
import { capital } from "../../words/names.ts";
import styles from "./Import.module.css";

interface Step {
  readonly words: string;
  readonly done: number;
  readonly of: number;
}

/** `words`: before it has said anything. */
export const Progress = ({ words }: { readonly words: string }) => {
  const client = useQueryClient();
  // What was heard of the work before is not about this.
  const [before] = useState(() => client.getQueryData<Step>(stepKey));
  const { data } = useQuery<Step>({ queryKey: stepKey, queryFn: skipToken });
  const step = data === before ? undefined : data;
  const share = step === undefined || step.of === 0 ? 0 : Math.min(1, step.done / step.of);
  return (
    <div className={styles.progress}>
      <p role="status">{step === undefined ? words : capital(step.words)}…</p>
      <div className={`${styles.bar} ${share === 0 ? styles.waiting : ""}`} aria-hidden="true">
        <span style={{ width: `${share * 100}%` }} />
      </div>
    </div>
  );
};
