/** What the company, its teams and its people are to reach each quarter: last quarter, a little better. */
import type { Company } from "./company.ts";
import { addMonths, dateOf, firstOfQuarter } from "./days.ts";
import { reportDay } from "./hours.ts";
import { closes, followed, handled, mean, within } from "./measure.ts";
import { between, random } from "./random.ts";
import type { Activity, Fields } from "./records.ts";
import type { Days } from "./scenario.ts";

interface Aim {
  readonly kpi: string;
  readonly variant?: string;
  readonly scope: "company" | "team" | "person";
  readonly id: string | null;
  readonly direction: "higher" | "lower";
  readonly currency?: string;
  /** How much better than the quarter before, as factors from and to. */
  readonly stretch: readonly [number, number];
  readonly decimals: number;
  /** What was reached in those days; `null`: nothing to go by. */
  readonly reached: (days: Days) => number | null;
}

const quarters = ({ from, to }: Days): readonly Days[] => {
  const list: Days[] = [];
  for (let start = firstOfQuarter(from); start < to; start = addMonths(start, 3))
    if (start >= from) list.push({ from: start, to: addMonths(start, 3) });
  return list;
};

const notZero = (value: number): number | null => (value === 0 ? null : value);

const aims = (company: Company, activities: readonly Activity[]): readonly Aim[] => {
  const { staff, deals } = company;
  const done = activities
    .filter(
      ({ status, automated, internal, person }) => status === "completed" && !automated && !internal && person !== null,
    )
    .map(({ person, at }) => ({ person: person ?? "", day: reportDay(at) }));
  const opened = deals.map(({ opening, amount, currency }) => ({
    ...opening,
    day: reportDay(opening.at),
    money: currency === "USD" ? (amount ?? 0) : (amount ?? 0) * 1.1,
  }));
  const closed = closes(company);
  const leads = handled(company);
  const belongs = (person: string, day: number, team: string | null): boolean =>
    team === null ||
    staff.teamOf(person, day) === team ||
    (team === "sales" && staff.teamOf(person, day) !== "marketing");

  const activityAim = (scope: Aim["scope"], id: string | null): Aim => ({
    kpi: "activities",
    scope,
    id,
    direction: "higher",
    stretch: [1.0, 1.1],
    decimals: scope === "person" ? -1 : -2,
    reached: (days) =>
      notZero(
        done.filter(
          ({ person, day }) => within(days, day) && (scope === "person" ? person === id : belongs(person, day, id)),
        ).length,
      ),
  });
  const openedAim = (scope: Aim["scope"], id: string | null, credit: "owner" | "createdBy"): Aim => ({
    kpi: "opportunities_created",
    variant: credit === "owner" ? "credit_owner" : undefined,
    scope,
    id,
    direction: "higher",
    stretch: [0.98, 1.12],
    decimals: 0,
    reached: (days) =>
      notZero(
        opened.filter(
          (one) =>
            within(days, one.day) && (scope === "person" ? one[credit] === id : belongs(one[credit], one.day, id)),
        ).length,
      ),
  });
  const winAim = (scope: "company" | "team", id: string | null): Aim => ({
    kpi: "win_rate",
    scope,
    id,
    direction: "higher",
    stretch: [1.0, 1.08],
    decimals: 2,
    reached: (days) => {
      const list = closed.filter(({ day, team }) => within(days, day) && (id === null || team === id));
      return list.length < 20 ? null : list.filter(({ won }) => won).length / list.length;
    },
  });
  const responseAim = (scope: "company" | "team", id: string | null): Aim => ({
    kpi: "response_time",
    scope,
    id,
    direction: "lower",
    stretch: [0.85, 0.97],
    decimals: 0,
    reached: (days) =>
      mean(
        leads.flatMap(({ hours, day, team }) =>
          hours !== null && within(days, day) && (id === null || team === id) ? [hours] : [],
        ),
      ),
  });
  const followUpAim = (scope: "team" | "person", id: string): Aim => ({
    kpi: "follow_up_rate",
    scope,
    id,
    direction: "higher",
    stretch: [1.0, 1.06],
    decimals: 2,
    reached: (days) =>
      followed(
        company,
        leads.filter(({ day, team, owner }) => within(days, day) && (scope === "team" ? team === id : owner === id)),
      ).value,
  });
  const value: Aim = {
    kpi: "opportunities_created",
    variant: "value",
    scope: "company",
    id: null,
    direction: "higher",
    currency: "USD",
    stretch: [1.0, 1.1],
    decimals: -4,
    reached: (days) =>
      notZero(opened.filter(({ day }) => within(days, day)).reduce((sum, { money }) => sum + money, 0)),
  };
  return [
    activityAim("company", null),
    openedAim("company", null, "createdBy"),
    value,
    winAim("company", null),
    responseAim("company", null),
    ...["east", "west", "europe"].flatMap((team) => [
      openedAim("team", team, "owner"),
      winAim("team", team),
      activityAim("team", team),
    ]),
    openedAim("team", "sdr", "createdBy"),
    activityAim("team", "sdr"),
    followUpAim("team", "sdr"),
    responseAim("team", "sdr"),
    ...staff.people.flatMap(({ id, role }) =>
      role === "rep"
        ? [activityAim("person", id), openedAim("person", id, "owner")]
        : role === "sdr"
          ? [activityAim("person", id), openedAim("person", id, "createdBy"), followUpAim("person", id)]
          : [],
    ),
  ];
};

const round = (value: number, decimals: number): number => {
  const unit = 10 ** -decimals;
  return Number((Math.max(1, Math.round(value / unit)) * unit).toFixed(Math.max(0, decimals)));
};

/** A target follows what the quarter before reached; the first quarter has its own to go by. One goal was lowered later. */
export const goalRows = (company: Company, activities: readonly Activity[]): Fields[] => {
  const { plan, staff } = company;
  const list = quarters(plan.days);
  return aims(company, activities).flatMap((aim) => {
    const draw = random(plan.seed, `goal ${aim.kpi} ${aim.scope} ${aim.id}`);
    return list.flatMap((days, index) => {
      const factor = between(draw, aim.stretch[0], aim.stretch[1]);
      const person = aim.scope === "person" && aim.id !== null ? staff.person(aim.id) : null;
      if (person !== null && (person.startedOn > days.from || (person.endedOn ?? days.to) < days.from)) return [];
      const before = aim.reached(list[index - 1] ?? days) ?? aim.reached(days);
      if (before === null) return [];
      const target = round(before * factor, aim.decimals);
      const row = {
        goal_id: [aim.kpi, aim.variant, aim.scope, aim.id, dateOf(days.from)].filter(Boolean).join("-"),
        kpi: aim.kpi,
        variant: aim.variant,
        scope: aim.scope,
        scope_id: aim.id,
        starts_on: dateOf(days.from),
        ends_on: dateOf(days.to - 1),
        target: aim.kpi.endsWith("_rate") ? Math.min(target, 0.97) : target,
        direction: aim.direction,
        version: 1,
        currency: aim.currency,
      };
      const revised = aim.scope === "company" && aim.kpi === "activities" && index === list.length - 2;
      return revised
        ? [
            row,
            {
              ...row,
              version: 2,
              target: round(target * 0.95, aim.decimals),
              recorded_at: `${dateOf(days.from + 20)}T14:00:00Z`,
            },
          ]
        : [row];
    });
  });
};
