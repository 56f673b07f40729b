/** What a number means, on hover or focus: its sentence, its formula, and what is left out. */
import { HoverCard, UnstyledButton } from "@mantine/core";
import type { Answer, Kpi } from "../../api/types.ts";
import { useWriting } from "../../parts/useFacts.ts";
import { Icon } from "../../shell/icons.tsx";
import { countText, intervalText } from "../../words/figures.ts";
import { exclusionText, remarksOver } from "../../words/flags.ts";
import styles from "./Tile.module.css";

export const Meaning = ({ kpi, answer }: { readonly kpi: Kpi; readonly answer: Answer }) => {
  const writing = useWriting()(answer.definition.unit);
  const { interval, excluded, flags, n } = answer.total;
  const range = intervalText(interval, writing);
  const variant =
    answer.definition.variant === "default"
      ? undefined
      : kpi.variants.find(({ id }) => id === answer.definition.variant);
  const { name, meaning } = variant ?? kpi;
  const left = Object.entries(excluded).filter(([, count]) => count > 0);
  return (
    <HoverCard openDelay={200} closeDelay={80} position="bottom-end" shadow="md" withinPortal>
      <HoverCard.Target>
        <UnstyledButton className={`${styles.info} ${styles.above}`} aria-label={`What ${name} means: ${meaning}`}>
          <Icon name="info" size={15} />
        </UnstyledButton>
      </HoverCard.Target>
      <HoverCard.Dropdown>
        <div className={styles.definition}>
          <p>{meaning}</p>
          <p className={styles.formula}>{answer.definition.formula}</p>
          {range === "" ? null : <p>With 95% confidence: {range}.</p>}
          <p className={styles.formula}>
            From {countText(n)} {n === 1 ? "record" : "records"}
            {left.length === 0
              ? ""
              : `; left out: ${left.map(([reason, count]) => `${countText(count)} ${exclusionText(reason)}`).join(", ")}`}
            .
          </p>
          {remarksOver(flags, answer.question).map((remark) => (
            <p key={remark} className={styles.formula}>
              {remark}
            </p>
          ))}
        </div>
      </HoverCard.Dropdown>
    </HoverCard>
  );
};
