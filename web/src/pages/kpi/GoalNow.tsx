/** How far the goals of this figure are met, as the goals' own answer has it. */
import { useQuery } from "@tanstack/react-query";
import { answerQuery } from "../../api/queries.ts";
import { GoalBar } from "../../parts/GoalBar.tsx";
import { Bones } from "../../parts/States.tsx";
import { useWriting } from "../../parts/useFacts.ts";
import { dayAfter, rangeText } from "../../words/dates.ts";
import { figure } from "../../words/figures.ts";
import type { AskedKpi } from "./asked.ts";
import styles from "./GoalNow.module.css";
import { useGoals } from "./useGoals.ts";

const shown = 3;

interface Props {
  readonly asked: AskedKpi;
  readonly stage: string | null;
  /** What the page is about: half-open dates. */
  readonly range: { readonly from: string; readonly to: string };
}

export const GoalNow = ({ asked, stage, range }: Props) => {
  const goals = useGoals(asked);
  const writing = useWriting()(asked.variant.unit);
  const { period, from, to, as_of } = asked.question;
  const isAsked = stage === null && goals.length > 0;
  const { data } = useQuery({ ...answerQuery({ kpi: "goal_attainment", period, from, to, as_of }), enabled: isAsked });
  const own = new Set(goals.map(({ goal_id }) => goal_id));
  const coming = goals.filter(({ starts_on, ends_on }) => starts_on < range.to && ends_on >= range.from);
  const rows = (data?.rows ?? []).filter(({ keys }) => own.has(keys.goal ?? ""));
  if (isAsked && data === undefined && coming.length > 0)
    return (
      <div className={styles.goals}>
        {coming.slice(-shown).map(({ goal_id }) => (
          <Bones key={goal_id} height={47} />
        ))}
      </div>
    );
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
