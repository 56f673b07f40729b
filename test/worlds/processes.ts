/** Processes that made-up companies declare: one pipeline or two, with all that a stage can be. */
import type { Pipeline, RecordKind, Stage, StageCategory, WorkspaceConfig } from "../../src/model/process.ts";
import type { Dice } from "./dice.ts";

const stage = (id: string, of: RecordKind, category: StageCategory = "open", qualifies = false): Stage => ({
  id,
  name: id.replaceAll("_", " "),
  of,
  category,
  qualifies,
});

const sales: Pipeline = {
  id: "sales",
  name: "Sales",
  stages: [
    stage("suspect", "lead"),
    stage("prospect", "lead"),
    stage("nurture", "lead", "hold"),
    stage("engaged", "lead"),
    stage("bad_fit", "lead", "lost"),
    stage("junk", "lead", "void"),
    stage("qualified", "opportunity", "open", true),
    stage("analysis", "opportunity"),
    stage("proposal", "opportunity"),
    stage("on_hold", "opportunity", "hold"),
    stage("negotiation", "opportunity"),
    stage("won", "opportunity", "won"),
    stage("won_renewed", "opportunity", "won"),
    stage("lost", "opportunity", "lost"),
    stage("went_quiet", "opportunity", "no_decision"),
    stage("mistake", "opportunity", "void"),
  ],
};

const partners: Pipeline = {
  id: "partners",
  name: "Partners",
  stages: [
    stage("p_new", "opportunity"),
    stage("p_scoped", "opportunity", "open", true),
    stage("p_signed", "opportunity", "won"),
    stage("p_lost", "opportunity", "lost"),
  ],
};

export const configOf = (dice: Dice): WorkspaceConfig => ({
  workspace: "Made up",
  timezone: dice.pick(["America/New_York", "Europe/Berlin", "UTC"]),
  currency: dice.pick(["USD", "EUR"]),
  weekStarts: dice.pick(["mon", "sun"]),
  fiscalCalendars: [
    { id: "fiscal", startsMonth: dice.int(2, 12), label: "ending_year" },
    { id: "tax", startsMonth: 4, label: "starting_year" },
  ],
  workingTime: {
    days: ["mon", "tue", "wed", "thu", "fri"],
    from: dice.pick(["09:00", "08:30"]),
    to: "17:00",
    holidays: dice.chance(0.5) ? "US" : ["2024-01-01", "2024-05-01", "2024-12-25"],
  },
  pipelines: dice.chance(0.5) ? [sales, partners] : [sales],
  followUpDays: dice.pick([7, 7, 3]),
  slaWorkingHours: dice.pick([1, 4]),
  horizonDays: dice.chance(0.25) ? { close_rate: 45, "stage_conversion.analysis": 20 } : {},
  sample: dice.chance(0.5) ? { small: 5, few: 30 } : { small: 2, few: 10 },
});
