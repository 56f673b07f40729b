/** How we stand against our goals: one row per goal in force, its actual asked like any other question. */
import type { Frame } from "../kinds/index.ts";
import { fact } from "../kinds/index.ts";
import { firstDayAhead } from "../model/comparison.ts";
import { dateOf, dayNumber } from "../model/day.ts";
import { workingDaysBetween } from "../model/working-time.ts";
import { localMidnight } from "../model/zone.ts";
import { day, instant, quoted, sql } from "../sql/index.ts";
import type { Answer, Cell, Row } from "./answer.ts";
import { type Asking, shellOf } from "./answers.ts";
import type { Filter, Question } from "./question.ts";
import type { Resolved } from "./resolved.ts";

interface Goal {
  readonly id: string;
  readonly kpi: string;
  readonly variant: string;
  readonly scope: "company" | "team" | "person" | "campaign";
  readonly scopeId: string | null;
  readonly startsOn: string;
  readonly endsOn: string;
  /** As it was written; and in the workspace currency at the rate of its first day, null where there is none. */
  readonly target: number;
  readonly pricedTarget: number | null;
  /** `null`: as the KPI is better. */
  readonly direction: "higher" | "lower" | null;
  readonly employed: { readonly from: string | null; readonly to: string | null } | null;
}

type Ask = (question: Question) => Promise<Answer>;

/** Goals that one question answers. */
const aboutOf = ({ kpi, variant, startsOn, endsOn }: Goal): string => JSON.stringify([kpi, variant, startsOn, endsOn]);

const textOf = (value: unknown): string | null => (typeof value === "string" ? value : null);
const scopes = ["company", "team", "person", "campaign"] as const;

/** Goals whose dates meet the range, each in the version that is in force at the as-of. */
const goalsIn = async (asking: Asking, frame: Frame, resolved: Resolved): Promise<readonly Goal[]> => {
  const { range } = resolved.question;
  const own = quoted(frame.config.currency);
  const rows = await asking.runner.rows(sql`
    with known as (
      select g.*, row_number() over (partition by goal_id order by coalesce(version, 0) desc) as newest from goals g
      where case when g.recorded_at <= timestamp '1970-01-01' then g.starts_on::timestamp else g.recorded_at end <= ${instant(frame.asOf)}
    )
    select k.goal_id, k.kpi, coalesce(nullif(k.variant, ''), 'default') as variant, k.scope, k.scope_id, k.starts_on, k.ends_on, k.direction,
      case when coalesce(k.currency, ${own}) = ${own} then k.target::double else k.target::double * fx.rate end as target, k.target::double as plain,
      p.started_on, p.ended_on, p.person_no is not null as is_person
    from known k asof left join ${fact(frame, "rates")} fx on fx.currency = k.currency and fx.rate_on <= k.starts_on
      left join person_ids i on k.scope = 'person' and i.id = k.scope_id left join people p on p.person_no = i.no
    where k.newest = 1 and k.starts_on < ${day(range.to)} and k.ends_on >= ${day(range.from)}
    order by k.starts_on, k.goal_id`);
  return rows.map((row) => ({
    id: String(row.goal_id),
    kpi: String(row.kpi),
    variant: String(row.variant),
    scope: scopes.find((scope) => scope === row.scope) ?? "company",
    scopeId: textOf(row.scope_id),
    startsOn: String(row.starts_on),
    endsOn: String(row.ends_on),
    target: Number(row.plain),
    pricedTarget: typeof row.target === "number" ? row.target : null,
    direction: row.direction === "lower" || row.direction === "higher" ? row.direction : null,
    employed: row.is_person === true ? { from: textOf(row.started_on), to: textOf(row.ended_on) } : null,
  }));
};

const matches = (goal: Goal, filters: readonly Filter[]): boolean =>
  filters.every((filter) => {
    const value = filter.dimension === "goal" ? goal.id : goal.scope === filter.dimension ? goal.scopeId : undefined;
    const within = value !== undefined && filter.values.includes(value);
    return filter.operator === "!=" || filter.operator === "not-in" ? !within : within;
  });

/** One question answers all goals of a KPI over the same dates: the rows of a split, and its total the company's. */
const actuals = (
  ask: Ask,
  frame: Frame,
  goals: readonly Goal[],
): ((goal: Goal) => Promise<{ cell: Cell | null; additivity: string; better: string | null; unit: string }>) => {
  const asked = new Map<string, Promise<Answer | null>>();
  const questionOf = (goal: Goal): Question => ({
    kpi: goal.kpi,
    variant: goal.variant,
    range: { from: goal.startsOn, to: dateOf(dayNumber(goal.endsOn) + 1) },
    asOf: new Date(frame.asOf).toISOString(),
    brief: true,
  });
  const scopesOf = new Map<string, Set<Goal["scope"]>>();
  for (const goal of goals) {
    const known = scopesOf.get(aboutOf(goal)) ?? new Set();
    scopesOf.set(aboutOf(goal), known.add(goal.scope));
  }
  const put = (goal: Goal): Promise<Answer | null> => {
    const scopes = scopesOf.get(aboutOf(goal)) ?? new Set();
    const scope = goal.scope === "company" && scopes.has("person") ? "person" : goal.scope;
    const by = scope === "company" ? [] : [scope];
    const key = `${aboutOf(goal)} ${by.join(" ")}`;
    const found = asked.get(key) ?? ask({ ...questionOf(goal), by }).catch(() => null);
    asked.set(key, found);
    return found;
  };
  return async (goal) => {
    const answer = await put(goal);
    if (answer === null) return { cell: null, additivity: "non_additive", better: null, unit: "ratio" };
    const { additivity, better, unit } = answer.definition;
    if (goal.scope === "company") return { cell: answer.total, additivity, better, unit };
    const row = answer.rows.find((one) => one.keys[goal.scope] === goal.scopeId);
    // Somebody or something without any record has no row of a split; asked alone it has a cell.
    const alone =
      row === undefined
        ? await ask({
            ...questionOf(goal),
            where: [{ dimension: goal.scope, operator: "=", values: [goal.scopeId] }],
          }).catch(() => null)
        : null;
    return { cell: row ?? alone?.total ?? null, additivity, better, unit };
  };
};

/** Working days of the goal's dates that have begun by the as-of, and all of them. */
const elapsed = (goal: Goal, frame: Frame): { gone: number; all: number } => {
  const [from, to] = [dayNumber(goal.startsOn), dayNumber(goal.endsOn) + 1];
  const reached = Math.min(Math.max(firstDayAhead(frame.asOf, frame.config.timezone), from), to);
  const before = localMidnight(reached, frame.config.timezone) > frame.asOf ? reached - 1 : reached;
  return {
    gone: workingDaysBetween(from, Math.max(from, before), frame.config),
    all: workingDaysBetween(from, to, frame.config),
  };
};

/** The share of the goal's working days on which the person was here. */
const employedShare = (goal: Goal, frame: Frame): number => {
  if (goal.employed === null) return 1;
  const [from, to] = [dayNumber(goal.startsOn), dayNumber(goal.endsOn) + 1];
  const start = Math.max(from, goal.employed.from === null ? from : dayNumber(goal.employed.from));
  const end = Math.min(to, goal.employed.to === null ? to : dayNumber(goal.employed.to) + 1);
  const all = workingDaysBetween(from, to, frame.config);
  return all === 0 ? 1 : workingDaysBetween(start, Math.max(start, end), frame.config) / all;
};

type Actual = Awaited<ReturnType<ReturnType<typeof actuals>>>;

/** In the workspace currency; of a person who starts or leaves in the period the part of it, where it can be parted. */
const targetOf = (goal: Goal, { additivity, unit }: Actual, frame: Frame): number | null => {
  const whole = unit === "money" ? goal.pricedTarget : goal.target;
  return whole === null ? null : whole * (additivity === "additive" ? employedShare(goal, frame) : 1);
};

const rowOf = (goal: Goal, found: Actual, frame: Frame, label: string, people: number | null): Row => {
  const { cell, additivity } = found;
  const lower = (goal.direction ?? found.better) === "lower";
  const isAdditive = additivity === "additive";
  const target = targetOf(goal, found, frame);
  const actual = cell?.value ?? null;
  const attained = (of: number | null): number | null => {
    if (actual === null || of === null || of === 0) return null;
    return lower ? (actual === 0 ? null : of / actual) : actual / of;
  };
  const value = attained(target);
  const { gone, all } = elapsed(goal, frame);
  const expected = isAdditive && all > 0 ? gone / all : 1;
  const remaining = all - gone;
  const gap = actual === null || target === null ? null : target - actual;
  // As it is defined, whichever way is better: actual over the part of the target that was due by now.
  const due = target === null ? null : target * expected;
  const pace = !isAdditive ? value : actual === null || due === null || due === 0 ? null : actual / due;
  const why = value !== null ? [] : actual !== null ? ["no_denominator"] : cell === null ? ["not_measurable"] : [];
  const flags = [...new Set([...(cell?.flags ?? []), ...why])];
  return {
    period: null,
    keys: { goal: goal.id },
    labels: {
      goal: label,
      kpi: goal.kpi,
      variant: goal.variant,
      scope: goal.scope,
      scope_id: goal.scopeId ?? "",
      starts_on: goal.startsOn,
      ends_on: goal.endsOn,
    },
    value,
    num: actual,
    den: target,
    n: cell?.n ?? 0,
    interval: null,
    excluded: cell?.excluded ?? {},
    flags,
    more: {
      pace,
      gap,
      needed_per_working_day: isAdditive && gap !== null && remaining > 0 ? Math.max(0, gap) / remaining : null,
      projected_end: isAdditive && actual !== null && expected > 0 ? actual / expected : null,
      people_target: people,
    },
  };
};

const none: Omit<Cell, "flags"> = { value: null, num: null, den: null, n: 0, interval: null, excluded: {}, more: {} };

export const answerGoals = async (asking: Asking, resolved: Resolved, frame: Frame, ask: Ask): Promise<Answer> => {
  const all = await goalsIn(asking, frame, resolved);
  const goals = all.filter((goal) => matches(goal, resolved.where));
  const actual = actuals(ask, frame, goals);
  const belongs = await membershipOf(asking, frame, goals);
  const names = new Map((await namesOf(asking)).map((row) => [`${row.scope} ${row.id}`, row.name]));
  const rows: Row[] = [];
  for (const goal of goals) {
    const who =
      goal.scope === "company"
        ? frame.config.workspace
        : (names.get(`${goal.scope} ${goal.scopeId}`) ?? goal.scopeId ?? "");
    const found = await actual(goal);
    const label = `${who}: ${goal.kpi}${goal.variant === "default" ? "" : ` ${goal.variant}`}`;
    rows.push(rowOf(goal, found, frame, label, peopleTarget(goal, all, found, frame, belongs)));
  }
  return {
    ...shellOf(asking, resolved, frame),
    question: { ...shellOf(asking, resolved, frame).question, by: ["goal"] },
    total: { ...none, flags: [...(rows.length === 0 ? ["not_measurable"] : []), "not_additive"] },
    rows,
    notes: rows.length === 0 ? [{ code: "no_goals", count: 0, message: "No goal is in force in this period." }] : [],
  };
};

/** Whether a person stood in a team, or in one below it, on a local date. */
type Belongs = (person: string | null, team: string | null, date: string) => boolean;

const membershipOf = async (asking: Asking, frame: Frame, goals: readonly Goal[]): Promise<Belongs> => {
  if (!goals.some((goal) => goal.scope === "team")) return () => false;
  const rows = await asking.runner.rows(sql`select p.id as person, t.id as team, m.from_day, m.to_day
    from ${fact(frame, "memberships")} m join ${fact(frame, "team_ancestors")} a on a.team_no = m.team_no
      join person_ids p on p.no = m.person_no join team_ids t on t.no = a.ancestor_no`);
  const stays = new Map<string, { readonly from: string; readonly to: string }[]>();
  for (const row of rows) {
    const key = `${row.person} ${row.team}`;
    const known = stays.get(key) ?? [];
    stays.set(key, known);
    known.push({ from: String(row.from_day), to: String(row.to_day) });
  }
  return (person, team, date) =>
    (stays.get(`${person} ${team}`) ?? []).some(({ from, to }) => from <= date && date < to);
};

/** The day on which a team's people are counted as its own: the last of the goal's, or the as-of's while it runs. */
const peopleDay = (goal: Goal, frame: Frame): string => {
  const reached = firstDayAhead(frame.asOf, frame.config.timezone) - 1;
  return dateOf(Math.max(dayNumber(goal.startsOn), Math.min(dayNumber(goal.endsOn), reached)));
};

/** What the goals of its people over the same dates add up to, for a team's and the company's; `null` where figures do not add up. */
const peopleTarget = (
  goal: Goal,
  all: readonly Goal[],
  found: Actual,
  frame: Frame,
  belongs: Belongs,
): number | null => {
  if ((goal.scope !== "company" && goal.scope !== "team") || found.additivity !== "additive") return null;
  const day = peopleDay(goal, frame);
  const same = all.filter(
    (one) =>
      one.scope === "person" &&
      aboutOf(one) === aboutOf(goal) &&
      (goal.scope === "company" || belongs(one.scopeId, goal.scopeId, day)),
  );
  return same.length === 0 ? null : same.reduce((sum, one) => sum + (targetOf(one, found, frame) ?? 0), 0);
};

const namesOf = async (asking: Asking): Promise<readonly { scope: string; id: string; name: string }[]> =>
  (
    await asking.runner.rows(sql`select 'person' as scope, i.id, p.name from people p join person_ids i on i.no = p.person_no
      union all select 'team', i.id, t.name from teams t join team_ids i on i.no = t.team_no
      union all select 'campaign', i.id, c.name from campaigns c join campaign_ids i on i.no = c.campaign_no`)
  ).map((row) => ({ scope: String(row.scope), id: String(row.id), name: String(row.name) }));
