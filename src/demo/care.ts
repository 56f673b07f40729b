/** Who looks after a record at which time: its first owner, or the heir from the moment it changed hands. */
import { dayMs } from "./days.ts";
import { afterWorking, reportDay } from "./hours.ts";
import { between, chance, type Random } from "./random.ts";
import type { OwnerMove, RecordKind } from "./records.ts";
import type { Scenario } from "./scenario.ts";
import type { Person, Staff } from "./staff.ts";

export interface Care {
  /** Whether the first owner leaves the company while holding the record, if it lasts that long. */
  readonly leaves: boolean;
  readonly keeper: (at: number) => Person;
  readonly teamAt: (at: number) => string | null;
  /** The keeper's instant after so many open hours; who takes over in between begins on their own clock. */
  readonly work: (from: number, hours: number) => number;
  /** Some days later, within the first open hours. */
  readonly workAfterDays: (from: number, days: number) => number;
  /** The last owner and the change, when the record was still open (until `endsAt`) as it changed hands. */
  readonly handover: (of: RecordKind, id: string, endsAt: number) => { owner: string; owners: OwnerMove[] };
}

/** Without leaving, a record changes hands in 3.5 % of cases, so many days (from, to) after `since`. */
export const careOf = (
  draw: Random,
  plan: Scenario,
  staff: Staff,
  first: Person,
  since: number,
  days: readonly [number, number],
): Care => {
  const leaves = first.id === plan.leaver.person && since <= plan.leaver.leavesAt;
  const changes = !leaves && chance(draw, 0.035);
  const changesAt = leaves
    ? plan.leaver.leavesAt
    : changes
      ? afterWorking(first.zone, since + between(draw, ...days) * dayMs, between(draw, 0, 6))
      : Number.POSITIVE_INFINITY;
  const heir = leaves || changes ? staff.teammate(draw, first.id, reportDay(Math.min(changesAt, plan.end))) : first;
  const keeper = (at: number): Person => (at > changesAt ? heir : first);
  const work = (from: number, hours: number): number => {
    const at = afterWorking(keeper(from).zone, from, hours);
    return keeper(at) === keeper(from) ? at : afterWorking(heir.zone, at, between(draw, 0, 2));
  };
  return {
    leaves,
    keeper,
    teamAt: (at) => staff.teamOf(keeper(at).id, reportDay(at)),
    work,
    workAfterDays: (from, later) => work(from + later * dayMs, between(draw, 0, 5)),
    handover: (of, id, endsAt) =>
      changesAt < plan.end && changesAt < endsAt
        ? { owner: heir.id, owners: [{ of, id, owner: heir.id, from: first.id, at: changesAt }] }
        : { owner: first.id, owners: [] },
  };
};
