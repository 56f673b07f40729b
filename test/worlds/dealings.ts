/** What was done and answered in a made-up company, and the goals it set itself. */
import { anywhere, dayLong, isoDate, later, written } from "./calendar.ts";
import type { Made, Setting } from "./records.ts";
import { numbered } from "./staff.ts";
import type { Cells } from "./world.ts";

const moment = ({ dice, time }: Setting, near: Made | null): number => {
  if (near === null || dice.chance(0.2)) return anywhere(dice, time);
  const t = dice.chance(0.15) ? near.created - dice.int(1, 48) * 3_600_000 : later(dice, near.created, 3);
  return Math.min(Math.max(t, time.start), time.end);
};

export const activitiesOf = (setting: Setting, n: number, leads: readonly Made[], deals: readonly Made[]): Cells[] => {
  const { dice, time, people } = setting;
  return numbered("a", n).map((activity_id) => {
    const lead = dice.chance(0.65) ? dice.pick(leads) : null;
    const deal = lead === null || dice.chance(0.15) ? dice.pick(deals) : null;
    const type = dice.pick(["call", "email", "email", "meeting", "message", "other"]);
    return {
      activity_id,
      type,
      occurred_at: written(dice, moment(setting, lead ?? deal), time.zone),
      person_id: dice.maybe(0.9, () => dice.pick(people)),
      lead_id: lead?.record.lead_id ?? "",
      opportunity_id: deal?.record.opportunity_id ?? "",
      direction: dice.maybe(0.85, () => dice.pick(["outbound", "outbound", "inbound"])),
      status: dice.chance(0.8) ? dice.pick(["completed", ""]) : dice.pick(["scheduled", "cancelled", "no_show"]),
      automated: dice.chance(0.1) ? "true" : "",
      internal: dice.chance(0.08) ? "true" : dice.pick(["false", ""]),
      message_id: type === "email" ? dice.maybe(0.5, () => `m${dice.int(1, 12)}`) : "",
    };
  });
};

export const attendeesOf = ({ dice, people }: Setting, activities: readonly Cells[]): Cells[] =>
  activities
    .filter((row) => row.type === "meeting")
    .flatMap((row) =>
      people.filter(() => dice.chance(0.25)).map((person_id) => ({ activity_id: row.activity_id!, person_id })),
    );

export const responsesOf = (setting: Setting, n: number, leads: readonly Made[], deals: readonly Made[]): Cells[] => {
  const { dice, time, people } = setting;
  return numbered("r", n).map((response_id) => {
    const lead = dice.chance(0.75) ? dice.pick(leads) : null;
    const deal = lead === null || dice.chance(0.1) ? dice.pick(deals) : null;
    return {
      response_id,
      received_at: written(dice, moment(setting, lead ?? deal), time.zone),
      lead_id: lead?.record.lead_id ?? "",
      opportunity_id: deal?.record.opportunity_id ?? "",
      person_id: dice.maybe(0.5, () => dice.pick(people)),
      sentiment: dice.pick([
        "positive",
        "positive",
        "negative",
        "negative",
        "neutral",
        "unsubscribe",
        "auto",
        "unclassified",
      ]),
    };
  });
};

const kpis = [
  ["opportunities_created", ""],
  ["opportunities_created", "value"],
  ["activities", ""],
  ["win_rate", ""],
  ["sales_cycle_length", ""],
  ["response_time", ""],
  ["cost_per_lead", ""],
] as const;

export const goalsOf = (setting: Setting, teams: readonly string[]): Cells[] => {
  const { dice, time, people, campaigns } = setting;
  return numbered("g", dice.int(2, 7)).flatMap((goal_id) => {
    const [kpi, variant] = dice.pick(kpis);
    const scopes = kpi === "cost_per_lead" ? ["company", "campaign"] : ["company", "team", "person"];
    const scope = dice.pick(scopes);
    const starts = anywhere(dice, time);
    const of = { company: [""], team: teams, person: people, campaign: campaigns }[scope] ?? [""];
    const base: Cells = {
      goal_id,
      kpi,
      variant,
      scope,
      scope_id: dice.pick(of),
      starts_on: isoDate(starts, time.zone),
      ends_on: isoDate(starts + dice.int(20, 200) * dayLong, time.zone),
      direction: dice.maybe(0.4, () => dice.pick(["higher", "lower"])),
      currency: dice.maybe(0.3, () => dice.pick(["GBP", "EUR"])),
    };
    const versions = Array.from({ length: dice.int(1, 2) }, (_, i) => ({
      ...base,
      target: dice.chance(0.06) ? "0" : String(dice.int(1, 60)),
      version: String(i + 1),
      recorded_at: i === 0 && dice.chance(0.5) ? "" : written(dice, anywhere(dice, time), time.zone),
    }));
    const last = versions.at(-1);
    if (last === undefined || !dice.chance(0.2)) return versions;
    const at = written(dice, anywhere(dice, time), time.zone);
    return [...versions, { ...last, version: String(versions.length + 1), recorded_at: at, deleted_at: at }];
  });
};
