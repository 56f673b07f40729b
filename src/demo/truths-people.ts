/** Who follows up least, and who left. */
import type { Company } from "./company.ts";
import { dateOf } from "./days.ts";
import { instantText } from "./hours.ts";
import { followed, grouped, handled } from "./measure.ts";
import { dates, type Truth } from "./truth.ts";

export const peopleTruths = (company: Company): Truth[] => {
  const { plan, staff, leads, deals } = company;
  const owners = grouped(handled(company), ({ owner }) => owner);
  const rates = [...owners].map(([owner, list]) => ({ owner, share: followed(company, list) }));
  const lowest = rates.find(({ owner }) => owner === plan.lowestFollowUp.person)?.share;
  const others = rates.flatMap(({ owner, share }) =>
    owner === plan.lowestFollowUp.person || share.value === null ? [] : [share.value],
  );
  const { person, lastDay } = plan.leaver;
  const left = [...leads, ...deals].flatMap(({ owners: changes }) => changes).filter(({ from }) => from === person);
  return [
    {
      id: "lowest_follow_up",
      kind: "lowest_of_all",
      kpi: "follow_up_rate",
      where: { person: plan.lowestFollowUp.person },
      range: dates(plan.days),
      compare: null,
      shows: "lowest",
      planted: { rate: plan.lowestFollowUp.rate },
      measured: { rate: lowest?.value ?? null, n: lowest?.den ?? null, next_lowest: Math.min(...others) },
      sentence: `${staff.person(plan.lowestFollowUp.person).name} follows up the smallest share of leads.`,
    },
    {
      id: "rep_left",
      kind: "person_left",
      kpi: null,
      where: { person },
      range: { from: dateOf(lastDay), to: dateOf(lastDay + 1) },
      compare: null,
      shows: "present",
      planted: { ended_on: dateOf(lastDay), reassigned_at: instantText(plan.leaver.leavesAt) },
      measured: {
        leads_reassigned: left.filter(({ of, at }) => of === "lead" && at === plan.leaver.leavesAt).length,
        opportunities_reassigned: left.filter(({ of, at }) => of === "opportunity" && at === plan.leaver.leavesAt)
          .length,
      },
      sentence: `${staff.person(person).name} left on ${dateOf(lastDay)}; what was open went to teammates that afternoon.`,
    },
  ];
};
