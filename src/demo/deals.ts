/** What becomes of an opportunity: its way through the stages, what is done about it, and how it ends. */
import { careOf } from "./care.ts";
import { dayMs, dayNamed } from "./days.ts";
import { advances, enter, fallsBack, isLost, isReviewed, isWon, rests, rungAt, type Way } from "./deal-steps.ts";
import { dealValues } from "./deal-values.ts";
import { workedOn } from "./deal-work.ts";
import { afterWorking, instantText, reportDay } from "./hours.ts";
import { products } from "./names.ts";
import { between, chance, logNormal, pick, pickWeighted, poisson, random } from "./random.ts";
import type { Activity, Fields, Opening, OwnerMove, Response, StageMove, ValueMove } from "./records.ts";
import type { Scenario } from "./scenario.ts";
import type { Staff } from "./staff.ts";

export interface DealLife {
  readonly id: string;
  readonly opening: Opening;
  readonly owner: string;
  readonly stage: string;
  readonly closedAt: number | null;
  readonly amount: number | null;
  readonly currency: string;
  readonly expectedCloseOn: string;
  readonly lostReason: string | null;
  readonly product: string;
  readonly stages: readonly StageMove[];
  readonly owners: readonly OwnerMove[];
  readonly values: readonly ValueMove[];
  readonly activities: readonly Activity[];
  readonly responses: readonly Response[];
}

const setOut = (plan: Scenario, staff: Staff, id: string, opening: Opening): Way => {
  const draw = random(plan.seed, `opportunity ${id}`);
  const owner = staff.person(opening.owner);
  const care = careOf(draw, plan, staff, owner, opening.at, [12, 55]);
  const way: Way = {
    draw,
    plan,
    id,
    opening,
    care,
    values: dealValues(draw, id, opening, plan.end),
    stages: [],
    pace: logNormal(draw, 1, 0.22),
    skill: owner.skill * (opening.type === "new" ? 0.97 : 1.12),
    position: 0,
    at: opening.at,
    held: false,
    reopened: false,
    closed: null,
  };
  enter(way, rungAt(0).stage, opening.at);
  return way;
};

/** When the present visit ends; from its day on the slow team takes longer in its slow stage. */
const visitEnds = ({ draw, plan, care, at, position, pace }: Way): number => {
  const { stage, days, spread } = rungAt(position);
  const { team, from, factor, stage: slowStage } = plan.slowTeam;
  const slow = stage === slowStage && care.teamAt(at) === team && reportDay(at) >= from;
  const usual = Math.max(0.4, logNormal(draw, days * pace, spread));
  return care.workAfterDays(at, usual * (slow ? factor : 1));
};

const steps = [rests, isReviewed, fallsBack, isLost, isWon, advances];

/** From visit to visit until it is closed or the data ends: what was done meanwhile. */
const walked = (way: Way): { activities: Activity[]; responses: Response[] } => {
  const { draw, plan, id, care, opening, values } = way;
  const activities: Activity[] = [];
  const responses: Response[] = [];
  while (way.at < plan.end && way.closed === null) {
    const next = visitEnds(way);
    const done = workedOn(draw, id, care, way.at, Math.min(next, plan.end), 4.6, opening.lead === null);
    activities.push(...done.activities);
    responses.push(...done.responses);
    if (next > dayNamed(values.now().expectedCloseOn) * dayMs && chance(draw, 0.8)) values.putOff(next, 14, 50);
    steps.find((step) => step(way, next));
  }
  return { activities, responses };
};

/** The whole life of one opportunity, cut at the end of the data. */
export const dealLife = (plan: Scenario, staff: Staff, id: string, opening: Opening): DealLife => {
  const way = setOut(plan, staff, id, opening);
  const { activities, responses } = walked(way);
  const stages = way.stages.filter(({ at }) => at < plan.end);
  const closed = way.closed !== null && way.closed.at < plan.end ? way.closed : null;
  const inData = ({ at }: { readonly at: number }): boolean => at < plan.end && reportDay(at) >= plan.days.from;
  return {
    id,
    opening,
    ...way.care.handover("opportunity", id, way.closed?.at ?? Number.POSITIVE_INFINITY),
    stage: stages.at(-1)?.stage ?? rungAt(0).stage,
    closedAt: closed?.at ?? null,
    lostReason: closed?.reason ?? null,
    ...way.values.now(),
    product: pickWeighted(way.draw, products),
    stages,
    values: way.values.moves,
    activities: activities.filter(inData),
    responses: responses.filter(inData),
  };
};

/** Opportunities without a lead: those already open on the first day, and business with customers. */
export const openingsWithoutLead = (
  plan: Scenario,
  staff: Staff,
  accounts: readonly Opening["account"][],
): Opening[] => {
  const draw = random(plan.seed, "openings without a lead");
  const list: Opening[] = [];
  for (let day = plan.opensOn; day < plan.days.to; day += 1) {
    const before = day < plan.days.from;
    for (let left = poisson(draw, before ? 3.4 : 0.2); left > 0; left -= 1) {
      const account = pick(draw, accounts);
      const owner = pick(draw, staff.available(account.territory, day)).id;
      const at = afterWorking(staff.person(owner).zone, day * dayMs + 15 * 3_600_000, between(draw, 0, 5));
      const type = before ? "new" : chance(draw, 0.45) ? "renewal" : "expansion";
      if (at < plan.end) list.push({ at, owner, createdBy: owner, account, campaign: null, type, lead: null });
    }
  }
  return list;
};

export const dealRow = (life: DealLife): Fields => ({
  opportunity_id: life.id,
  created_at: instantText(life.opening.at),
  name: `${life.opening.account.name}: ${life.product}`,
  account_id: life.opening.account.id,
  campaign_id: life.opening.campaign,
  owner_id: life.owner,
  created_by: life.opening.createdBy,
  type: life.opening.type,
  pipeline_id: "sales",
  amount: life.amount,
  currency: life.currency,
  expected_close_on: life.expectedCloseOn,
  stage: life.stage,
  closed_at: life.closedAt === null ? null : instantText(life.closedAt),
  lost_reason: life.lostReason,
  product: life.product,
});
