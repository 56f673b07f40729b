/** R9: who gets the credit, and which teams that counts for. */
import { rowsOf } from "../worlds/world.ts";
import type { Rec } from "./record.ts";
import { readInstant } from "./time.ts";
import type { View } from "./view.ts";
import { dateIn } from "./view.ts";

const orNull = (text: string | undefined): string | null => (text === undefined || text === "" ? null : text);

/** The owner in force at an instant, a change at that instant included. */
export const ownerAt = (record: Rec, t: number): string | null => {
  const rows = record.histories.owner.known;
  if (rows.length === 0) return orNull(record.columns.owner_id);
  const last = rows.findLast((row) => row.at.t <= t);
  return last === undefined ? orNull(rows[0]?.before) : orNull(last.value);
};

/** The first owner known of a record. */
export const firstOwner = (record: Rec): string | null => {
  const rows = record.histories.owner.known;
  if (rows.length === 0) return orNull(record.columns.owner_id);
  return orNull(rows[0]?.before) ?? orNull(rows[0]?.value);
};

/** When a lead was assigned: as the field says, else at its creation, else with the first change to an owner. */
export const assignedAt = (view: View, lead: Rec): number | null => {
  const said = readInstant(lead.columns.assigned_at, view.zone);
  if (said !== null) return said.t;
  if (ownerAt(lead, lead.created.t) !== null) return lead.created.t;
  return lead.histories.owner.known.find((row) => row.at.t > lead.created.t && row.value !== "")?.at.t ?? null;
};

/** The team a person was in on a local date. */
const teamOn = (view: View, person: string | null, date: string): string | null => {
  if (person === null) return null;
  const all = rowsOf(view.world, "memberships").filter((row) => row.person_id === person);
  if (all.length === 0) {
    return orNull(rowsOf(view.world, "people").find((row) => row.person_id === person)?.team_id);
  }
  const then = all
    .filter((row) => (row.starts_on ?? "") <= date && ((row.ends_on ?? "") === "" || date <= (row.ends_on ?? "")))
    .sort((a, b) => ((a.starts_on ?? "") < (b.starts_on ?? "") ? 1 : -1));
  return orNull(then[0]?.team_id);
};

/** A team and each team above it. */
const chainOf = (view: View, team: string): string[] => {
  const chain: string[] = [];
  for (let here: string | null = team; here !== null && !chain.includes(here); ) {
    chain.push(here);
    const row = rowsOf(view.world, "teams").find((other) => other.team_id === here);
    here = orNull(row?.parent_team_id);
  }
  return chain;
};

/** All teams that a person's record counts for at an instant; `[null]` for nobody's. */
export const teamsAt = (view: View, person: string | null, t: number): (string | null)[] => {
  const team = teamOn(view, person, dateIn(view, t));
  return team === null ? [null] : chainOf(view, team);
};
