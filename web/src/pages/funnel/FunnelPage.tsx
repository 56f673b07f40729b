/** Funnel: the process from first contact to won, where it jams, how far its journeys come, and how its cohorts ripen. */
import { answerQuery, useKept } from "../../api/queries.ts";
import type { Answer } from "../../api/types.ts";
import { PageHead } from "../../parts/PageHead.tsx";
import { Asked, Nothing } from "../../parts/States.tsx";
import { useWorkspace } from "../../parts/useFacts.ts";
import { type Ask, useAsk } from "../../scope/useAsk.ts";
import { comparedText, lastDayOf } from "../../words/dates.ts";
import { shortFigure } from "../../words/figures.ts";
import { partlyPriced } from "../../words/priced.ts";
import { CohortsCard } from "./CohortsCard.tsx";
import { monthsTo } from "./cohorts.ts";
import styles from "./Funnel.module.css";
import { ignoredByAll, sayingLess } from "./ignored.ts";
import { JourneysCard } from "./JourneysCard.tsx";
import { LeadCohortsCard } from "./LeadCohortsCard.tsx";
import { LeftOut } from "./LeftOut.tsx";
import { ProcessCard } from "./ProcessCard.tsx";
import { ProcessWaits } from "./ProcessWaits.tsx";
import type { Worth } from "./StageLine.tsx";

export const FunnelPage = () => {
  const { process, currency, counts } = useWorkspace();
  const asking = useAsk();
  const ask = (kpi: string, variant?: string, isCompared = false): Ask => {
    const found = asking({ kpi, ...(variant === undefined ? {} : { variant }) }, { isCompared });
    if (found === null) throw new Error(`The catalogue has no ${kpi}.`);
    return found;
  };
  const [flow, journeys, leads, curve] = [
    ask("lead_stage_share", "process", true),
    ask("stage_conversion", "journey", true),
    ask("lead_conversion"),
    ask("close_rate", "curve"),
  ];
  const said = ignoredByAll([flow, journeys, leads, curve]);
  const [won, standing] = [ask("win_rate"), ask("pipeline_by_stage")];
  const query = useKept(answerQuery(flow.question));
  const wins = useKept(answerQuery(won.question));
  const worths = useKept(answerQuery(standing.question));
  const steps = useKept(answerQuery(journeys.question));
  const told = query.data?.question;
  // What is wrong with one question is wrong with all: it is said once.
  const isRefused = query.data === undefined && query.error !== null;
  const hasLeads = counts.some(({ table, rows }) => table === "leads" && rows > 0);
  // Stages of leads through which none can have passed are no part of the picture.
  const ofLeads = new Set(
    hasLeads
      ? []
      : process.pipelines.flatMap(({ object, stages }) => (object === "lead" ? stages.map(({ id }) => id) : [])),
  );
  const pipelines = process.pipelines.filter(({ object }) => hasLeads || object !== "lead");
  // The picture comes whole: what of it came later would push away what stands below.
  const isPending = !isRefused && [query, wins, worths, steps].some((one) => one.isPending);
  const passable = ({ rows, ...rest }: Answer): Answer => ({
    ...rest,
    rows: rows.filter(({ keys }) => !ofLeads.has(keys.stage ?? "")),
  });
  const worth = new Map<string, Worth>(
    (worths.data?.rows ?? []).flatMap(({ keys, more }) =>
      keys.stage != null && typeof more.money === "number" && (more.priced ?? 0) > 0
        ? [[keys.stage, [shortFigure(more.money, { unit: "money", currency }), partlyPriced({ more })]] as const]
        : [],
    ),
  );
  const months = told === undefined ? null : monthsTo(told.from, told.to, lastDayOf(told));
  return (
    <>
      <PageHead
        title="Funnel"
        note={
          hasLeads ? "From first contact to won" : "No leads in the data: from the first stage of an opportunity to won"
        }
        period={told === undefined ? null : comparedText(told)}
      />
      <LeftOut filters={said} />
      {process.pipelines.length === 0 ? (
        <Nothing title="No process is declared.">Without stages in quarterdeck.yaml there is nothing to draw.</Nothing>
      ) : (
        <div className={styles.page}>
          <div className={styles.full}>
            {isPending ? (
              <ProcessWaits pipelines={pipelines} />
            ) : (
              <Asked query={query}>
                {(answer) => (
                  <ProcessCard
                    ask={sayingLess(flow, said)}
                    answer={passable(answer)}
                    won={wins.data}
                    wonAsk={won}
                    worth={worth}
                    journeys={steps.data === undefined ? undefined : passable(steps.data)}
                  />
                )}
              </Asked>
            )}
          </div>
          {isRefused ? null : (
            <div className={styles.full}>
              <Asked query={steps} height={340}>
                {(answer) => <JourneysCard ask={sayingLess(journeys, said)} answer={passable(answer)} />}
              </Asked>
            </div>
          )}
          {months === null ? null : (
            <>
              {hasLeads ? <LeadCohortsCard ask={sayingLess(leads, said)} {...months} /> : null}
              <div className={hasLeads ? styles.half : styles.full}>
                <CohortsCard ask={sayingLess(curve, said)} {...months} />
              </div>
            </>
          )}
        </div>
      )}
    </>
  );
};
