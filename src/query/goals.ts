/** How we stand against our goals: one row per goal in force, its actual asked like any other question. */

import type { Frame } from "../kinds/index.ts";
import { fact } from "../kinds/index.ts";
import { asPriced, sumOfAmounts } from "../model/amount.ts";
import { firstDayAhead } from "../model/comparison.ts";
import { dateOf, dayNumber } from "../model/day.ts";
import type { Flag } from "../model/flags.ts";
import { Problem } from "../problem.ts";
import { day, instant, join, quoted, sql } from "../sql/index.ts";
import type { Answer, Cell, Row } from "./answer.ts";
import { type Asking, shellOf } from "./answers.ts";
import { chosenBy } from "./goal-choice.ts";
import { type Days, type Elapsed, elapsed, hereOf, shareOf } from "./goal-days.ts";
import type { Headlines } from "./part-sums.ts";
import type { Question } from "./question.ts";
import type { Resolved } from "./resolved.ts";
import type { PeopleIn, Scopes } from "./scopes.ts";

interface Goal {
  readonly id: string;
  readonly kpi: string;
  readonly variant: string;
  readonly scope: "company" | "team" | "person" | "campaign";
  readonly scopeId: string | null;
  readonly startsOn: string;
  readonly endsOn: string;
  /** Goals that one question answers have it in common. */
  readonly about: string;
  /** As it was written; and in the workspace currency at the rate of its first day, null where there is none. */
  readonly target: number;
  readonly pricedTarget: number | null;
  readonly hasNoRate: boolean;
  /** `null`: as the KPI is better. */
  readonly direction: "higher" | "lower" | null;
  /** Its dates, of a person's those on which they are here. */
  readonly here: Days;
  /** The share of its working days that lies in these. */
  readonly employed: number;
}

type Ask = (question: Question, headlines: Headlines) => Promise<Answer>;

const textOf = (value: unknown): string | null => (typeof value === "string" ? value : null);
const scopes = ["company", "team", "person", "campaign"] as const;

/** The rate of a currency on a local date: the last one known by then. */
type RateOn = (currency: string, date: string) => number | null;

const ratesOf = async (asking: Asking, frame: Frame, currencies: readonly string[]): Promise<RateOn> => {
  if (currencies.length === 0) return () => null;
  const listed = join(currencies.map(quoted), ", ");
  const rows = await asking.runner.rows(
    sql`select currency, rate_on, rate::double as rate from ${fact(frame, "rates")} where currency in (${listed}) order by rate_on desc`,
  );
  return (currency, date) => {
    const last = rows.find((row) => row.currency === currency && String(row.rate_on) <= date);
    return last === undefined ? null : Number(last.rate);
  };
};

/** Goals whose dates meet the range, each in the version that is in force at the as-of; one that was withdrawn by then is not. */
const goalsIn = async (asking: Asking, frame: Frame, resolved: Resolved, known: Scopes): Promise<readonly Goal[]> => {
  const { range } = resolved.question;
  const own = frame.config.currency;
  const rows = await asking.runner.rows(sql`
    with known as (
      select g.*, row_number() over (partition by goal_id order by coalesce(version, 0) desc) as newest from goals g
      where case when g.recorded_at <= timestamp '1970-01-01' then g.starts_on::timestamp else g.recorded_at end <= ${instant(frame.asOf)}
    )
    select k.goal_id, k.kpi, coalesce(nullif(k.variant, ''), 'default') as variant, k.scope, k.scope_id, k.starts_on, k.ends_on, k.direction,
      coalesce(k.currency, ${quoted(own)}) as currency, k.target::double as target
    from known k
    where k.newest = 1 and (k.deleted_at is null or k.deleted_at > ${instant(frame.asOf)}) and k.starts_on < ${day(range.to)} and k.ends_on >= ${day(range.from)} and k.starts_on <= k.ends_on
    order by k.starts_on, k.goal_id`);
  const foreign = new Set(rows.map((row) => String(row.currency)).filter((currency) => currency !== own));
  const rateOn = await ratesOf(asking, frame, [...foreign]);
  const pricedOf = (target: number, currency: string, date: string): number | null => {
    if (currency === own) return target;
    const rate = rateOn(currency, date);
    return rate === null ? null : asPriced(target * rate);
  };
  return rows.map((row): Goal => {
    const [kpi, variant] = [String(row.kpi), String(row.variant)];
    const [startsOn, endsOn] = [String(row.starts_on), String(row.ends_on)];
    const scope = scopes.find((one) => one === row.scope) ?? "company";
    const [scopeId, target] = [textOf(row.scope_id), Number(row.target)];
    const dates = { from: dayNumber(startsOn), to: dayNumber(endsOn) + 1 };
    const pricedTarget = row.target === null ? null : pricedOf(target, String(row.currency), startsOn);
    const here = hereOf(dates, scope === "person" ? known.employed(scopeId) : null);
    return {
      ...{ id: String(row.goal_id), kpi, variant, scope, scopeId, startsOn, endsOn, target },
      about: JSON.stringify([kpi, variant, startsOn, endsOn]),
      ...{ pricedTarget, hasNoRate: row.target !== null && pricedTarget === null },
      direction: row.direction === "lower" || row.direction === "higher" ? row.direction : null,
      here,
      employed: shareOf(here, dates, frame),
    };
  });
};

/** A goal may name what cannot be asked; whatever else goes wrong, an interrupted statement, is no answer. */
const noneIfWrong = (error: unknown): null => {
  if (error instanceof Problem) return null;
  throw error;
};

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
  for (const { about, scope } of goals) scopesOf.set(about, (scopesOf.get(about) ?? new Set()).add(scope));
  const rowsOf = new Map<Answer, ReadonlyMap<string | null, Row>>();
  const rowIn = (answer: Answer, { scope, scopeId }: Goal): Row | undefined => {
    // Of what is told by stage or by age a row is but a part.
    const whole = answer.rows.filter(({ keys }) => Object.keys(keys).length === 1);
    const rows = rowsOf.get(answer) ?? new Map(whole.map((row) => [row.keys[scope] ?? null, row]));
    rowsOf.set(answer, rows);
    return rows.get(scopeId);
  };
  const put = (goal: Goal): Promise<Answer | null> => {
    const scopes = scopesOf.get(goal.about) ?? new Set();
    const scope = goal.scope === "company" && scopes.has("person") ? "person" : goal.scope;
    const by = scope === "company" ? [] : [scope];
    const key = `${goal.about} ${by.join(" ")}`;
    // The company's is the total of its people's.
    const asksTotal = by.length === 0 || (scope === "person" && scopes.has("company"));
    const found =
      asked.get(key) ??
      ask({ ...questionOf(goal), by }, asksTotal ? "headlines" : "headlines_of_cells").catch(noneIfWrong);
    asked.set(key, found);
    return found;
  };
  return async (goal) => {
    const answer = await put(goal);
    if (answer === null) return { cell: null, additivity: "non_additive", better: null, unit: "ratio" };
    const { additivity, better, unit } = answer.definition;
    if (goal.scope === "company") return { cell: answer.total, additivity, better, unit };
    const row = rowIn(answer, goal);
    // Somebody or something without any record has no row of a split, or one for each stage; asked alone it has a cell.
    const alone =
      row === undefined
        ? await ask(
            { ...questionOf(goal), where: [{ dimension: goal.scope, operator: "=", values: [goal.scopeId] }] },
            "headlines",
          ).catch(noneIfWrong)
        : null;
    return { cell: row ?? alone?.total ?? null, additivity, better, unit };
  };
};

type Actual = Awaited<ReturnType<ReturnType<typeof actuals>>>;

/** In the workspace currency; of a person who starts or leaves in the period the part of it, where it can be parted. */
const targetOf = (goal: Goal, { additivity, unit }: Actual): number | null => {
  const whole = unit === "money" ? goal.pricedTarget : goal.target;
  return whole === null || additivity !== "additive" ? whole : asPriced(whole * goal.employed);
};

/** Why there is no attainment, beside what the actual's own flags say. */
const whyNone = (goal: Goal, { cell, unit }: Actual): readonly Flag[] => {
  if (unit === "money" && goal.hasNoRate) return ["no_rate"];
  if (cell === null) return ["not_measurable"];
  return cell.value === null ? [] : ["no_denominator"];
};

const rowOf = (goal: Goal, found: Actual, { gone, all }: Elapsed, label: string, people: number | null): Row => {
  const { cell, additivity } = found;
  const lower = (goal.direction ?? found.better) === "lower";
  const isAdditive = additivity === "additive";
  const target = targetOf(goal, found);
  const actual = cell?.value ?? null;
  const attained = (of: number | null): number | null => {
    if (actual === null || of === null || of === 0) return null;
    return lower ? (actual === 0 ? null : of / actual) : actual / of;
  };
  const value = attained(target);
  const expected = isAdditive && all > 0 ? gone / all : 1;
  const remaining = all - gone;
  const missing = actual === null || target === null ? null : target - actual;
  const gap = missing === null || !isAdditive ? missing : asPriced(missing);
  // What was reached of the part of the target that was due by now: of a cap, 1 and more is within it.
  const pace = isAdditive ? attained(target === null ? null : target * expected) : value;
  const isProrated = isAdditive && target !== null && goal.employed < 1;
  const flags = [
    ...new Set<Flag>([
      ...(cell?.flags ?? []),
      ...(value === null ? whyNone(goal, found) : []),
      ...(isProrated ? (["prorated"] as const) : []),
    ]),
  ];
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
      needed_per_working_day:
        isAdditive && !lower && gap !== null && remaining > 0 ? Math.max(0, gap) / remaining : null,
      projected_end: isAdditive && actual !== null && expected > 0 ? actual / expected : null,
      people_target: people,
    },
  };
};

const none: Omit<Cell, "flags"> = { value: null, num: null, den: null, n: 0, interval: null, excluded: {}, more: {} };

export const answerGoals = async (asking: Asking, resolved: Resolved, frame: Frame, ask: Ask): Promise<Answer> => {
  const scopes = await asking.scopes.scopes(frame);
  const all = await goalsIn(asking, frame, resolved, scopes);
  const goals = await chosenBy(asking, resolved, all, frame);
  const actual = actuals(ask, frame, goals);
  const hasTeams = goals.some((goal) => goal.scope === "team");
  const peopleIn: PeopleIn = hasTeams ? await asking.scopes.peopleIn(frame) : () => new Set();
  // Goals have few dates in common, and each is judged by them.
  const known = new Map<string, Elapsed>();
  const elapsedOf = ({ here }: Goal): Elapsed => {
    const key = `${here.from} ${here.to}`;
    const found = known.get(key) ?? elapsed(here, frame);
    known.set(key, found);
    return found;
  };
  const ofPeople = new Map<string, Goal[]>();
  for (const goal of all)
    if (goal.scope === "person") {
      const known = ofPeople.get(goal.about);
      if (known === undefined) ofPeople.set(goal.about, [goal]);
      else known.push(goal);
    }
  const rows: Row[] = [];
  for (const goal of goals) {
    const who =
      goal.scope === "company"
        ? frame.config.workspace
        : (scopes.nameOf(goal.scope, goal.scopeId) ?? goal.scopeId ?? "");
    const found = await actual(goal);
    const label = `${who}: ${goal.kpi}${goal.variant === "default" ? "" : ` ${goal.variant}`}`;
    const people = peopleTarget(goal, ofPeople.get(goal.about) ?? [], found, frame, peopleIn);
    rows.push(rowOf(goal, found, elapsedOf(goal), label, people));
  }
  return {
    ...shellOf(asking, resolved, frame),
    question: { ...shellOf(asking, resolved, frame).question, by: ["goal"] },
    total: { ...none, flags: rows.length === 0 ? ["not_measurable", "not_additive"] : ["not_additive"] },
    rows,
    notes: rows.length === 0 ? [{ code: "no_goals", count: 0, message: "No goal is in force in this period." }] : [],
  };
};

/** The day on which a team's people are counted as its own: the last of the goal's, or the as-of's while it runs. */
const peopleDay = (goal: Goal, frame: Frame): string => {
  const reached = firstDayAhead(frame.asOf, frame.config.timezone) - 1;
  return dateOf(Math.max(dayNumber(goal.startsOn), Math.min(dayNumber(goal.endsOn), reached)));
};

/** What the goals of its people over the same dates add up to, for a team's and the company's; `null` where figures do not add up, or one of them is not known. */
const peopleTarget = (
  goal: Goal,
  people: readonly Goal[],
  found: Actual,
  frame: Frame,
  peopleIn: PeopleIn,
): number | null => {
  if ((goal.scope !== "company" && goal.scope !== "team") || found.additivity !== "additive") return null;
  const own = goal.scope === "company" ? null : peopleIn(goal.scopeId, peopleDay(goal, frame));
  const same = own === null ? people : people.filter((one) => own.has(one.scopeId));
  const targets = same.map((one) => targetOf(one, found)).filter((target) => target !== null);
  return same.length === 0 || targets.length < same.length ? null : sumOfAmounts(targets);
};
