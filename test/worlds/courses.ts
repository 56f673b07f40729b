/** How made-up records move: a walk through the stages with skips, returns, ties, reopenings and gaps in the telling. */
import type { Pipeline, RecordKind } from "../../src/model/process.ts";
import type { Time } from "./calendar.ts";
import { dayLong, later, oddHour, written } from "./calendar.ts";
import type { Dice } from "./dice.ts";
import type { Cells } from "./world.ts";

interface Step {
  readonly stage: string;
  readonly t: number;
}

export interface Course {
  readonly rows: Cells[];
  /** What the record's own column says. */
  readonly stage: string;
  readonly category: string;
  /** The last move. */
  readonly t: number;
}

const idsOf = (pipeline: Pipeline, kind: RecordKind, category: string): string[] =>
  pipeline.stages.filter((stage) => stage.of === kind && stage.category === category).map((stage) => stage.id);

const undeclared = "legacy_review";

const nextStage = (dice: Dice, pipeline: Pipeline, kind: RecordKind, here: string): string => {
  const open = idsOf(pipeline, kind, "open");
  const hold = idsOf(pipeline, kind, "hold");
  const at = Math.max(0, open.indexOf(here));
  const roll = dice.next();
  if (roll < 0.55) return open[at + 1] ?? here;
  if (roll < 0.68) return open[at + 2] ?? open.at(-1) ?? here;
  if (roll < 0.83) return open[dice.int(0, at)] ?? here;
  if (roll < 0.9 && hold.length > 0) return dice.pick(hold);
  return roll < 0.93 ? undeclared : here;
};

const endings = ["won", "won", "won", "lost", "lost", "no_decision", "void"];

const walk = (dice: Dice, pipeline: Pipeline, kind: RecordKind, from: number, time: Time): Step[] => {
  const open = idsOf(pipeline, kind, "open");
  const steps: Step[] = [{ stage: dice.chance(0.8) ? open[0]! : dice.pick(open), t: from }];
  const move = (stage: string, t: number): void => {
    if (!steps.some((step) => step.t === t && step.stage === stage)) steps.push({ stage, t });
  };
  const last = (): Step => steps.at(-1)!;
  const after = (): number => (dice.chance(0.15) ? last().t : later(dice, last().t, 22));
  for (let i = dice.int(0, 5); i > 0; i -= 1) move(nextStage(dice, pipeline, kind, last().stage), after());
  const close = (category: string): void => {
    const stages = idsOf(pipeline, kind, category);
    if (stages.length > 0) move(dice.pick(stages), category === "void" ? last().t + 60_000 : after());
  };
  if (dice.chance(0.65)) {
    const ending = dice.pick(endings);
    close(ending);
    if (ending !== "void" && dice.chance(0.15)) {
      move(dice.pick(open), later(dice, last().t, 9) + 1000);
      if (dice.chance(0.6)) close(dice.pick(["won", "lost"]));
    } else if (ending !== "void" && dice.chance(0.12)) {
      close(ending);
    }
  }
  return steps.filter((step) => step.t <= time.end);
};

/** A course with its history rows. `created` is when the record was made. */
export const courseOf = (
  dice: Dice,
  pipeline: Pipeline,
  kind: RecordKind,
  id: string,
  created: number,
  time: Time,
  changeId: () => string,
): Course => {
  const roll = dice.next();
  const delay = roll < 0.6 ? 0 : roll < 0.85 ? dice.int(1, 20) * dayLong + 777_000 : -dice.int(1, 5) * dayLong;
  const steps = walk(dice, pipeline, kind, Math.min(created + delay, time.end), time);
  const numbered = dice.chance(0.5);
  const tellsBefore = dice.chance(0.5);
  const open = idsOf(pipeline, kind, "open");
  const voids = idsOf(pipeline, kind, "void");
  const rows = steps.map((step, i): Cells => {
    const before = i > 0 ? steps[i - 1]!.stage : dice.chance(0.8) ? open[0]! : dice.pick(open);
    const exact = voids.includes(step.stage);
    const isOdd = !exact && dice.chance(0.02);
    const onlyDay = !exact && dice.chance(0.04);
    return {
      subject_type: kind,
      subject_id: id,
      stage: step.stage,
      changed_at: isOdd
        ? oddHour(dice)
        : onlyDay
          ? new Date(step.t).toISOString().slice(0, 10)
          : written(dice, step.t, time.zone),
      from_stage: tellsBefore && (i > 0 || delay > 0) ? before : "",
      changed_by: "",
      change_id: numbered || dice.chance(0.2) ? changeId() : "",
    };
  });
  const end = steps.at(-1);
  const stage = end?.stage ?? open[0] ?? "";
  const category = pipeline.stages.find((one) => one.id === stage)?.category ?? "undeclared";
  const keys = rows.map((row) => `${row.changed_at} ${row.stage}`);
  const distinct = rows.filter((_, i) => keys.indexOf(keys[i]!) === i);
  return { rows: distinct, stage: dice.chance(0.05) ? dice.pick(open) : stage, category, t: end?.t ?? created };
};
