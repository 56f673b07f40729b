/** Goals with how far each is reached: those of the whole part that is looked at, else the first. */
import type { Kpi, Row } from "../../api/types.ts";
import { GoalBar } from "../../parts/GoalBar.tsx";
import { useCatalogue, useWriting } from "../../parts/useFacts.ts";
import { figure } from "../../words/figures.ts";
import styles from "./GoalBars.module.css";

const shown = 4;

const unitOf = (kpis: readonly Kpi[], row: Row) => {
  const kpi = kpis.find(({ id }) => id === row.labels.kpi);
  return kpi?.variants.find(({ id }) => id === row.labels.variant)?.unit ?? kpi?.unit ?? "count";
};

const nameOf = (kpis: readonly Kpi[], row: Row): string => {
  const kpi = kpis.find(({ id }) => id === row.labels.kpi);
  const variant = kpi?.variants.find(({ id }) => id === row.labels.variant);
  const name = kpi?.name ?? row.labels.kpi ?? "";
  return variant === undefined || variant.id === "default" ? name : `${name}: ${variant.name.toLowerCase()}`;
};

export const GoalBars = ({ rows }: { readonly rows: readonly Row[] }) => {
  const kpis = useCatalogue();
  const writing = useWriting();
  const company = rows.filter((row) => row.labels.scope === "company");
  return (
    <div className={styles.list}>
      {(company.length > 0 ? company : rows).slice(0, shown).map((row) => (
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
