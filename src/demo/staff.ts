/** Who works at the demo company, in which team from when to when, and how each of them works. */
import { addMonths, dateOf } from "./days.ts";
import { firstNames, lastNames } from "./names.ts";
import { between, pick, type Random, random, shuffled } from "./random.ts";
import type { Fields } from "./records.ts";
import type { Scenario } from "./scenario.ts";

interface Stay {
  readonly team: string;
  /** Local days, both inclusive; `to` is `null` while it lasts. */
  readonly from: number;
  readonly to: number | null;
}

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly role: "rep" | "sdr" | "manager" | "marketer" | "other";
  readonly manager: string | null;
  readonly zone: string;
  readonly startedOn: number;
  readonly endedOn: number | null;
  readonly stays: readonly Stay[];
  /** The share of assigned leads this person follows up, and the usual wait in open hours. */
  readonly followUp: number;
  readonly wait: number;
  /** Around 1: how well this person moves leads and opportunities forward. */
  readonly skill: number;
}

export interface Staff {
  readonly people: readonly Person[];
  readonly person: (id: string) => Person;
  /** The team of a person on a local day. */
  readonly teamOf: (id: string, day: number) => string | null;
  /** Who can be given something new on that day. */
  readonly available: (team: string, day: number) => readonly Person[];
  readonly teammate: (draw: Random, id: string, day: number) => Person;
}

export const teams: readonly Fields[] = [
  { team_id: "sales", name: "Sales" },
  { team_id: "east", name: "East", parent_team_id: "sales" },
  { team_id: "west", name: "West", parent_team_id: "sales" },
  { team_id: "europe", name: "Europe", parent_team_id: "sales" },
  { team_id: "sdr", name: "Sales development", parent_team_id: "sales" },
  { team_id: "marketing", name: "Marketing" },
];

const newYork = "America/New_York";
const chicago = "America/Chicago";
const denver = "America/Denver";
const losAngeles = "America/Los_Angeles";
const london = "Europe/London";
const berlin = "Europe/Berlin";

type Post = readonly [role: Person["role"], team: string, manager: string | null, zone: string];
const repeated = (count: number, post: Post): Post[] => Array.from({ length: count }, () => post);

/** In the order of their ids, P01 to P40. */
const posts: readonly Post[] = [
  ["manager", "sales", null, newYork],
  ["manager", "east", "P01", newYork],
  ["manager", "west", "P01", losAngeles],
  ["manager", "europe", "P01", london],
  ["manager", "sdr", "P01", newYork],
  ["manager", "marketing", null, newYork],
  ...repeated(5, ["rep", "east", "P02", newYork]),
  ...repeated(2, ["rep", "east", "P02", chicago]),
  ...repeated(5, ["rep", "west", "P03", losAngeles]),
  ...repeated(2, ["rep", "west", "P03", denver]),
  ...repeated(3, ["rep", "europe", "P04", london]),
  ...repeated(3, ["rep", "europe", "P04", berlin]),
  ...repeated(4, ["sdr", "sdr", "P05", newYork]),
  ...repeated(2, ["sdr", "sdr", "P05", losAngeles]),
  ...repeated(3, ["sdr", "sdr", "P05", london]),
  ...repeated(3, ["marketer", "marketing", "P06", newYork]),
  ["other", "marketing", "P06", chicago],
  ["other", "sales", "P01", newYork],
];

/** Who changes team, in which month of the 24, and to where. */
const moves: Readonly<Record<string, readonly [month: number, team: string, role: Person["role"], manager: string]>> = {
  P11: [10, "west", "rep", "P03"],
  P27: [13, "east", "rep", "P02"],
  P39: [16, "sales", "other", "P01"],
};
/** Who joins in which month. */
const joins: Readonly<Record<string, number>> = { P20: 3, P30: 6, P38: 8 };

const hire =
  (plan: Scenario, names: readonly string[]) =>
  ([role, team, manager, zone]: Post, index: number): Person => {
    const id = `P${String(index + 1).padStart(2, "0")}`;
    const draw = random(plan.seed, `person ${id}`);
    const joined = joins[id];
    const startedOn =
      joined === undefined ? plan.opensOn - Math.floor(between(draw, 60, 1500)) : addMonths(plan.days.from, joined);
    const endedOn = id === plan.leaver.person ? plan.leaver.lastDay : null;
    const move = moves[id];
    const movesOn = move === undefined ? null : addMonths(plan.days.from, move[0]);
    const followUp = role === "sdr" ? between(draw, 0.68, 0.78) : between(draw, 0.66, 0.9);
    return {
      id,
      name: names[index] ?? id,
      role: move?.[2] ?? role,
      manager: move?.[3] ?? manager,
      zone,
      startedOn,
      endedOn,
      stays:
        move === undefined || movesOn === null
          ? [{ team, from: startedOn, to: endedOn }]
          : [
              { team, from: startedOn, to: movesOn - 1 },
              { team: move[1], from: movesOn, to: null },
            ],
      followUp: id === plan.lowestFollowUp.person ? plan.lowestFollowUp.rate : followUp,
      wait: role === "sdr" ? between(draw, 0.75, 1.25) : between(draw, 0.5, 1.7),
      skill: between(draw, 0.88, 1.12),
    };
  };

const holds = (stay: Stay, day: number): boolean => stay.from <= day && (stay.to === null || day <= stay.to);

export const staffOf = (plan: Scenario): Staff => {
  const draw = random(plan.seed, "staff names");
  const [first, last] = [shuffled(draw, firstNames), shuffled(draw, lastNames)];
  const people = posts.map(
    hire(
      plan,
      posts.map((_, index) => `${first[index]} ${last[index]}`),
    ),
  );
  const byId = new Map(people.map((person) => [person.id, person]));
  const person = (id: string): Person => {
    const found = byId.get(id);
    if (found === undefined) throw new Error(`nobody is called ${id}`);
    return found;
  };
  const teamOf = (id: string, day: number): string | null =>
    person(id).stays.find((stay) => holds(stay, day))?.team ?? null;
  const sells = people.filter(({ role }) => role === "rep" || role === "sdr");
  const availableOn = new Map<string, readonly Person[]>();
  const available = (team: string, day: number): readonly Person[] => {
    const key = `${team} ${day}`;
    const found =
      availableOn.get(key) ??
      sells.filter(({ id, endedOn }) => teamOf(id, day) === team && (endedOn === null || day < endedOn - 7));
    availableOn.set(key, found);
    return found;
  };
  const teammate = (chooser: Random, id: string, day: number): Person =>
    pick(
      chooser,
      available(teamOf(id, day) ?? "east", day).filter((other) => other.id !== id && other.endedOn === null),
    );
  return { people, person, teamOf, available, teammate };
};

export const peopleRows = ({ people }: Staff): Fields[] =>
  people.map((person) => ({
    person_id: person.id,
    name: person.name,
    email: `${person.name.toLowerCase().replace(/\s+/g, ".")}@example.com`,
    role: person.role,
    team_id: person.stays.at(-1)?.team,
    manager_id: person.manager,
    timezone: person.zone,
    started_on: dateOf(person.startedOn),
    ended_on: person.endedOn === null ? null : dateOf(person.endedOn),
  }));

export const membershipRows = ({ people }: Staff): Fields[] =>
  people.flatMap(({ id, stays }) =>
    stays.map(({ team, from, to }) => ({
      person_id: id,
      team_id: team,
      starts_on: dateOf(from),
      ends_on: to === null ? null : dateOf(to),
    })),
  );
