/** How far the goals of this figure are met, as the goals' own answer has it. */
import { useQuery } from "@tanstack/react-query";
import { answerQuery } from "../../api/queries.ts";
import { GoalBar } from "../../parts/GoalBar.tsx";
import { useWriting } from "../../parts/useFacts.ts";
import { dayAfter, rangeText } from "../../words/dates.ts";
import { figure } from "../../words/figures.ts";
import type { AskedKpi } from "./asked.ts";
import styles from "./GoalNow.module.css";
import { useGoals } from "./useGoals.ts";

const shown = 3;

export const GoalNow = ({ asked, stage }: { readonly asked: AskedKpi; readonly stage: string | null }) => {
  const goals = useGoals(asked);
  const writing = useWriting()(asked.variant.unit);
  const { period, from, to, as_of } = asked.question;
  const isAsked = stage === null && goals.length > 0;
  const { data } = useQuery({ ...answerQuery({ kpi: "goal_attainment", period, from, to, as_of }), enabled: isAsked });
  const own = new Set(goals.map(({ goal_id }) => goal_id));
  const rows = (data?.rows ?? []).filter(({ keys }) => own.has(keys.goal ?? ""));
  if (!isAsked || rows.length === 0) return null;
  return (
    <div className={styles.goals}>
      {rows.slice(-shown).map((row) => (
        <div key={row.keys.goal}>
          <p className={styles.of}>
            Goal for {rangeText(row.labels.starts_on ?? "", dayAfter(row.labels.ends_on ?? ""))}
          </p>
          <GoalBar attained={row.value} pace={row.more.pace ?? null} target={figure(row.den, writing)} />
        </div>
      ))}
    </div>
  );
};
