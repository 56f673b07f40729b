/** A first `quarterdeck.yaml` from a few answers. */
import { parseConfig, writeConfig } from "../model/config.ts";

export interface Beginnings {
  readonly name: string;
  readonly timezone: string;
  readonly currency: string;
  /** 1..12; 1: the calendar year. */
  readonly fiscalMonth: number;
  /** Names of the open stages, in order. */
  readonly leadStages: readonly string[];
  readonly stages: readonly string[];
}

/** The stages of the articles that the KPIs are taken from. */
export const usualStages = {
  leads: ["Suspect", "Prospect"],
  opportunities: ["Qualified prospect", "Needs analysis", "Proposal made"],
};

const idOf = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, "_")
    .replaceAll(/^_+|_+$/g, "") || "stage";

/** Checked like any other: the problem `bad_config` says what is wrong with an answer. */
export const configText = (beginnings: Beginnings): string => {
  const { name, timezone, currency, fiscalMonth, leadStages, stages } = beginnings;
  const stage = (of: string) => (one: string) => ({ id: idOf(one), name: one, of });
  const file = {
    workspace: name,
    timezone,
    currency,
    ...(fiscalMonth === 1 ? {} : { fiscal_calendars: [{ id: "fiscal", starts_month: fiscalMonth }] }),
    pipelines: [
      {
        id: "sales",
        stages: [
          ...leadStages.map(stage("lead")),
          ...stages.map(stage("opportunity")),
          { id: "closed_won", name: "Closed won", of: "opportunity", category: "won" },
          { id: "closed_lost", name: "Closed lost", of: "opportunity", category: "lost" },
        ],
      },
    ],
  };
  return writeConfig(parseConfig(JSON.stringify(file), "quarterdeck.yaml"));
};
