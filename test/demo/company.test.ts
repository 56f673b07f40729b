import { describe, expect, it } from "vitest";
import { workingTime } from "../../src/demo/days.ts";
import { reportZone } from "../../src/demo/hours.ts";
import { makeDemo } from "../../src/demo/index.ts";
import { parseConfig } from "../../src/model/config.ts";
import { type TableName, tables } from "../../src/model/tables.ts";
import { day, groupBy, localDate, mean, median, ms, type Rec, rowsOf, share, wall } from "./rows.ts";

const started = performance.now();
const endsOn = "2026-11-24";
const demo = makeDemo({ seed: 1, endsOn });
const took = performance.now() - started;
const read = new Map<string, Rec[]>(tables.map((table) => [table.name, rowsOf(demo, table.name)]));
const rows = (name: TableName): Rec[] => read.get(name)!;
const end = ms(demo.truths.as_of);
const from = demo.truths.starts_on;

describe("the demo company", () => {
  it("is made within seconds", () => {
    expect(took).toBeLessThan(15_000);
  });

  it("has a configuration that is read without a fault and says what the people live by", () => {
    const config = parseConfig(demo.config, "quarterdeck.yaml");
    expect(config.workingTime).toEqual(workingTime);
    expect([config.timezone, config.currency]).toEqual([reportZone, "USD"]);
    const categories = config.pipelines.flatMap(({ stages }) => stages.map(({ category }) => category));
    expect(new Set(categories)).toEqual(new Set(["open", "hold", "won", "lost", "no_decision", "void"]));
  });

  it("has every canonical table with its columns, and no required field empty", () => {
    for (const table of tables) {
      const made = demo.tables[table.name]!;
      expect(made.rows.length, table.name).toBeGreaterThan(0);
      for (const column of table.columns) {
        expect(made.columns, table.name).toContain(column.name);
        const index = made.columns.indexOf(column.name);
        const values = made.rows.map((row) => row[index]);
        if ("required" in column) expect(values.includes(null), `${table.name}.${column.name}`).toBe(false);
        if ("values" in column && column.values !== undefined) {
          const known: readonly string[] = column.values;
          expect(values.filter((value) => value !== null && !known.includes(value!))).toEqual([]);
        }
      }
      expect(made.rows.filter((row) => row.length !== made.columns.length)).toEqual([]);
    }
  });

  it("has unique keys", () => {
    for (const table of tables) {
      const keys = rows(table.name).map((row) => table.key.map((column) => row[column]).join("|"));
      expect(new Set(keys).size, table.name).toBe(keys.length);
    }
  });

  it("refers to nothing that is not there, but for one stage that nobody declared", () => {
    const stages = parseConfig(demo.config, "quarterdeck.yaml").pipelines.flatMap((pipeline) => pipeline.stages);
    const ids: Record<string, Set<string>> = {
      person: new Set(rows("people").map((row) => row.person_id!)),
      team: new Set(rows("teams").map((row) => row.team_id!)),
      account: new Set(rows("accounts").map((row) => row.account_id!)),
      campaign: new Set(rows("campaigns").map((row) => row.campaign_id!)),
      lead: new Set(rows("leads").map((row) => row.lead_id!)),
      opportunity: new Set(rows("opportunities").map((row) => row.opportunity_id!)),
      activity: new Set(rows("activities").map((row) => row.activity_id!)),
      response: new Set(rows("responses").map((row) => row.response_id!)),
      pipeline: new Set(["sales"]),
      stage: new Set([...stages.map((stage) => stage.id), "legal_review"]),
    };
    for (const table of tables)
      for (const column of table.columns) {
        if (!("ref" in column) || column.ref === undefined) continue;
        const lost = rows(table.name).filter((row) => {
          const kind = column.ref === "subject" ? row.subject_type! : String(column.ref);
          const value = row[column.name];
          return value !== null && !ids[kind]!.has(value!);
        });
        expect(lost, `${table.name}.${column.name}`).toEqual([]);
      }
    for (const goal of rows("goals").filter((row) => row.scope !== "company"))
      expect(ids[goal.scope!]!.has(goal.scope_id!)).toBe(true);
  });

  it("has 24 months, five teams, forty people and the sizes that were asked for", () => {
    expect([from, demo.truths.ends_on]).toEqual(["2024-11-25", endsOn]);
    const teams = rows("teams");
    const parents = new Set(teams.map((row) => row.parent_team_id));
    expect(teams.filter((row) => !parents.has(row.team_id!))).toHaveLength(5);
    expect(rows("people")).toHaveLength(40);
    expect(rows("campaigns")).toHaveLength(30);
    expect(new Set(rows("campaigns").map((row) => row.channel)).size).toBeGreaterThan(5);
    const about = (count: number, wanted: number) => expect(Math.abs(count / wanted - 1)).toBeLessThan(0.15);
    about(rows("leads").length, 12_000);
    about(rows("opportunities").length, 3000);
    about(rows("activities").length, 60_000);
    expect(rows("memberships").length).toBeGreaterThan(42);
  });

  it("has plausible figures", () => {
    const deals = rows("opportunities").filter((row) => row.closed_at !== null);
    const won = deals.filter((row) => row.stage === "closed_won");
    const lost = deals.filter((row) => ["closed_lost", "no_decision"].includes(row.stage!));
    const winRate = won.length / (won.length + lost.length);
    expect(winRate).toBeGreaterThan(0.2);
    expect(winRate).toBeLessThan(0.3);
    const cycle = mean([...won, ...lost].map((row) => (ms(row.closed_at) - ms(row.created_at)) / day));
    expect(cycle).toBeGreaterThan(50);
    expect(cycle).toBeLessThan(70);
    const leads = rows("leads");
    const linked = share(leads, (row) => row.opportunity_id !== null);
    expect(linked).toBeGreaterThan(0.2);
    expect(linked).toBeLessThan(0.3);
    const perDollar: Record<string, number> = { USD: 1, EUR: 1.09, GBP: 1.27 };
    const spent = rows("spend").reduce((sum, row) => sum + Number(row.amount) * perDollar[row.currency!]!, 0);
    expect(spent / leads.length).toBeGreaterThan(80);
    expect(spent / leads.length).toBeLessThan(150);
    const first = new Map<string, number>();
    for (const row of rows("activities"))
      if (row.lead_id !== null && row.automated === null && !first.has(row.lead_id!))
        first.set(row.lead_id!, ms(row.occurred_at));
    const hours = leads.flatMap((row) =>
      first.has(row.lead_id!) ? [(first.get(row.lead_id!)! - ms(row.created_at)) / 3_600_000] : [],
    );
    expect(median(hours)).toBeGreaterThan(1);
    expect(median(hours)).toBeLessThan(8);
    expect(hours.filter((wait) => wait > 7 * 24).length).toBeGreaterThan(100);
    expect(first.size / leads.length).toBeLessThan(0.9);
  });

  it("has no fact after the last day, and plans that lie beyond it", () => {
    const facts: [TableName, string][] = [
      ["leads", "created_at"],
      ["leads", "assigned_at"],
      ["leads", "converted_at"],
      ["leads", "disqualified_at"],
      ["leads", "deleted_at"],
      ["leads", "merged_at"],
      ["opportunities", "created_at"],
      ["opportunities", "closed_at"],
      ["opportunities", "deleted_at"],
      ["stage_changes", "changed_at"],
      ["owner_changes", "changed_at"],
      ["value_changes", "changed_at"],
      ["responses", "received_at"],
    ];
    for (const [table, column] of facts)
      expect(rows(table).filter((row) => ms(row[column]) >= end).length, `${table}.${column}`).toBe(0);
    const late = rows("activities").filter((row) => ms(row.occurred_at) >= end);
    expect(new Set(late.map((row) => row.status))).toEqual(new Set(["scheduled"]));
    expect(rows("spend").reduce((last, row) => (row.spent_on! > last ? row.spent_on! : last), "")).toBe(endsOn);
    expect(rows("leads").filter((row) => localDate(ms(row.created_at)) < from)).toEqual([]);
  });

  it("lets nothing happen to a record before it was created, but for a few leads that were called before", () => {
    const leads = new Map(rows("leads").map((row) => [row.lead_id!, ms(row.created_at)]));
    const deals = new Map(rows("opportunities").map((row) => [row.opportunity_id!, ms(row.created_at)]));
    const early = rows("activities").filter((row) => ms(row.occurred_at) < leads.get(row.lead_id ?? "")!);
    expect(early.length).toBeGreaterThan(3);
    expect(early.length).toBeLessThan(60);
    expect(rows("activities").filter((row) => ms(row.occurred_at) < deals.get(row.opportunity_id ?? "")!)).toEqual([]);
    const assignedEarly = rows("leads").filter((row) => ms(row.assigned_at) < ms(row.created_at));
    const convertedEarly = rows("leads").filter((row) => ms(row.converted_at) <= ms(row.created_at));
    const movedEarly = [...rows("stage_changes"), ...rows("owner_changes")].filter(
      (row) => !(ms(row.changed_at) >= (row.subject_type === "lead" ? leads : deals).get(row.subject_id!)!),
    );
    expect([...assignedEarly, ...convertedEarly, ...movedEarly]).toEqual([]);
    const answered = new Map(rows("activities").map((row) => [row.activity_id!, ms(row.occurred_at)]));
    expect(rows("responses").filter((row) => !(ms(row.received_at) > answered.get(row.activity_id!)!))).toEqual([]);
  });

  it("creates the opportunity of a converted lead at the instant of the conversion", () => {
    const deals = new Map(rows("opportunities").map((row) => [row.opportunity_id!, row]));
    const converted = rows("leads").filter((row) => row.opportunity_id !== null);
    for (const row of converted) expect(deals.get(row.opportunity_id!)!.created_at).toBe(row.converted_at);
    expect(converted.filter((row) => row.disqualified_at !== null)).toEqual([]);
  });

  it("has stage histories whose moves follow one another, ordered by their change ids", () => {
    const moves = groupBy(rows("stage_changes"), (row) => `${row.subject_type} ${row.subject_id}`);
    const broken: Rec[] = [];
    let [skips, regressions, reopenings, sameInstant, holds] = [0, 0, 0, 0, 0];
    const ladder = ["discovery", "qualified", "proposal", "negotiation", "closed_won"];
    for (const list of moves.values()) {
      if (list[0]!.from_stage !== null) broken.push(list[0]!);
      for (const [index, move] of list.slice(1).entries()) {
        const before = list[index]!;
        const follows = move.from_stage === before.stage && move.stage !== before.stage;
        const later = move.changed_at! >= before.changed_at! && Number(move.change_id) > Number(before.change_id);
        if (!follows || !later) broken.push(move);
        if (move.changed_at === before.changed_at) sameInstant += 1;
        const [left, right] = [ladder.indexOf(before.stage!), ladder.indexOf(move.stage!)];
        if (left >= 0 && right > left + 1) skips += 1;
        if (left >= 0 && left < 4 && right >= 0 && right < left) regressions += 1;
        if (before.stage === "closed_lost" && right >= 0) reopenings += 1;
        if (move.stage === "on_hold") holds += 1;
      }
    }
    expect(broken).toEqual([]);
    expect(Math.min(skips, regressions, reopenings, holds)).toBeGreaterThan(25);
    expect(sameInstant).toBeGreaterThan(5);
  });

  it("agrees with itself: stage, close, owner and amount are the last of their history", () => {
    const stage = new Map(rows("stage_changes").map((row) => [row.subject_id!, row]));
    const owner = new Map(rows("owner_changes").map((row) => [row.subject_id!, row.owner_id!]));
    const amount = new Map(
      rows("value_changes").flatMap((row) =>
        row.field === "amount" ? [[row.opportunity_id!, row.value!] as const] : [],
      ),
    );
    const wrong = [...rows("leads"), ...rows("opportunities")].filter((row) => {
      const id = row.lead_id ?? row.opportunity_id ?? "";
      const last = stage.get(id);
      return (
        (last !== undefined && row.stage !== last.stage) ||
        (owner.has(id) && row.owner_id !== owner.get(id)) ||
        (amount.has(id) && row.amount !== amount.get(id)) ||
        (last !== undefined && (row.closed_at ?? null) !== null && row.closed_at !== last.changed_at)
      );
    });
    expect(wrong).toEqual([]);
    expect(amount.size).toBeGreaterThan(100);
  });

  it("has people who work on weekdays from nine to five of their own clock", () => {
    const zones = new Map(rows("people").map((row) => [row.person_id!, row.timezone!]));
    const worked = rows("activities").filter((row) => row.person_id !== null && row.automated === null);
    const away = worked.filter((row) => {
      const clock = wall(ms(row.occurred_at), zones.get(row.person_id!)!);
      const weekday = new Date(`${clock.slice(0, 10)}T00:00:00Z`).getUTCDay();
      return weekday === 0 || weekday === 6 || clock.slice(11) < "09:00" || clock.slice(11) > "17:00";
    });
    expect(away.length / worked.length).toBeLessThan(0.005);
    const christmas = worked.filter((row) => {
      const soon = row.occurred_at!.startsWith("2025-12-2");
      return soon && wall(ms(row.occurred_at), zones.get(row.person_id!)!).startsWith("2025-12-25");
    });
    expect(christmas).toEqual([]);
  });

  it("has nobody who works or owns before the first or after the last day", () => {
    const people = new Map(rows("people").map((row) => [row.person_id!, row]));
    const outside = (person: string | null | undefined, instant: number): boolean => {
      if (person === null || person === undefined) return false;
      const { started_on, ended_on } = people.get(person)!;
      const date = localDate(instant);
      return date < started_on! || (ended_on !== null && date > ended_on!);
    };
    expect(rows("activities").filter((row) => outside(row.person_id, ms(row.occurred_at)))).toEqual([]);
    expect(rows("opportunities").filter((row) => outside(row.created_by, ms(row.created_at)))).toEqual([]);
    expect(
      rows("leads").filter((row) => row.assigned_at !== null && outside(row.created_by, ms(row.created_at))),
    ).toEqual([]);
  });

  it("calls every company and everybody on the staff by a name of their own, with mail at example.com only", () => {
    for (const name of ["accounts", "people"] as const) {
      const names = rows(name).map((row) => row.name);
      expect(new Set(names).size).toBe(names.length);
    }
    const mails = [...rows("people"), ...rows("leads")].map((row) => row.email!);
    expect(mails.filter((mail) => !/^[a-z0-9.]+@example\.com$/.test(mail))).toEqual([]);
  });

  it("has a rate on or before every close, but for one currency", () => {
    const first = new Map<string, string>();
    for (const row of rows("fx_rates")) if (!first.has(row.currency!)) first.set(row.currency!, row.rate_on!);
    const foreign = rows("opportunities").filter((row) => row.currency !== "USD");
    expect(new Set(foreign.map((row) => row.currency))).toEqual(new Set(["EUR", "GBP", "CAD", "CHF"]));
    for (const row of foreign)
      if (row.currency !== "CHF") expect(first.get(row.currency!)! < row.created_at!.slice(0, 10)).toBe(true);
  });

  it("has goals of all scopes that are near what is reached", () => {
    const goals = rows("goals");
    expect(new Set(goals.map((row) => row.scope))).toEqual(new Set(["company", "team", "person"]));
    expect(new Set(goals.map((row) => row.kpi)).size).toBeGreaterThan(3);
    const done = groupBy(
      rows("activities").filter((row) => row.status === "completed" && row.automated === null && row.internal === null),
      (row) => row.person_id!,
    );
    const dates = new Map(
      [...done].map(([person, list]) => [person, list.map((row) => localDate(ms(row.occurred_at)))]),
    );
    const whole = goals.filter((row) => row.kpi === "activities" && row.scope === "person" && row.ends_on! <= endsOn);
    const attained = whole.map(
      (goal) =>
        (dates.get(goal.scope_id!) ?? []).filter((date) => date >= goal.starts_on! && date <= goal.ends_on!).length /
        Number(goal.target),
    );
    expect(attained.length).toBeGreaterThan(150);
    expect(median(attained)).toBeGreaterThan(0.85);
    expect(median(attained)).toBeLessThan(1.15);
    expect(share(attained, (one) => one > 0.5 && one < 1.8)).toBeGreaterThan(0.9);
  });
});
