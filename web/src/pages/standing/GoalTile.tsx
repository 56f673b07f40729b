/** How we stand against our goals: those of the whole part that is looked at, each with its pace. */
import type { Kpi, ScorecardLine } from "../../api/types.ts";
import { PageLink } from "../../parts/PageLink.tsx";
import { GoalBars } from "./GoalBars.tsx";
import { goalsOnPace } from "./headline.ts";
import { Meaning } from "./Meaning.tsx";
import tile from "./Tile.module.css";

export const GoalTile = ({ kpi, line }: { readonly kpi: Kpi; readonly line: ScorecardLine }) => {
  const { rows, definition } = line.answer;
  const { onPace, judged } = goalsOnPace(rows);
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
            <span className={tile.of}>
              of {judged} {judged === 1 ? "goal" : "goals"} on pace
            </span>
          </>
        )}
      </div>
      <div className={tile.change} />
      <div className={tile.picture}>
        <GoalBars rows={rows} />
      </div>
    </article>
  );
};
