/** Goals with how far each is reached: those of the whole part that is looked at, else the first. */
import type { Row } from "../../api/types.ts";
import { GoalBar } from "../../parts/GoalBar.tsx";
import { useCatalogue, useWriting } from "../../parts/useFacts.ts";
import { figure } from "../../words/figures.ts";
import styles from "./GoalBars.module.css";
import { goalsOfWhole, nameOf, unitOf } from "./goals.ts";

const shown = 4;

export const GoalBars = ({ rows }: { readonly rows: readonly Row[] }) => {
  const kpis = useCatalogue();
  const writing = useWriting();
  return (
    <div className={styles.list}>
      {goalsOfWhole(rows)
        .slice(0, shown)
        .map((row) => (
          <div key={row.keys.goal}>
            <div className={styles.of}>
              <span>{nameOf(kpis, row)}</span>
              <span>{figure(row.num, writing(unitOf(kpis, row)))}</span>
            </div>
            <GoalBar
              attained={row.value}
              pace={row.more.pace ?? null}
              target={figure(row.den, writing(unitOf(kpis, row)))}
            />
          </div>
        ))}
    </div>
  );
};
