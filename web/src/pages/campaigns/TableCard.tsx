/** The table with its choices: by what, and by which definition a lead costs what it costs. */
import { NativeSelect } from "@mantine/core";
import type { Kpi } from "../../api/types.ts";
import { Card } from "../../parts/Card.tsx";
import { Bones, Nothing, Problem, Waiting } from "../../parts/States.tsx";
import { useKpi, useWriting } from "../../parts/useFacts.ts";
import { FigureButton } from "../../records/FigureButton.tsx";
import { useChangeSearch, usePageSearch } from "../../scope/useScope.ts";
import { countText, figure } from "../../words/figures.ts";
import { dimensionName } from "../../words/names.ts";
import { partlyPriced } from "../../words/priced.ts";
import { told } from "../kpi/asked.ts";
import styles from "./Campaigns.module.css";
import { CampaignTable } from "./CampaignTable.tsx";
import { SaveTable } from "./SaveTable.tsx";
import { isPartly } from "./table.ts";
import { useShown } from "./useShown.ts";

const dimensions = ["campaign", "channel", "source", "origin", "segment", "country"];

export const dimensionsOf = (kpi: Kpi | undefined): readonly string[] =>
  dimensions.filter((one) => kpi?.dimensions.includes(one) === true);

export const TableCard = () => {
  const search = usePageSearch();
  const change = useChangeSearch();
  const writing = useWriting();
  const costKpi = useKpi("cost_per_lead");
  const known = dimensionsOf(useKpi("lead_conversion"));
  const dimension = known.find((one) => one === told(search, "by")) ?? known[0] ?? "campaign";
  const variants = costKpi?.variants ?? [];
  const cost = variants.find(({ id }) => id === told(search, "cost"))?.id ?? "default";
  const { shown, missing, bornClosed, fairCost, isReady, isOld, error, refetch } = useShown(dimension, cost);
  const hasCost = shown.some(({ column }) => column.id === "cost");
  const isEmpty = shown.every(({ answer }) => answer.rows.length === 0);
  const partly = shown
    .filter(({ column, answer: { total, rows } }) => [total, ...rows].some((cell) => isPartly(column, cell)))
    .map(({ column, answer }) => {
      const what = column.kpi === "win_rate" ? " closed deals priced" : " priced";
      return `${column.head ?? answer.definition.name}: ${partlyPriced(answer.total)?.replace(" priced", what)}`;
    })
    .join("; ");
  return (
    <Card
      title={`By ${dimensionName(dimension)}`}
      note={
        !isReady || shown.some(({ column }) => column.isJudged)
          ? "Marked: clearly apart from the whole. Of twenty figures about one is so by chance alone."
          : undefined
      }
      tools={
        <div className={styles.tools}>
          {(hasCost || !isReady) && variants.length > 1 ? (
            <NativeSelect
              size="xs"
              aria-label="Which cost"
              value={cost}
              onChange={({ currentTarget: { value } }) => change({ cost: value === "default" ? undefined : value })}
              data={variants.map(({ id, name }) => ({ value: id, label: name }))}
            />
          ) : null}
          <NativeSelect
            size="xs"
            aria-label="By"
            value={dimension}
            onChange={({ currentTarget: { value } }) => change({ by: value, sort: undefined })}
            data={known.map((value) => ({ value, label: `By ${dimensionName(value)}` }))}
          />
          {!isReady ? (
            <Bones height={30} width={77} />
          ) : isEmpty ? null : (
            <SaveTable shown={shown} dimension={dimension} />
          )}
        </div>
      }
    >
      {!isReady ? (
        error === null ? (
          <Waiting height={420} isTable />
        ) : (
          <Problem error={error} onRetry={refetch} />
        )
      ) : isEmpty ? (
        <Nothing title={`There is nothing by ${dimensionName(dimension)} in this period.`} />
      ) : (
        <div className={isOld ? styles.old : undefined} aria-busy={isOld}>
          <CampaignTable key={dimension} shown={shown} dimension={dimension} />
          <p className={styles.quiet}>
            {hasCost && fairCost !== null && fairCost.cell.value !== null ? (
              <>
                Cost is read against all that came by a {dimensionName(dimension)},{" "}
                <FigureButton
                  records={{
                    question: fairCost.question,
                    part: "den",
                    title: `All that came by a ${dimensionName(dimension)}`,
                  }}
                  label={`Cost of all that came by a ${dimensionName(dimension)}: ${figure(fairCost.cell.value, writing("money"))}`}
                >
                  {figure(fairCost.cell.value, writing("money"))}
                </FigureButton>
                ; the last line is of all leads.{" "}
              </>
            ) : null}
            {bornClosed === 0
              ? null
              : `${countText(bornClosed)} ${bornClosed === 1 ? "opportunity that was" : "opportunities that were"} closed when created ${bornClosed === 1 ? "is" : "are"} not counted as created. `}
            {partly === "" ? "" : `* ${partly}: what lacks an amount or a rate is in no sum. `}
            {missing.map(({ why, names }) => `${why} ${names.join(", ")}. `)}
          </p>
        </div>
      )}
    </Card>
  );
};
