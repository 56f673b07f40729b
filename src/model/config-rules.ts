/** What a configuration must make sense of, beyond its form: zones that exist, stages that can be told apart, a ladder to climb. */

import type { Fault, Path } from "./config-faults.ts";
import { adviceFor } from "./config-faults.ts";
import type { ConfigFile } from "./config-schema.ts";
import { currencies } from "./currencies.ts";
import { isDate } from "./day.ts";
import { nearestWord } from "./nearest.ts";
import { isZone } from "./zone.ts";

type Rule = (file: ConfigFile) => readonly Fault[];
type StageOfFile = ConfigFile["pipelines"][number]["stages"][number];

const fault = (path: Path, reason: string, remedy = adviceFor(path)): Fault => ({ path, reason, remedy });

const didYouMean = (word: string, known: readonly string[], path: Path): string => {
  const near = nearestWord(word, known);
  return near === null ? adviceFor(path) : `Did you mean ${near}?`;
};

const zoneNames = (): readonly string[] => ["UTC", ...Intl.supportedValuesOf("timeZone")];

const zoneIsKnown: Rule = ({ timezone }) => {
  const path = ["timezone"];
  const near = zoneNames().find((name) => name.toLowerCase() === timezone.toLowerCase());
  if (near !== undefined && near !== timezone)
    return [fault(path, `must be spelt ${near}.`, `Write timezone: ${near}.`)];
  return isZone(timezone)
    ? []
    : [fault(path, `is no time zone: ${timezone}.`, didYouMean(timezone, zoneNames(), path))];
};

const currencyIsKnown: Rule = ({ currency }) =>
  currencies.has(currency) ? [] : [fault(["currency"], `is no ISO 4217 code: ${currency}.`)];

/** Each repetition, with where the value was first. */
const repeated = (
  values: readonly { readonly path: Path; readonly value: string }[],
  what: string,
): readonly Fault[] => {
  const seen = new Set<string>();
  return values.flatMap(({ path, value }) => {
    const again = seen.has(value);
    seen.add(value);
    return again ? [fault(path, `is used twice: ${value}.`, `Give each ${what} its own id.`)] : [];
  });
};

const stagesOf = (file: ConfigFile): readonly { readonly path: Path; readonly stage: StageOfFile }[] =>
  file.pipelines.flatMap(({ stages }, p) =>
    stages.map((stage, s) => ({ path: ["pipelines", p, "stages", s] as const, stage })),
  );

/** What answers call that stands in no stage that anybody declared: ids that no stage can have. */
export const stagesOfAnswers: readonly string[] = ["none", "unknown", "undeclared"];

const stagesAreNotOurs: Rule = (file) =>
  stagesOf(file).flatMap(({ path, stage }) =>
    stagesOfAnswers.includes(stage.id)
      ? [
          fault(
            [...path, "id"],
            `cannot be ${stage.id}: answers call so what stands in no declared stage.`,
            `Write for example id: ${stage.id}_stage, and have the mapping map ${stage.id} to it.`,
          ),
        ]
      : [],
  );

const idsAreUnique: Rule = (file) => [
  ...repeated(
    stagesOf(file).map(({ path, stage }) => ({ path: [...path, "id"], value: stage.id })),
    "stage of the workspace",
  ),
  ...repeated(
    file.pipelines.map(({ id }, index) => ({ path: ["pipelines", index, "id"], value: id })),
    "pipeline",
  ),
  ...repeated(
    file.fiscal_calendars.map(({ id }, index) => ({ path: ["fiscal_calendars", index, "id"], value: id })),
    "fiscal calendar",
  ),
];

const hasLadder: Rule = (file) =>
  stagesOf(file).some(({ stage }) => stage.category === "open")
    ? []
    : [fault(["pipelines"], "have no open stage.", "Declare at least one stage of category open (the default).")];

const qualifyingIsOpen: Rule = (file) =>
  stagesOf(file).flatMap(({ path, stage }) =>
    stage.qualifies && (stage.of !== "opportunity" || stage.category !== "open")
      ? [
          fault(
            [...path, "qualifies"],
            `cannot be true: ${stage.id} is not an open stage of opportunities.`,
            "Let an open stage with of: opportunity qualify, or none: then the first one does.",
          ),
        ]
      : [],
  );

const oneQualifies: Rule = ({ pipelines }) =>
  pipelines.flatMap(({ id, stages }, p) =>
    stages
      .map((stage, s) => ({ stage, path: ["pipelines", p, "stages", s, "qualifies"] as const }))
      .filter(({ stage }) => stage.qualifies)
      .slice(1)
      .map(({ path }) =>
        fault(
          path,
          `is true for a second stage of ${id}.`,
          "Let the first stage that qualifies an opportunity say so.",
        ),
      ),
  );

const hoursAreInOrder: Rule = ({ working_time: { from, to } }) =>
  from < to
    ? []
    : [fault(["working_time", "to"], `is not after from: ${from} to ${to}.`, "Let the desk close after it opens.")];

const datesExist: Rule = ({ working_time: { holidays } }) =>
  holidays === "US"
    ? []
    : holidays.flatMap((date, index) =>
        isDate(date) ? [] : [fault(["working_time", "holidays", index], `is no date: ${date}.`)],
      );

const samplesAreInOrder: Rule = ({ sample: { small, few } }) =>
  small <= few ? [] : [fault(["sample", "few"], `is less than small: ${few} and ${small}.`)];

const cohorts = ["close_rate", "lead_conversion", "stage_conversion"];

const horizonsAreKnown: Rule = (file) => {
  const known = [...cohorts, ...stagesOf(file).map(({ stage }) => `stage_conversion.${stage.id}`)];
  return Object.keys(file.horizon_days)
    .filter((key) => !known.includes(key))
    .map((key) => {
      const path = ["horizon_days", key];
      if (key === "follow_up_rate") return fault(path, "has a setting of its own.", "Write follow_up_days instead.");
      const near = nearestWord(key, known);
      return fault(
        path,
        "is no KPI with a horizon and no stage.",
        near === null ? `Use ${cohorts.join(", ")} or stage_conversion.<stage>.` : `Did you mean ${near}?`,
      );
    });
};

const rules: readonly Rule[] = [
  zoneIsKnown,
  currencyIsKnown,
  idsAreUnique,
  stagesAreNotOurs,
  hasLadder,
  qualifyingIsOpen,
  oneQualifies,
  hoursAreInOrder,
  datesExist,
  samplesAreInOrder,
  horizonsAreKnown,
];

export const faultsOfMeaning = (file: ConfigFile): readonly Fault[] => rules.flatMap((rule) => rule(file));
