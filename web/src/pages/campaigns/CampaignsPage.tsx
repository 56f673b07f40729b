/** Leads and campaigns: what leads cost, where they come from, what becomes of them and how they are answered. */
import { Card } from "../../parts/Card.tsx";
import { PageHead } from "../../parts/PageHead.tsx";
import { PageLink } from "../../parts/PageLink.tsx";
import { Bones, Nothing, Problem } from "../../parts/States.tsx";
import { rangeText } from "../../words/dates.ts";
import { AnsweredCard } from "./AnsweredCard.tsx";
import { createdLeads, isMeasured, useAsk } from "./ask.ts";
import styles from "./Campaigns.module.css";
import { Headline } from "./Headline.tsx";
import { IdleCard } from "./IdleCard.tsx";
import { OriginCard } from "./OriginCard.tsx";
import { TableCard } from "./TableCard.tsx";
import { useAnswers } from "./useAnswers.ts";

const asksFor = [
  createdLeads,
  { kpi: "cost_per_lead" },
  { kpi: "lead_conversion" },
  { kpi: "lead_origin" },
  { kpi: "cost_per_lead", variant: "lifetime" },
] as const;

const Waits = () => (
  <div className={styles.page} role="status" aria-label="Loading leads and campaigns">
    <div className={styles.headline}>
      {[1, 2, 3, 4, 5].map((place) => (
        <Bones key={place} height={118} />
      ))}
    </div>
    <Bones height={330} />
    <Bones height={480} />
  </div>
);

export const CampaignsPage = () => {
  const ask = useAsk();
  const asks = asksFor.flatMap((what) => ask(what, { isCompared: true }) ?? []);
  // Both costs by campaign: what was spent without a lead is known campaign by campaign.
  const { all, isReady, isOld, error, refetch } = useAnswers(
    asks.map(({ kpi, question }) => (kpi.id === "cost_per_lead" ? { ...question, by: ["campaign"] } : question)),
  );
  const [leads, cost, conversion, origin, life] = asks.flatMap((one, index) => {
    const answer = all[index];
    return answer === undefined ? [] : [{ ask: one, answer }];
  });
  const told = leads?.answer.question;
  const isThere = isReady && leads && cost && conversion && origin && life;
  return (
    <>
      <PageHead
        title="Leads and campaigns"
        note={
          told === undefined
            ? undefined
            : `${rangeText(told.from, told.to)}${told.compare === undefined ? "" : `, compared with ${rangeText(told.compare.from, told.compare.to)}`}`
        }
      />
      {!isThere ? (
        error === null ? (
          <Waits />
        ) : (
          <Problem error={error} onRetry={refetch} />
        )
      ) : isMeasured(leads.answer) ? (
        <div className={styles.page}>
          <div className={isOld ? styles.old : undefined} aria-busy={isOld}>
            <Headline {...{ leads, cost, conversion, origin }} />
          </div>
          <OriginCard ask={leads.ask} range={leads.answer.question} />
          <TableCard />
          <IdleCard cost={cost} life={life} />
          <AnsweredCard />
        </div>
      ) : (
        <div className={styles.page}>
          <Card label="No leads">
            <Nothing title="There are no leads in the data.">
              What they cost, where they came from and how they were answered cannot be told. What is known of
              opportunities stands below; how they go on stands at <PageLink to="/">Where we stand</PageLink>.
            </Nothing>
          </Card>
          <TableCard />
        </div>
      )}
    </>
  );
};
