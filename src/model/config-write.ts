/** A configuration as the text of a `quarterdeck.yaml`. */
import { Document, isMap, isScalar, isSeq, Scalar, visit } from "yaml";
import { weekdays } from "./day.ts";
import type { Pipeline, Stage, Weekday, WorkspaceConfig } from "./process.ts";

const wholeNames = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] as const;

const wholeName = (day: Weekday): string => wholeNames[weekdays.indexOf(day)] ?? "monday";

const stageOf = ({ id, name, of, category, qualifies }: Stage) => ({
  id,
  name,
  of,
  ...(category === "open" ? {} : { category }),
  ...(qualifies ? { qualifies } : {}),
});

const pipelineOf = ({ id, name, stages }: Pipeline) => ({
  id,
  ...(name === id ? {} : { name }),
  stages: stages.map(stageOf),
});

const fileOf = (config: WorkspaceConfig) => ({
  workspace: config.workspace,
  timezone: config.timezone,
  currency: config.currency,
  week_starts: wholeName(config.weekStarts),
  fiscal_calendars: config.fiscalCalendars.map(({ id, startsMonth, label }) => ({
    id,
    starts_month: startsMonth,
    label,
  })),
  working_time: { ...config.workingTime },
  follow_up_days: config.followUpDays,
  sla_working_hours: config.slaWorkingHours,
  horizon_days: { ...config.horizonDays },
  sample: { ...config.sample },
  pipelines: config.pipelines.map(pipelineOf),
});

const oneLine = new Set(["fiscal_calendars", "working_time", "horizon_days", "sample", "stages"]);

/** Short settings and each stage take one line; times are quoted, as older YAML reads 09:00 as a number. */
const layOut = (document: Document): void =>
  visit(document, {
    Pair: (_, { key, value }) => {
      if (!isScalar(key)) return;
      const name = String(key.value);
      if (oneLine.has(name) && isMap(value)) value.flow = true;
      if (oneLine.has(name) && isSeq(value)) {
        value.flow = value.items.length === 0;
        for (const item of value.items) if (isMap(item)) item.flow = true;
      }
      if ((name === "from" || name === "to") && isScalar(value)) value.type = Scalar.QUOTE_DOUBLE;
    },
  });

/** YAML that `parseConfig` reads back as the same configuration. */
export const writeConfig = (config: WorkspaceConfig): string => {
  const document = new Document(fileOf(config), { aliasDuplicateObjects: false });
  layOut(document);
  return document.toString({ lineWidth: 0 });
};
