/** What is wrong in every real export: doubles, tests, conversions that lead nowhere, deals from a former system. */
import type { Company } from "./company.ts";
import { dateOf, dayMs, isWorkday, weekdayIndex } from "./days.ts";
import { afterWorking, hour, instantOf, instantText, reportDay, reportZone } from "./hours.ts";
import { between, chance, pick, random, shuffled, whole } from "./random.ts";
import type { Activity, Fields } from "./records.ts";

/** Leads that were entered a second time and merged later; a few of the doubles twice. */
export const mergedLeads = ({ plan, leads, deleted }: Company): Fields[] => {
  const draw = random(plan.seed, "merged");
  const twins = shuffled(draw, leads)
    .filter(({ arrival }) => !arrival.dateOnly && !deleted.has(arrival.id) && arrival.at < plan.end - 25 * dayMs)
    .slice(0, 88);
  return twins.flatMap(({ arrival }, index) => {
    const id = `LD${String(index + 1).padStart(3, "0")}`;
    const again = (lead_id: string, into: string, after: number): Fields => ({
      lead_id,
      created_at: instantText(arrival.at + after * hour),
      name: arrival.name,
      email: arrival.email,
      account_id: arrival.namesAccount ? arrival.account.id : null,
      source: "website",
      origin: "marketing",
      stage: "new",
      merged_into: into,
      merged_at: instantText(afterWorking(reportZone, arrival.at + (after + between(draw, 20, 200)) * hour, 1)),
    });
    const double = again(id, arrival.id, between(draw, 1, 260));
    return index < 3 ? [double, again(`${id}B`, id, between(draw, 1, 260))] : [double];
  });
};

const anInstant = ({ plan }: Company, draw: () => number): number =>
  instantOf(reportZone, whole(draw, plan.days.from, plan.days.to - 2), whole(draw, 9 * 3600, 17 * 3600) * 1000);

export const testLeads = (company: Company): Fields[] => {
  const draw = random(company.plan.seed, "test leads");
  return Array.from({ length: 24 }, (_, index) => ({
    lead_id: `LT${String(index + 1).padStart(2, "0")}`,
    created_at: instantText(anInstant(company, draw)),
    name: "Test Test",
    email: `test${index + 1}@example.com`,
    source: "website",
    origin: "marketing",
    stage: "new",
    is_test: true,
  }));
};

/** Test records, deals of a former system that have no history (two end before they begin), deals born closed, and some in an undeclared stage. */
export const oddDeals = (company: Company): Fields[] => {
  const { plan, staff, accounts } = company;
  const draw = random(plan.seed, "odd deals");
  const common = (opportunity_id: string, day: number): Fields => {
    const account = pick(draw, accounts);
    const owner = pick(draw, staff.available(account.territory, day)).id;
    return {
      opportunity_id,
      name: `${account.name}: Core`,
      account_id: account.id,
      owner_id: owner,
      created_by: owner,
      type: "new",
      pipeline_id: "sales",
      amount: whole(draw, 20, 400) * 100,
      currency: "USD",
      product: "Core",
    };
  };
  const tests = Array.from({ length: 4 }, (_, index): Fields => {
    const at = anInstant(company, draw);
    return {
      ...common(`OT${index + 1}`, reportDay(at)),
      name: "Test deal",
      created_at: instantText(at),
      stage: "discovery",
      is_test: true,
    };
  });
  const former = Array.from({ length: 14 }, (_, index): Fields => {
    const created = plan.opensOn + whole(draw, 0, 50);
    const closed = index < 2 ? created - whole(draw, 3, 20) : created + whole(draw, 55, 130);
    return {
      ...common(`OF${String(index + 1).padStart(2, "0")}`, created),
      created_at: dateOf(created),
      closed_on: dateOf(closed),
      stage: index % 3 === 0 ? "closed_won" : "closed_lost",
      lost_reason: index % 3 === 0 ? null : "price",
    };
  });
  const born = Array.from({ length: 5 }, (_, index): Fields => {
    const at = anInstant(company, draw);
    return {
      ...common(`OB${index + 1}`, reportDay(at)),
      created_at: instantText(at),
      closed_at: instantText(at),
      stage: "closed_won",
    };
  });
  const undeclared = Array.from({ length: 3 }, (_, index): Fields => {
    const day = plan.days.to - whole(draw, 12, 60);
    return {
      ...common(`OL${index + 1}`, day),
      created_at: instantText(instantOf(reportZone, day, 11 * hour)),
      expected_close_on: dateOf(day + 70),
      stage: "legal_review",
    };
  });
  return [...tests, ...former, ...born, ...undeclared];
};

/** Leads marked as converted, though no opportunity is known: id to instant. */
export const strayConversions = ({ plan, leads, dealOfLead }: Company): ReadonlyMap<string, number> => {
  const draw = random(plan.seed, "stray conversions");
  return new Map(
    shuffled(draw, leads)
      .filter(
        ({ arrival, stages, disqualified, opening }) =>
          disqualified === null &&
          opening === null &&
          !dealOfLead.has(arrival.id) &&
          stages.at(-1)?.stage === "engaged",
      )
      .slice(0, 6)
      .map(({ arrival, stages, activities }) => {
        const latest = Math.max(arrival.at, ...stages.map(({ at }) => at), ...activities.map(({ at }) => at));
        return [arrival.id, Math.min(latest + whole(draw, 600, 90_000) * 1000, plan.end - 60_000)];
      }),
  );
};

/** The same mail in two mailboxes: logged by the sender and, a moment later, by the manager who was in copy. */
export const doubledMails = ({ plan, staff }: Company, activities: readonly Activity[]): Activity[] => {
  const draw = random(plan.seed, "doubled mails");
  return activities
    .filter(
      ({ type, person, automated }) => type === "email" && person !== null && automated !== true && chance(draw, 0.008),
    )
    .map((mail) => ({
      ...mail,
      at: Math.min(mail.at + whole(draw, 1, 40) * 1000, plan.end - 1000),
      person: staff.person(mail.person ?? "").manager,
    }));
};

/** Every team meets once a week among itself, in the manager's morning. */
export const teamMeetings = ({ plan, staff }: Company): Activity[] => {
  const list: Activity[] = [];
  for (let day = plan.days.from; day < plan.days.to; day += 1) {
    if (weekdayIndex(day) !== 0 || !isWorkday(day)) continue;
    for (const manager of staff.people.filter(({ role }) => role === "manager")) {
      const at = instantOf(manager.zone, day, 9.5 * hour);
      const team = staff.teamOf(manager.id, day);
      const present = staff.people.filter(({ id }) => team !== null && staff.teamOf(id, day) === team);
      if (at < plan.end)
        list.push({
          type: "meeting",
          at,
          person: manager.id,
          direction: null,
          status: "completed",
          internal: true,
          seconds: 2700,
          subject: "Team meeting",
          attendees: present.map(({ id }) => id),
        });
    }
  }
  return list;
};

/** What is in the calendar for the two weeks after the data ends: plans, not facts. */
export const plannedMeetings = ({ plan, deals }: Company): Activity[] => {
  const draw = random(plan.seed, "planned meetings");
  return shuffled(
    draw,
    deals.filter(({ closedAt, stage }) => closedAt === null && stage !== "on_hold"),
  )
    .slice(0, 60)
    .map(({ id, owner }) => ({
      type: "meeting" as const,
      at: afterWorking(reportZone, plan.end + between(draw, 0, 14) * dayMs, between(draw, 0, 6)),
      person: owner,
      opportunity: id,
      direction: null,
      status: "scheduled" as const,
      subject: "Review with decision makers",
    }));
};
