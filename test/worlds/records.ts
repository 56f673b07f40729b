/** The leads and opportunities of a made-up company, with all that real exports get wrong. */
import type { RecordKind, WorkspaceConfig } from "../../src/model/process.ts";
import type { Time } from "./calendar.ts";
import { anywhere, dayLong, isoDate, later, oddHour, written } from "./calendar.ts";
import { courseOf } from "./courses.ts";
import type { Dice } from "./dice.ts";
import type { Cells } from "./world.ts";

export interface Setting {
  readonly dice: Dice;
  readonly time: Time;
  readonly config: WorkspaceConfig;
  readonly people: readonly string[];
  readonly campaigns: readonly string[];
  readonly accounts: readonly string[];
  readonly changeId: () => string;
}

/** Records with the histories beside them. */
export interface Made {
  readonly record: Cells;
  readonly created: number;
  readonly stageChanges: readonly Cells[];
  readonly ownerChanges: readonly Cells[];
  readonly valueChanges: readonly Cells[];
}

const creation = ({ dice, time }: Setting): { t: number; text: string } => {
  const t = anywhere(dice, time);
  const roll = dice.next();
  if (roll < 0.06) {
    const text = isoDate(t, time.zone);
    return { t, text };
  }
  if (roll < 0.09) {
    const text = oddHour(dice);
    return { t: Date.parse(`${text}Z`), text };
  }
  return { t, text: written(dice, t, time.zone) };
};

const instantBefore = (setting: Setting, t: number): string =>
  t <= setting.time.end ? written(setting.dice, t, setting.time.zone) : "";

const ownerChangesOf = (setting: Setting, kind: RecordKind, id: string, created: number): Cells[] => {
  const { dice, time, people } = setting;
  if (!dice.chance(0.45)) return [];
  const rows: Cells[] = [];
  let before = dice.pick(people);
  const tells = dice.chance(0.5);
  for (let t = dice.chance(0.4) ? created : later(dice, created, 8); rows.length < 3 && t < time.end; ) {
    const owner = dice.pick(people);
    rows.push({
      subject_type: kind,
      subject_id: id,
      owner_id: owner,
      changed_at: written(dice, t, time.zone),
      from_owner_id: tells ? before : "",
    });
    before = owner;
    t = later(dice, t, 40) + 1000;
    if (dice.chance(0.4)) break;
  }
  return rows;
};

const amount = (dice: Dice): string =>
  dice.maybe(0.85, () => `${dice.int(1, 90) * 100}.${dice.pick(["00", "50", "25"])}`);
const currency = (dice: Dice): string => dice.maybe(0.5, () => dice.pick(["GBP", "EUR", "USD", "CHF", "JPY"]));

const valueChangesOf = (setting: Setting, id: string, created: number): Cells[] => {
  const { dice, time } = setting;
  return (["amount", "currency", "expected_close_on"] as const).flatMap((field) => {
    if (!dice.chance(0.3)) return [];
    const rows: Cells[] = [];
    for (let t = dice.chance(0.3) ? created : later(dice, created, 15); rows.length < 2 && t < time.end; ) {
      const value =
        field === "amount"
          ? `${dice.int(1, 90) * 100}`
          : field === "currency"
            ? dice.pick(["EUR", "GBP", "USD"])
            : isoDate(t + 30 * dayLong, "UTC");
      const tells = dice.chance(0.5);
      const before = field === "amount" ? "4200.00" : field === "currency" ? "GBP" : "2024-06-30";
      rows.push({
        opportunity_id: id,
        field,
        value,
        changed_at: written(dice, t, time.zone),
        from_value: tells ? before : "",
      });
      t = later(dice, t, 30) + 1000;
    }
    return rows;
  });
};

const trouble = (setting: Setting, kind: RecordKind, ids: readonly string[], self: string): Cells => {
  const { dice, time } = setting;
  const isMerged = dice.chance(0.1);
  return {
    is_test: dice.chance(0.04) ? "true" : dice.maybe(0.5, () => "false"),
    deleted_at: dice.maybe(0.06, () => written(dice, anywhere(dice, time), time.zone)),
    merged_into: isMerged ? (dice.chance(0.1) ? `${kind}-unknown` : dice.pick(ids)) : "",
    merged_at: isMerged ? dice.maybe(0.7, () => written(dice, anywhere(dice, time), time.zone)) : "",
    [`${kind}_id`]: self,
  };
};

export const opportunityOf = (setting: Setting, id: string, ids: readonly string[]): Made => {
  const { dice, time, config, people } = setting;
  const { t, text } = creation(setting);
  const pipeline = dice.pick(config.pipelines);
  const hasHistory = dice.chance(0.75);
  const course = courseOf(dice, pipeline, "opportunity", id, t, time, setting.changeId);
  const ended = ["won", "lost", "no_decision", "void"].includes(course.category);
  const roll = dice.next();
  const close = roll < 0.08 ? t - dice.int(1, 5) * dayLong : roll < 0.16 ? t : Math.max(course.t, t + 3_600_000);
  const how = dice.next();
  const closes = ended && (!hasHistory || dice.chance(0.3));
  const record: Cells = {
    created_at: text,
    account_id: dice.maybe(0.7, () => dice.pick(setting.accounts)),
    campaign_id: dice.maybe(0.4, () => dice.pick(setting.campaigns)),
    owner_id: dice.maybe(0.85, () => dice.pick(people)),
    created_by: dice.maybe(0.5, () => dice.pick(people)),
    type: dice.maybe(0.8, () => dice.pick(["new", "renewal", "expansion"])),
    pipeline_id: pipeline.id === config.pipelines[0]?.id && dice.chance(0.5) ? "" : pipeline.id,
    amount: amount(dice),
    currency: currency(dice),
    stage: hasHistory || dice.chance(0.9) ? course.stage : "",
    closed_at: closes && how < 0.55 ? (roll < 0.16 && roll >= 0.08 ? text : instantBefore(setting, close)) : "",
    closed_on: closes && how >= 0.55 && how < 0.88 ? isoDate(Math.min(close, time.end), time.zone) : "",
    product: dice.maybe(0.6, () => dice.pick(["basic", "plus"])),
    ...trouble(setting, "opportunity", ids, id),
  };
  return {
    record,
    created: t,
    stageChanges: hasHistory ? course.rows : [],
    ownerChanges: ownerChangesOf(setting, "opportunity", id, t),
    valueChanges: valueChangesOf(setting, id, t),
  };
};

export const leadOf = (setting: Setting, id: string, ids: readonly string[], opportunities: readonly Made[]): Made => {
  const { dice, time, config, people } = setting;
  const { t, text } = creation(setting);
  const hasHistory = dice.chance(0.7);
  const course = courseOf(dice, config.pipelines[0]!, "lead", id, t, time, setting.changeId);
  const linked = opportunities.length > 0 && dice.chance(0.5) ? dice.pick(opportunities) : null;
  const record: Cells = {
    created_at: text,
    account_id: dice.maybe(0.4, () => dice.pick(setting.accounts)),
    campaign_id: dice.maybe(0.75, () => dice.pick(setting.campaigns)),
    source: dice.maybe(0.7, () => dice.pick(["web", "referral", "fair"])),
    origin: dice.maybe(0.5, () => dice.pick(["marketing", "sales", "partner", "existing_customer"])),
    created_by: dice.maybe(0.5, () => dice.pick(people)),
    owner_id: dice.maybe(0.8, () => dice.pick(people)),
    assigned_at: dice.maybe(0.5, () => instantBefore(setting, later(dice, t, 8))),
    stage: dice.chance(0.85) ? course.stage : "",
    opportunity_id: linked === null ? "" : dice.chance(0.03) ? "o-unknown" : linked.record.opportunity_id!,
    converted_at:
      linked === null
        ? dice.maybe(0.04, () => instantBefore(setting, later(dice, t, 20)))
        : dice.maybe(0.6, () => instantBefore(setting, later(dice, dice.chance(0.8) ? t : linked.created, 60))),
    disqualified_at: dice.maybe(course.category === "lost" ? 0.6 : 0.05, () =>
      instantBefore(setting, later(dice, t, 30)),
    ),
    ...trouble(setting, "lead", ids, id),
  };
  return {
    record,
    created: t,
    stageChanges: hasHistory ? course.rows : [],
    ownerChanges: ownerChangesOf(setting, "lead", id, t),
    valueChanges: [],
  };
};
