/** Leads and campaigns: what leads cost, where they come from, what becomes of them and how they are answered. */
import { Card } from "../../parts/Card.tsx";
import { PageHead } from "../../parts/PageHead.tsx";
import { PageLink } from "../../parts/PageLink.tsx";
import { Bones, Nothing, Problem } from "../../parts/States.tsx";
import { useAsk } from "../../scope/useAsk.ts";
import { comparedText } from "../../words/dates.ts";
import { AnsweredCard } from "./AnsweredCard.tsx";
import { createdLeads, isMeasured } from "./ask.ts";
import styles from "./Campaigns.module.css";
import { Headline } from "./Headline.tsx";
import { IdleCard } from "./IdleCard.tsx";
import { OriginCard, OriginWaits } from "./OriginCard.tsx";
import { TableCard } from "./TableCard.tsx";
import { useAnswers } from "./useAnswers.ts";

const compared = [createdLeads, { kpi: "cost_per_lead" }, { kpi: "lead_conversion" }, { kpi: "lead_origin" }];

const Waits = ({ isCompared }: { readonly isCompared: boolean }) => (
  <>
    <div className={styles.headline} role="status" aria-label="Loading leads and campaigns">
      {["leads", "cost", "conversion", "origin", "spend"].map((tile) => (
        <div key={tile}>
          <Bones height={126} />
        </div>
      ))}
    </div>
    <OriginWaits isCompared={isCompared} />
  </>
);

const NoLeads = () => (
  <Card label="No leads">
    <Nothing title="There are no leads in the data.">
      What they cost, where they came from and how they were answered cannot be told. What is known of spend and of
      opportunities stands below; how these go on stands at <PageLink to="/">Where we stand</PageLink>.
    </Nothing>
  </Card>
);

export const CampaignsPage = () => {
  const ask = useAsk();
  const asks = [
    ...compared.flatMap((what) => ask(what, { isCompared: true }) ?? []),
    ...[ask({ kpi: "cost_per_lead", variant: "lifetime" })].filter((one) => one !== null),
  ];
  // Both costs by campaign: what was spent without a lead is known campaign by campaign.
  const { all, isReady, isOld, error, refetch } = useAnswers(
    asks.map(({ kpi, question }) => (kpi.id === "cost_per_lead" ? { ...question, by: ["campaign"] } : question)),
  );
  const [leads, cost, conversion, origin, life] = asks.flatMap((one, index) => {
    const answer = all[index];
    return answer === undefined ? [] : [{ ask: one, answer }];
  });
  const told = leads?.answer.question;
  const known =
    isReady && leads && cost && conversion && origin && life ? { leads, cost, conversion, origin, life } : null;
  const hasLeads = known === null || isMeasured(known.leads.answer);
  return (
    <>
      <PageHead title="Leads and campaigns" note={told === undefined ? "\u00a0" : comparedText(told)} />
      <div className={styles.page}>
        {known !== null && hasLeads ? (
          <>
            <div className={isOld ? styles.old : undefined} aria-busy={isOld}>
              <Headline {...known} />
            </div>
            <OriginCard ask={known.leads.ask} range={known.leads.answer.question} />
          </>
        ) : known !== null ? (
          <NoLeads />
        ) : error === null ? (
          <Waits isCompared={asks.some(({ question }) => question.compare !== undefined)} />
        ) : (
          <Problem error={error} onRetry={refetch} />
        )}
        <TableCard />
        {known !== null && hasLeads ? <IdleCard cost={known.cost} life={known.life} /> : null}
        {hasLeads ? <AnsweredCard /> : null}
      </div>
    </>
  );
};
