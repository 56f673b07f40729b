/** A page for every KPI: how much, how sure, since when, by whom, by which definition, and from which records. */
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { answerQuery, goalsQuery, useKept } from "../../api/queries.ts";
import type { Answer, Kpi } from "../../api/types.ts";
import { Card } from "../../parts/Card.tsx";
import { CopyLink } from "../../parts/CopyLink.tsx";
import { PageHead } from "../../parts/PageHead.tsx";
import { PageLink } from "../../parts/PageLink.tsx";
import { Asked, Bones, Nothing } from "../../parts/States.tsx";
import { useKpi, useNoneWins } from "../../parts/useFacts.ts";
import { useFilterTexts } from "../../records/FilterWords.tsx";
import { comparedText } from "../../words/dates.ts";
import { countText } from "../../words/figures.ts";
import { noWonStage } from "../../words/flags.ts";
import { inWords } from "../../words/more.ts";
import { variantTitle } from "../../words/names.ts";
import { spentInVain } from "../../words/spent.ts";
import { type AskedKpi, asUsual, cellIn, stageIn, wantingIn } from "./asked.ts";
import { CourseCard } from "./CourseCard.tsx";
import { ExampleCard } from "./ExampleCard.tsx";
import { ExportMenu } from "./ExportMenu.tsx";
import { GoalsList } from "./GoalsList.tsx";
import styles from "./KpiPage.module.css";
import { MeaningCard } from "./MeaningCard.tsx";
import { NowCard } from "./NowCard.tsx";
import { SplitCard } from "./SplitCard.tsx";
import { SqlCard } from "./SqlCard.tsx";
import { StagesCard } from "./StagesCard.tsx";
import { useAskedKpi } from "./useAskedKpi.ts";
import { VariantChoice } from "./VariantChoice.tsx";
import { VariantsCard } from "./VariantsCard.tsx";

const Ignored = ({ asked }: { readonly asked: AskedKpi }) => {
  const texts = useFilterTexts(asked.ignored);
  return texts.length === 0 ? null : (
    <p className={styles.ignored}>
      {asked.kpi.name} cannot be filtered by this, so it is left out here: {texts.join("; ")}.
    </p>
  );
};

const NoneWins = ({ closed }: { readonly closed: number | null }) => (
  <Card>
    <Nothing title={`${noWonStage.short}.`}>
      {noWonStage.long}
      {(closed ?? 0) === 0 ? null : ` ${countText(closed ?? 0)} closed in this period.`}{" "}
      <PageLink to="/data" search={{ finding: "no_won_stage" }}>
        The process and the finding
      </PageLink>
    </Nothing>
  </Card>
);

const Body = ({ asked, answer }: { readonly asked: AskedKpi; readonly answer: Answer }) => {
  const { kpi } = asked;
  const noneWins = useNoneWins()(kpi.id);
  if (kpi.type === "goal")
    return (
      <div className={styles.page}>
        <div className={styles.full}>
          <GoalsList answer={answer} question={asked.question} />
        </div>
        <MeaningCard asked={asked} answer={answer} />
        <ExampleCard kpi={kpi} />
      </div>
    );
  if (noneWins)
    return (
      <div className={styles.page}>
        <div className={styles.full}>
          <NoneWins closed={answer.total.den} />
        </div>
        <MeaningCard asked={asked} answer={answer} />
        <ExampleCard kpi={kpi} />
      </div>
    );
  const stage = kpi.by_stage ? stageIn(answer, asked.stage) : null;
  const cell = cellIn(answer, stage);
  const isByAge = answer.question.by.includes("age");
  const label = stage === null ? null : (answer.rows.find(({ keys }) => keys.stage === stage)?.labels.stage ?? stage);
  return (
    <div className={styles.page}>
      {kpi.by_stage ? (
        <div className={styles.full}>
          <StagesCard asked={asked} answer={answer} stage={stage} />
        </div>
      ) : null}
      <div className={styles.lead}>
        <NowCard asked={asked} answer={answer} cell={cell} stage={stage} stageLabel={label} />
        <CourseCard asked={asked} answer={answer} stage={stage} stageLabel={label} />
      </div>
      {wantingIn(answer) === null && (cell.n > 0 || spentInVain(cell) !== null) ? (
        <div className={styles.full}>
          <SplitCard
            asked={isByAge ? asUsual(asked) : asked}
            isAtHorizon={isByAge}
            whole={cell}
            stage={stage}
            stageLabel={label}
          />
        </div>
      ) : null}
      <div className={styles.full}>
        <VariantsCard asked={asked} stage={stage} stageLabel={label} />
      </div>
      <MeaningCard asked={asked} answer={answer} />
      <ExampleCard kpi={kpi} />
      <div className={styles.full}>
        <SqlCard question={asked.question} />
      </div>
    </div>
  );
};

const Skeleton = () => (
  <div className={styles.page} role="status" aria-label="Loading the KPI">
    <div className={styles.lead}>
      <Bones height={380} />
      <Bones height={380} />
    </div>
    <div className={styles.full}>
      <Bones height={300} />
    </div>
  </div>
);

const Known = ({ kpi }: { readonly kpi: Kpi }) => {
  const asked = useAskedKpi(kpi);
  const query = useKept(answerQuery(asked.question));
  const goals = useQuery(goalsQuery);
  const range = query.data?.question;
  const { variant } = asked;
  const isUsual = variant.id === "default";
  return (
    <>
      <PageHead
        title={variantTitle(kpi.name, variant)}
        note={isUsual ? kpi.meaning : inWords(variant.meaning, kpi.variants)}
        period={range === undefined ? null : comparedText(range)}
        tools={
          <>
            <VariantChoice asked={asked} />
            <ExportMenu asked={asked} range={range} />
            <CopyLink />
          </>
        }
      />
      <Ignored asked={asked} />
      {(query.data === undefined && query.error === null) || goals.isPending ? (
        <Skeleton />
      ) : (
        <Asked query={query}>{(answer) => <Body key={kpi.id} asked={asked} answer={answer} />}</Asked>
      )}
    </>
  );
};

export const KpiPage = () => {
  const { kpi: id } = useParams({ strict: false });
  const kpi = useKpi(id ?? "");
  return kpi === undefined ? (
    <>
      <PageHead title="No such KPI" />
      <Nothing title={`There is no KPI called ${id}.`}>Find (Ctrl K) knows all of them.</Nothing>
    </>
  ) : (
    <Known key={kpi.id} kpi={kpi} />
  );
};
