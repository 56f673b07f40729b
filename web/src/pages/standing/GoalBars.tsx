/** Goals with how far each is reached: those of the whole part that is looked at, else the first. */
import type { Row } from "../../api/types.ts";
import { GoalBar } from "../../parts/GoalBar.tsx";
import { useCatalogue, useWhose, useWriting } from "../../parts/useFacts.ts";
import { figure } from "../../words/figures.ts";
import { figureOf } from "../../words/goals.ts";
import { isolated } from "../../words/isolated.ts";
import styles from "./GoalBars.module.css";
import { goalsOfWhole, namesIn } from "./goals.ts";

const shown = 4;

export const GoalBars = ({ rows }: { readonly rows: readonly Row[] }) => {
  const kpis = useCatalogue();
  const writing = useWriting();
  const goals = goalsOfWhole(rows);
  const names = namesIn(kpis, goals, useWhose());
  return (
    <div className={styles.list}>
      {goals.slice(0, shown).map((row, index) => (
        <div key={row.keys.goal}>
          <div className={styles.of}>
            <span>{isolated(names[index] ?? "")}</span>
            <span>{figure(row.num, writing(figureOf(kpis, row).unit))}</span>
          </div>
          <GoalBar
            attained={row.value}
            pace={row.more.pace ?? null}
            target={figure(row.den, writing(figureOf(kpis, row).unit))}
          />
        </div>
      ))}
    </div>
  );
};
