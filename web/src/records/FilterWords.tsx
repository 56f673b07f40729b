/** What a list of records is of, in words: the KPI, its variant, the period and each filter. */
import { useQueries } from "@tanstack/react-query";
import { valuesQuery } from "../api/queries.ts";
import type { Question } from "../api/question.ts";
import { useKpi, useOrganisation, useWorkspace } from "../parts/useFacts.ts";
import { periodName } from "../scope/periods.ts";
import { dayText, rangeText } from "../words/dates.ts";
import { filterParts, filterText } from "../words/filters.ts";
import { variantTitle } from "../words/names.ts";
import styles from "./Records.module.css";

/** Dimensions without a list of members. */
const withoutNames = new Set(["amount", "age", "goal", "hour"]);

/** Filters as texts: ids are named as far as the names are known. */
export const useFilterTexts = (where: readonly string[]): readonly string[] => {
  const { people, teams } = useOrganisation();
  const { process } = useWorkspace();
  const filters = where.map(filterParts);
  const stages = process.pipelines.flatMap((pipeline) => pipeline.stages);
  const known: Readonly<Record<string, (id: string) => string | undefined>> = {
    person: (value) => people.find(({ id }) => id === value)?.name,
    team: (value) => teams.find(({ id }) => id === value)?.name,
    stage: (value) => stages.find(({ id }) => id === value)?.label,
    age: (value) => `${value} days`,
  };
  const asked = [...new Set(filters.map(({ dimension }) => dimension))].filter(
    (dimension) => known[dimension] === undefined && !withoutNames.has(dimension),
  );
  const answers = useQueries({ queries: asked.map((dimension) => valuesQuery(dimension)) });
  return filters.map((filter) =>
    filterText(filter, (value) => {
      const own = known[filter.dimension];
      if (own !== undefined) return own(value);
      const values = answers[asked.indexOf(filter.dimension)]?.data?.values;
      return values?.find(({ id }) => id === value)?.label;
    }),
  );
};

const periodText = ({ period, from, to }: Question): string | null => {
  if (from !== undefined && to !== undefined) return rangeText(from, to);
  if (from !== undefined) return `from ${dayText(from)}`;
  return period === undefined ? null : periodName(period);
};

export const FilterWords = ({ question }: { readonly question: Question }) => {
  const kpi = useKpi(question.kpi);
  const filters = useFilterTexts(question.where ?? []);
  const variant = kpi?.variants.find(({ id }) => id === (question.variant ?? "default"));
  const name = kpi?.name ?? question.kpi;
  const words = [
    variantTitle(name, variant),
    periodText(question),
    ...filters,
    question.as_of === undefined ? null : `as known at ${question.as_of}`,
  ].filter((word) => word !== null);
  return (
    <ul className={styles.words} aria-label="What these records are">
      {words.map((word) => (
        <li key={word}>{word}</li>
      ))}
    </ul>
  );
};
