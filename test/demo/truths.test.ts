import { describe, expect, it } from "vitest";
import { makeDemo, type Truth } from "../../src/demo/index.ts";
import {
  day,
  differenceInSigmas,
  groupBy,
  inRange,
  localDate,
  mean,
  median,
  ms,
  type Rec,
  rowsOf,
  share,
  teamAt,
} from "./rows.ts";

describe.each([
  { seed: 1, endsOn: "2026-11-24" },
  { seed: 7, endsOn: "2026-03-31" },
  { seed: 42, endsOn: "2024-02-29" },
])("the truths planted with seed $seed, ending on $endsOn", ({ seed, endsOn }) => {
  const demo = makeDemo({ seed, endsOn });
  const end = ms(demo.truths.as_of);
  const team = teamAt(demo);
  const truth = (id: string): Truth => demo.truths.truths.find((one) => one.id === id)!;
  const living = (row: Rec): boolean => row.deleted_at === null && row.is_test === null && row.merged_into === null;

  const leads = rowsOf(demo, "leads").filter(living);
  const deals = rowsOf(demo, "opportunities").filter((row) => living(row) && row.stage !== "created_in_error");
  const stageMoves = groupBy(rowsOf(demo, "stage_changes"), (row) => row.subject_id!);
  const ownerMoves = groupBy(rowsOf(demo, "owner_changes"), (row) => row.subject_id!);
  const activities = rowsOf(demo, "activities");
  const ownerAt = (id: string, owner: string | null, instant: number): string | null => {
    const moves = ownerMoves.get(id) ?? [];
    const last = moves.filter((move) => ms(move.changed_at) <= instant).at(-1);
    return last?.owner_id ?? moves[0]?.from_owner_id ?? owner;
  };

  const touchedAt = new Map<string, number>();
  for (const one of activities) {
    const human = one.status === "completed" && one.automated === null && one.internal === null;
    if (one.lead_id === null || !human || (one.direction !== "outbound" && one.type !== "meeting")) continue;
    touchedAt.set(one.lead_id!, Math.min(ms(one.occurred_at), touchedAt.get(one.lead_id!) ?? Number.POSITIVE_INFINITY));
  }
  const assigned = leads
    .filter((lead) => lead.assigned_at !== null)
    .map((lead) => {
      const owner = ownerMoves.get(lead.lead_id!)?.[0]?.from_owner_id ?? lead.owner_id!;
      const date = localDate(ms(lead.assigned_at));
      return { lead, owner, date, at: ms(lead.assigned_at), team: team(owner, date) };
    });
  const followed = ({ lead, at }: { lead: Rec; at: number }): boolean =>
    (touchedAt.get(lead.lead_id!) ?? Infinity) <= at + 7 * day;
  const mature = assigned.filter(({ at }) => at + 7 * day <= end);

  const qualifiedAt = new Map<string, number>();
  for (const deal of deals) {
    const first = stageMoves
      .get(deal.opportunity_id!)
      ?.find((move) => ["qualified", "proposal", "negotiation", "closed_won"].includes(move.stage!));
    if (first !== undefined) qualifiedAt.set(deal.opportunity_id!, ms(first.changed_at));
  }
  const isConverted = (lead: Rec): boolean =>
    lead.opportunity_id !== null &&
    (qualifiedAt.get(lead.opportunity_id!) ?? Infinity) <= ms(lead.created_at) + 45 * day;
  const oldEnough = (lead: Rec): boolean => ms(lead.created_at) + 45 * day <= end;

  it("lets the initiative raise the follow-up rate of its team from its first day, and of no other team", () => {
    const { where, range, compare, measured, planted } = truth("initiative_follow_up");
    const rate = (theirs: boolean, when: { from: string; to: string }) =>
      mature.filter((one) => (one.team === where.team) === theirs && inRange(one.date, when));
    const [before, after] = [rate(true, compare!), rate(true, range!)];
    expect(share(before, followed)).toBeCloseTo(measured.before!, 10);
    expect(share(after, followed)).toBeCloseTo(measured.after!, 10);
    expect(share(after, followed) - share(before, followed)).toBeGreaterThan(Number(planted.gain) - 0.05);
    expect(share(after, followed) - share(before, followed)).toBeLessThan(Number(planted.gain) + 0.05);
    const others = [rate(false, compare!), rate(false, range!)] as const;
    expect(Math.abs(share(others[1], followed) - share(others[0], followed))).toBeLessThan(0.05);
    const initiative = rowsOf(demo, "initiatives").find((row) => row.initiative_id === planted.initiative)!;
    expect([initiative.starts_on, initiative.scope, initiative.scope_ids]).toEqual([range!.from, "team", where.team]);
  });

  it("lets the same initiative shorten the response and raise the lead conversion", () => {
    const { where, range, compare, measured } = truth("initiative_conversion");
    const theirs = assigned.filter((one) => one.team === where.team);
    const cohort = (when: { from: string; to: string }) =>
      theirs.filter(({ date, lead }) => inRange(date, when) && oldEnough(lead)).map(({ lead }) => lead);
    const [before, after] = [cohort(compare!), cohort(range!)];
    expect(share(before, isConverted)).toBeCloseTo(measured.before!, 10);
    expect(share(after, isConverted)).toBeCloseTo(measured.after!, 10);
    expect(
      differenceInSigmas(share(before, isConverted), before.length, share(after, isConverted), after.length),
    ).toBeGreaterThan(1.96);
    const waits = (when: { from: string; to: string }): number =>
      median(
        theirs.flatMap(({ lead, date }) => {
          const wait = (touchedAt.get(lead.lead_id!) ?? Number.NaN) - ms(lead.created_at);
          return inRange(date, when) && lead.created_at!.length > 10 && wait >= 0 ? [wait / 3_600_000] : [];
        }),
      );
    expect(waits(compare!)).toBeCloseTo(truth("initiative_response_time").measured.before_median_answered!, 6);
    expect(waits(range!)).toBeLessThan(0.6 * waits(compare!));
  });

  it("gives the second initiative no effect that could be told from chance", () => {
    const { range, compare } = truth("initiative_without_effect");
    const classes = ["positive", "negative", "unsubscribe"];
    const responses = rowsOf(demo, "responses").filter(
      (row) => row.lead_id !== null && classes.includes(row.sentiment!),
    );
    const latest = (when: { from: string; to: string }): Rec[] => [
      ...new Map(
        responses.filter((row) => inRange(localDate(ms(row.received_at)), when)).map((row) => [row.lead_id!, row]),
      ).values(),
    ];
    const positive = (row: Rec): boolean => row.sentiment === "positive";
    const [before, after] = [latest(compare!), latest(range!)];
    expect(before.length).toBeGreaterThan(500);
    expect(
      Math.abs(differenceInSigmas(share(before, positive), before.length, share(after, positive), after.length)),
    ).toBeLessThan(3);
  });

  it("has one person with clearly the lowest follow-up rate", () => {
    const { where, measured } = truth("lowest_follow_up");
    const rates = [...groupBy(mature, ({ owner }) => owner)]
      .map(([person, list]) => ({ person, rate: share(list, followed), n: list.length }))
      .toSorted((left, right) => left.rate - right.rate);
    expect(rates[0]!.person).toBe(where.person);
    expect(rates[0]!.rate).toBeCloseTo(measured.rate!, 10);
    expect(rates[0]!.n).toBe(measured.n);
    expect(rates[1]!.rate - rates[0]!.rate).toBeGreaterThan(0.15);
    expect(rates.length).toBeGreaterThan(25);
  });

  it("lets one person leave and hands over everything that was open", () => {
    const { where, planted, measured } = truth("rep_left");
    const person = rowsOf(demo, "people").find((row) => row.person_id === where.person)!;
    expect(person.ended_on).toBe(planted.ended_on);
    const handed = rowsOf(demo, "owner_changes").filter(
      (row) => row.from_owner_id === where.person && row.changed_at === planted.reassigned_at,
    );
    expect(handed.filter((row) => row.subject_type === "lead")).toHaveLength(measured.leads_reassigned!);
    expect(handed.filter((row) => row.subject_type === "opportunity")).toHaveLength(measured.opportunities_reassigned!);
    expect(handed.length).toBeGreaterThan(10);
    const leaves = ms(String(planted.reassigned_at));
    expect(activities.filter((row) => row.person_id === where.person && ms(row.occurred_at) > leaves)).toEqual([]);
    const open = ["discovery", "qualified", "proposal", "negotiation", "on_hold"];
    expect(deals.filter((row) => row.owner_id === where.person && open.includes(row.stage!))).toEqual([]);
    expect(deals.filter((row) => row.owner_id === where.person).length).toBeGreaterThan(30);
  });

  const visits = deals.flatMap((deal) => {
    const moves = stageMoves.get(deal.opportunity_id!) ?? [];
    return moves.map((move, index) => {
      const at = ms(move.changed_at);
      const next = moves[index + 1];
      const date = localDate(at);
      return {
        stage: move.stage!,
        date,
        team: team(ownerAt(deal.opportunity_id!, deal.owner_id!, at)!, date),
        days: next === undefined ? null : (ms(next.changed_at) - at) / day,
      };
    });
  });

  it("doubles the time of one team in one stage, and of no other team", () => {
    const { where, range, compare, measured } = truth("team_slows_down");
    const days = (theirs: boolean, when: { from: string; to: string }): number =>
      mean(
        visits.flatMap((visit) =>
          visit.stage === where.stage &&
          (visit.team === where.team) === theirs &&
          inRange(visit.date, when) &&
          visit.days !== null
            ? [visit.days]
            : [],
        ),
      );
    expect(days(true, compare!)).toBeCloseTo(measured.before_mean_days!, 8);
    expect(days(true, range!)).toBeCloseTo(measured.after_mean_days!, 8);
    expect(days(true, range!) / days(true, compare!)).toBeGreaterThan(1.65);
    expect(days(true, range!) / days(true, compare!)).toBeLessThan(2.4);
    expect(Math.abs(days(false, range!) / days(false, compare!) - 1)).toBeLessThan(0.2);
  });

  it("has one stage that is the slowest of all", () => {
    const { where } = truth("slowest_stage");
    const medians = ["discovery", "qualified", "proposal", "negotiation"].map((stage) => ({
      stage,
      days: median(visits.flatMap((visit) => (visit.stage === stage && visit.days !== null ? [visit.days] : []))),
    }));
    const sorted = medians.toSorted((left, right) => right.days - left.days);
    expect(sorted[0]!.stage).toBe(where.stage);
    expect(sorted[0]!.days).toBeGreaterThan(1.3 * sorted[1]!.days);
  });

  it("has one channel whose leads hardly convert", () => {
    const { where, measured } = truth("weak_channel");
    const channelOf = new Map(rowsOf(demo, "campaigns").map((row) => [row.campaign_id!, row.channel!]));
    const rates = [
      ...groupBy(
        leads.filter((lead) => lead.campaign_id !== null && oldEnough(lead)),
        (lead) => channelOf.get(lead.campaign_id!)!,
      ),
    ]
      .map(([channel, list]) => ({ channel, rate: share(list, isConverted) }))
      .toSorted((left, right) => left.rate - right.rate);
    expect(rates[0]!.channel).toBe(where.channel);
    expect(rates[0]!.rate).toBeCloseTo(measured.rate!, 10);
    expect(rates[1]!.rate).toBeGreaterThan(2 * rates[0]!.rate);
  });

  it("has a campaign with a budget and no spend, and one with spend and no leads", () => {
    const spent = new Set(rowsOf(demo, "spend").map((row) => row.campaign_id));
    const brought = new Set(leads.map((row) => row.campaign_id));
    const campaigns = rowsOf(demo, "campaigns");
    const without = (list: Set<string | null | undefined>) =>
      campaigns.filter((row) => !list.has(row.campaign_id!)).map((row) => row.campaign_id);
    expect(without(spent)).toEqual([truth("budget_without_spend").where.campaign]);
    expect(without(brought)).toEqual([truth("spend_without_leads").where.campaign]);
    expect(Number(campaigns.find((row) => row.campaign_id === without(spent)[0])!.budget)).toBeGreaterThan(0);
  });

  it("makes the win rate of one team fall significantly in the last whole quarter, and of no other team", () => {
    const { where, range, compare, measured } = truth("win_rate_drop");
    const closed = deals.flatMap((deal) => {
      if (deal.closed_at === null || !stageMoves.has(deal.opportunity_id!)) return [];
      const at = ms(deal.closed_at);
      const date = localDate(at);
      return [
        {
          won: deal.stage === "closed_won",
          date,
          team: team(ownerAt(deal.opportunity_id!, deal.owner_id!, at)!, date),
        },
      ];
    });
    const won = (one: { won: boolean }): boolean => one.won;
    const sigmas = (name: string): number => {
      const [before, after] = [compare!, range!].map((when) =>
        closed.filter((one) => one.team === name && inRange(one.date, when)),
      );
      return differenceInSigmas(share(before!, won), before!.length, share(after!, won), after!.length);
    };
    const after = closed.filter((one) => one.team === where.team && inRange(one.date, range!));
    expect(share(after, won)).toBeCloseTo(measured.after!, 10);
    expect(after).toHaveLength(measured.after_n!);
    expect(sigmas(where.team!)).toBeLessThan(-2.5);
    for (const other of ["east", "west", "europe"].filter((name) => name !== where.team))
      expect(sigmas(other)).toBeGreaterThan(-2.5);
  });

  it("follows the week and the year", () => {
    const { measured } = truth("season");
    const weekdays = leads.map((lead) => new Date(`${localDate(ms(lead.created_at))}T00:00:00Z`).getUTCDay());
    expect(share(weekdays, (one) => one === 2)).toBeCloseTo(measured.tuesday_share!, 10);
    const counts = [1, 2, 3, 4, 5].map((one) => weekdays.filter((weekday) => weekday === one).length);
    expect(Math.max(...counts)).toBeLessThan(1.1 * counts[1]!);
    expect(share(weekdays, (one) => one === 0 || one === 6)).toBeLessThan(0.08);
    expect(measured.july_august_a_day!).toBeLessThan(0.85 * measured.september_november_a_day!);
  });

  it("counts what is wrong with the data as it says", () => {
    const all = rowsOf(demo, "leads");
    const allDeals = rowsOf(demo, "opportunities");
    const counts = {
      merged: all.filter((row) => row.merged_into !== null).length,
      test: [...all, ...allDeals].filter((row) => row.is_test !== null).length,
      deleted: [...all, ...allDeals].filter((row) => row.deleted_at !== null).length,
      void: allDeals.filter((row) => row.stage === "created_in_error").length,
      converted_without_opportunity: all.filter((row) => row.converted_at !== null && row.opportunity_id === null)
        .length,
      closed_before_created: allDeals.filter((row) => (row.closed_at ?? row.closed_on ?? "9") < row.created_at!).length,
      born_closed: allDeals.filter((row) => row.closed_at === row.created_at).length,
      no_history: allDeals.filter((row) => row.closed_on !== null && !stageMoves.has(row.opportunity_id!)).length,
      date_only: all.filter((row) => row.created_at!.length === 10).length,
      pre_contacted: all.filter((row) => (touchedAt.get(row.lead_id!) ?? Infinity) < ms(row.created_at)).length,
      missing_rate: allDeals.filter((row) => row.currency === "CHF").length,
      missing_amount: allDeals.filter((row) => row.amount === null).length,
      doubled_mail: activities.length - new Set(activities.map((row) => row.message_id ?? row.activity_id)).size,
    };
    for (const [id, count] of Object.entries(counts)) {
      expect({ id, count: Object.values(truth(id).measured)[0] }).toEqual({ id, count });
      expect(count).toBeGreaterThan(0);
    }
    const undeclared = allDeals.filter((row) => row.stage === "legal_review").length;
    expect(undeclared).toBe(truth("undeclared_stage").measured.standing);
    expect(undeclared).toBeGreaterThan(2);
    const open = ["discovery", "qualified", "proposal", "negotiation", "on_hold", "legal_review"];
    const overdue = deals.filter(
      (row) => open.includes(row.stage!) && stageMoves.has(row.opportunity_id!) && row.expected_close_on! < endsOn,
    );
    expect(overdue).toHaveLength(truth("overdue").measured.opportunities!);
    expect(overdue.length).toBeGreaterThan(10);
  });
});
