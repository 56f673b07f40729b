/** How we stand against our goals: those of the whole part that is looked at, each with its pace. */
import type { Kpi, Row, ScorecardLine } from "../../api/types.ts";
import { GoalBar } from "../../parts/GoalBar.tsx";
import { PageLink } from "../../parts/PageLink.tsx";
import { useCatalogue, useWriting } from "../../parts/useFacts.ts";
import { figure } from "../../words/figures.ts";
import styles from "./GoalTile.module.css";
import { goalsOnPace } from "./headline.ts";
import { Meaning } from "./Meaning.tsx";
import tile from "./Tile.module.css";

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

export const GoalTile = ({ kpi, line }: { readonly kpi: Kpi; readonly line: ScorecardLine }) => {
  const kpis = useCatalogue();
  const writing = useWriting();
  const { rows, definition } = line.answer;
  const { onPace, judged } = goalsOnPace(rows);
  const company = rows.filter((row) => row.labels.scope === "company");
  const main = (company.length > 0 ? company : rows).slice(0, shown);
  return (
    <article className={tile.tile} data-kpi={kpi.id} style={{ gridColumn: "span 3" }}>
      <div className={tile.name}>
        <PageLink to="/goals" className={tile.link}>
          {definition.name}
        </PageLink>
        <Meaning kpi={kpi} answer={line.answer} />
      </div>
      <div className={tile.value}>
        {judged === 0 ? (
          <span className={tile.missing}>{rows.length === 0 ? "No goals in this period" : "Too early to say"}</span>
        ) : (
          <>
            <span>{onPace}</span>
            <span className={tile.of}>of {judged} goals on pace</span>
          </>
        )}
      </div>
      <div className={tile.change} />
      <div className={tile.picture}>
        <div className={styles.list}>
          {main.map((row) => (
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
      </div>
    </article>
  );
};
