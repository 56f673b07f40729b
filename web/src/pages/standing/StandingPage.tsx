/** Where we stand: sixteen KPIs at a glance, and what moved. */
import { scorecardQuery, useKept } from "../../api/queries.ts";
import type { Scorecard } from "../../api/types.ts";
import { PageHead } from "../../parts/PageHead.tsx";
import { Asked, Bones } from "../../parts/States.tsx";
import { useCatalogue, useWorkspace } from "../../parts/useFacts.ts";
import { asked } from "../../scope/scope.ts";
import { useScope } from "../../scope/useScope.ts";
import { comparedText, dataEnd } from "../../words/dates.ts";
import { groups, linesOf } from "../../words/names.ts";
import { GoalsAhead } from "./GoalsAhead.tsx";
import { GoalTile } from "./GoalTile.tsx";
import { goalsOfWhole } from "./goals.ts";
import { MovedList } from "./MovedList.tsx";
import styles from "./StandingPage.module.css";
import tile from "./Tile.module.css";
import { Tile } from "./Tile.tsx";
import { Unfiltered } from "./Unfiltered.tsx";

/** The tiles that need room for their stages, or fill their row. */
const wide = new Set(["activities", "pipeline_by_stage"]);

const Tiles = ({ scorecard }: { readonly scorecard: Scorecard }) => {
  const kpis = useCatalogue();
  const goals = goalsOfWhole(scorecard.lines.find(({ kpi }) => kpi === "goal_attainment")?.answer.rows ?? []);
  return (
    <div className={styles.page}>
      <Unfiltered lines={scorecard.lines} />
      <div className={styles.first}>
        <MovedList lines={scorecard.lines} />
        {goals.length === 0 ? null : <GoalsAhead rows={goals} />}
      </div>
      {groups.map((group) => (
        <section key={group.id} className={styles.group} aria-label={group.question}>
          <h2>{group.question}</h2>
          <div className={styles.tiles}>
            {linesOf(scorecard.lines, group).map((line) => {
              const kpi = kpis.find((one) => one.id === line.kpi);
              if (kpi === undefined) return null;
              return line.kpi === "goal_attainment" ? (
                <GoalTile key={line.kpi} kpi={kpi} line={line} />
              ) : (
                <Tile key={line.kpi} kpi={kpi} line={line} isWide={wide.has(line.kpi)} />
              );
            })}
          </div>
        </section>
      ))}
    </div>
  );
};

/** How high the tiles of a group are where there are goals. */
const heights = { fill: 201, work: 201, flow: 185, win: 229 };

/** Without a word: what can be read stays where it is read first. */
const Skeleton = ({ isCompared }: { readonly isCompared: boolean }) => (
  <div className={styles.page} role="status" aria-label="Loading the sixteen KPIs">
    <div className={styles.first}>
      <Bones height={262} />
      {isCompared ? <Bones height={262} /> : null}
    </div>
    {groups.map(({ id, order }) => (
      <div key={id}>
        <div className={styles.heading}>
          <Bones height={20} width={200} />
        </div>
        <div className={styles.tiles}>
          {order.map((kpi) => (
            <div key={kpi} className={wide.has(kpi) ? tile.wide : undefined}>
              <Bones height={heights[id]} />
            </div>
          ))}
        </div>
      </div>
    ))}
  </div>
);

export const StandingPage = () => {
  const workspace = useWorkspace();
  const question = asked(useScope());
  const query = useKept(scorecardQuery(question));
  const told = query.data?.question;
  return (
    <>
      <PageHead
        title="Where we stand"
        note={
          told === undefined ? workspace.name : `${comparedText(told)} · data to the end of ${dataEnd(told, workspace)}`
        }
      />
      {query.data === undefined && query.error === null ? (
        <Skeleton isCompared={question.compare !== undefined} />
      ) : (
        <Asked query={query}>{(scorecard) => <Tiles scorecard={scorecard} />}</Asked>
      )}
    </>
  );
};
