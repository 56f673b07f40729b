/** How leads are answered: how many in the agreed time, later, not at all, and how fast, beside what became of them. */
import { NativeSelect } from "@mantine/core";
import { Card } from "../../parts/Card.tsx";
import { Nothing, Problem, Waiting } from "../../parts/States.tsx";
import { useKpi } from "../../parts/useFacts.ts";
import { useAsk } from "../../scope/useAsk.ts";
import { useChangeSearch, usePageSearch } from "../../scope/useScope.ts";
import { dimensionName } from "../../words/names.ts";
import { told } from "../kpi/asked.ts";
import { createdLeads, isMeasured } from "./ask.ts";
import styles from "./Campaigns.module.css";
import { dimensionsOf } from "./TableCard.tsx";
import { useAnswers } from "./useAnswers.ts";
import { type Of, WaitLegend, WaitTable } from "./WaitTable.tsx";

export const AnsweredCard = () => {
  const ask = useAsk();
  const search = usePageSearch();
  const change = useChangeSearch();
  const known = dimensionsOf(useKpi("response_time"));
  const dimension = known.find((one) => one === told(search, "answered")) ?? "origin";
  const asks = [
    createdLeads,
    ...["response_time", "follow_up_rate", "response_sentiment", "lead_conversion"].map((kpi) => ({ kpi })),
  ].flatMap((one) => ask(one) ?? []);
  const { all, isReady, isOld, error, refetch } = useAnswers(
    asks.map(({ question }) => ({ ...question, by: [dimension] })),
  );
  const answered = asks.flatMap((one, index): Of[] => {
    const answer = all[index];
    return answer === undefined ? [] : [{ ask: one, answer }];
  });
  const [leads, response] = answered;
  const judged = answered.slice(1).filter(({ answer }) => isMeasured(answer));
  const unmeasured = answered.slice(1).filter(({ answer }) => !isMeasured(answer));
  return (
    <Card
      title="How leads are answered"
      note="From a lead's creation to our first answer; half within: in working hours, those still waiting counted"
      tools={
        <div className={styles.tools}>
          <NativeSelect
            size="xs"
            aria-label="Answered by"
            value={dimension}
            onChange={({ currentTarget: { value } }) => change({ answered: value === "origin" ? undefined : value })}
            data={known.map((value) => ({ value, label: `By ${dimensionName(value)}` }))}
          />
        </div>
      }
    >
      {!isReady || leads === undefined || response === undefined ? (
        error === null ? (
          <Waiting height={216} isTable />
        ) : (
          <Problem error={error} onRetry={refetch} />
        )
      ) : judged.length <= 1 && !isMeasured(response.answer) ? (
        <Nothing title="How leads were answered is not in the data.">
          {response.answer.notes.map(({ message }) => message).join(" ")}
        </Nothing>
      ) : (leads.answer.total.num ?? 0) === 0 ? (
        <Nothing title="No leads were created in this period." />
      ) : (
        <div className={isOld ? styles.old : undefined} aria-busy={isOld}>
          <WaitTable dimension={dimension} leads={leads} response={response} judged={judged} />
          <WaitLegend />
          {unmeasured.length === 0 ? null : (
            <p className={styles.quiet}>
              Not measurable, for want of data: {unmeasured.map((one) => one.ask.kpi.name.toLowerCase()).join(", ")}.
            </p>
          )}
        </div>
      )}
    </Card>
  );
};
