/** What files tell beside our columns, of records and of what they name: asked like the columns that we know. */
import { describe, expect, it } from "vitest";
import { catalogue } from "../src/kpis/index.ts";
import type { Answer, Question } from "../src/query/index.ts";
import { dimensionsOf } from "../src/query/index.ts";
import { valuesOf } from "../src/query/values.ts";
import { company } from "./engine.ts";
import { randomWorld } from "./worlds/random.ts";
import { rowsOf, type World } from "./worlds/world.ts";

/** A column of ours, and the same told as one that we do not know, which may be called anything. */
const copies = [
  { table: "accounts", from: "segment", dimension: "segment", attribute: "account.attribute.Size" },
  { table: "campaigns", from: "channel", dimension: "channel", attribute: "campaign.attribute.Size" },
  { table: "people", from: "person_id", dimension: "person", attribute: "person.attribute.Size" },
  { table: "activities", from: "type", dimension: "activity_type", attribute: "attribute.Size\\Kind" },
  { table: "responses", from: "sentiment", dimension: "sentiment", attribute: "attribute.*" },
] as const;

const withCopy = (world: World, { table, from, attribute }: (typeof copies)[number]): World => {
  const called = attribute.slice(attribute.indexOf("attribute.") + "attribute.".length);
  const rows = rowsOf(world, table).map((row) => ({ ...row, [called]: row[from] ?? "" }));
  return { ...world, tables: { ...world.tables, [table]: rows } };
};

const range = { from: "2024-02-01", to: "2025-02-01" };

/** Cells by key; of people, who are listed without any record too, those that have some. */
const cellsOf = (answer: Answer, id: string) =>
  Object.fromEntries(
    answer.rows
      .filter(({ keys, n, den, num }) => keys[id] !== null && ((n ?? 0) > 0 || (den ?? 0) > 0 || (num ?? 0) > 0))
      .map(({ keys, value, num, den, n, excluded }) => [
        JSON.stringify({ ...keys, [id]: undefined, of: keys[id] }),
        { value, num, den, n, excluded },
      ]),
  );

/** Asked as of an earlier instant, too. */
const early = ["win_rate", "lead_conversion", "cost_per_lead", "activities", "response_sentiment"];

const taking = (dimension: string): Question[] =>
  catalogue
    .filter(({ type }) => type !== "goal")
    .flatMap(({ id, variants }) =>
      Object.entries(variants)
        .filter(([, { measure }]) => dimensionsOf(measure).includes(dimension))
        .map(([variant]) => ({ kpi: id, variant, range })),
    );

describe.each(copies)("$attribute, a copy of $dimension", ({ attribute, dimension, ...copy }) => {
  const world = withCopy(randomWorld(3), { attribute, dimension, ...copy } as (typeof copies)[number]);
  const made = company(world.config, world.tables);
  let cells = 0;
  const own = attribute.startsWith("attribute.");
  const questions = taking(dimension).filter(({ kpi }) => !own || ["activities", "response_sentiment"].includes(kpi));

  it.each(questions)("splits and filters $kpi $variant as the column itself", async (question) => {
    const { asker } = await made;
    const found: string[] = [];
    for (const asOf of early.includes(question.kpi) ? [undefined, "2024-09-01"] : [undefined]) {
      const by = async (id: string) => cellsOf(await asker.answer({ ...question, by: [id], asOf }), id);
      const known = await by(dimension);
      expect(await by(attribute)).toEqual(known);
      cells += Object.keys(known).length;
      if (asOf === undefined) found.push(...Object.keys(known).map((key) => String(JSON.parse(key).of)));
    }
    const [value] = found;
    if (value === undefined) return;
    const total = async (id: string) => {
      const where = [{ dimension: id, operator: "=" as const, values: [value] }];
      const { value: figure, num, den, n } = (await asker.answer({ ...question, where })).total;
      return { figure, num, den, n };
    };
    expect(await total(attribute)).toEqual(await total(dimension));
  });

  it("was compared in cells that hold something", () => {
    expect(cells).toBeGreaterThan(questions.length);
  });

  it("has the same values to choose from", async () => {
    const { asker } = await made;
    const ids = async (id: string) => (await valuesOf(asker, id)).map((one) => one.id).filter((one) => one !== null);
    const listed = new Set(await ids(dimension));
    const told = await ids(attribute);
    expect(told.length).toBeGreaterThan(0);
    expect(told.filter((id) => !listed.has(id))).toEqual([]);
  });
});

it("an attribute that only accounts have is found where it was asked of the record, and one of nobody names those there are", async () => {
  await using made = await company(randomWorld(3).config, {
    accounts: [{ account_id: "a", name: "Acme", Tier: "gold" }],
    opportunities: [{ opportunity_id: "1", created_at: "2024-03-01T09:00:00Z", account_id: "a", Region: "EMEA" }],
  });
  const ask = (id: string) => made.asker.answer({ kpi: "opportunities_created", range, by: [id] });
  expect((await ask("account.attribute.Tier")).rows).toMatchObject([{ keys: { "account.attribute.Tier": "gold" } }]);
  await expect(ask("attribute.Tier")).rejects.toMatchObject({
    code: "unknown_dimension",
    facts: { known: ["attribute.Region", "account.attribute.Tier"] },
  });
  await expect(ask("account.attribute.Teir")).rejects.toMatchObject({
    facts: { nearest: "account.attribute.Tier" },
  });
});

it("what is written as a number is compared as one: 900 is less than 1000, and what is no number is neither", async () => {
  const created_at = "2024-03-01T09:00:00Z";
  await using made = await company(randomWorld(3).config, {
    accounts: ["900", "1000", "1e3", "", "many"].map((Staff, index) => ({ account_id: `a${index}`, name: "A", Staff })),
    opportunities: ["0", "1", "2", "3", "4"].map((id) => ({ opportunity_id: id, created_at, account_id: `a${id}` })),
  });
  const created = async (operator: ">" | ">=" | "<" | "<=", value: string) => {
    const where = [{ dimension: "account.attribute.Staff", operator, values: [value] }];
    return (await made.asker.answer({ kpi: "opportunities_created", range, where })).total.value;
  };
  expect(await created(">=", "1000")).toBe(2);
  expect(await created(">", "900")).toBe(2);
  expect(await created("<", "1000")).toBe(1);
  expect(await created("<=", "1000")).toBe(3);
  // A word is compared as a word.
  expect(await created(">=", "m")).toBe(1);
});

it("a number may have a sign, groups of three, an exponent or a percent sign, in the filter and in what files tell; nan is none", async () => {
  const created_at = "2024-03-01T09:00:00Z";
  const staff = ["1,200", " 5", "-3", "+7", "5e3", "50%", "7.5%", "nan", "inf", "12,34", "2024-01-05", "many"];
  await using made = await company(randomWorld(3).config, {
    accounts: staff.map((Staff, index) => ({ account_id: `a${index}`, name: "A", Staff })),
    opportunities: staff.map((_, index) => ({ opportunity_id: `${index}`, created_at, account_id: `a${index}` })),
  });
  const created = async (operator: ">" | ">=" | "<" | "<=", value: string) => {
    const where = [{ dimension: "account.attribute.Staff", operator, values: [value] }];
    const page = { limit: 100, offset: 0 };
    const { rows } = await made.asker.records({ kpi: "opportunities_created", range, where }, "num", page);
    return rows.map(({ id }) => staff[Number(id)]).toSorted();
  };
  for (const thousand of ["1000", "1,000", "1e3", "+1000.0", " 1000 "])
    expect(await created(">=", thousand)).toEqual(["1,200", "5e3"]);
  expect(await created("<=", "7")).toEqual([" 5", "+7", "-3"]);
  expect(await created(">", "-.5")).toEqual([" 5", "+7", "1,200", "5e3"]);
  expect(await created(">", "7.5%")).toEqual(["50%"]);
  expect(await created("<=", "50%")).toEqual(["50%", "7.5%"]);
  // A date is no number, and what is no date is neither before nor after one.
  expect(await created(">=", "2024-01-01")).toEqual(["2024-01-05"]);
});

describe("a date that a filter compares with", () => {
  const created_at = "2024-03-01T09:00:00Z";
  const renewals = ["2023-12-31", "2024-01-01", "2024-03-31T18:30:00", "2024-04-01 00:00", "2025-01-01", "open", ""];
  const made = company(randomWorld(3).config, {
    opportunities: renewals.map((Renewal, index) => ({
      ...{ opportunity_id: `${index}`, created_at, Renewal },
      ...{ Signed: Renewal.replace(/^(\d+)-(\d+)-(\d+).*/, "$3/$2/$1"), Tier: "gold" },
    })),
  });
  const created = async (attribute: string, operator: ">" | ">=" | "<" | "<=", value: string) => {
    const where = [{ dimension: `attribute.${attribute}`, operator, values: [value] }];
    const page = { limit: 100, offset: 0 };
    const { rows } = await (await made).asker.records({ kpi: "opportunities_created", range, where }, "num", page);
    return rows.map(({ id }) => Number(id)).toSorted();
  };

  it("may be a year or a month, which is meant as a whole", async () => {
    expect(await created("Renewal", ">=", "2024")).toEqual([1, 2, 3, 4]);
    expect(await created("Renewal", ">", "2024")).toEqual([4]);
    expect(await created("Renewal", "<=", "2024")).toEqual([0, 1, 2, 3]);
    expect(await created("Renewal", "<", "2024")).toEqual([0]);
    expect(await created("Renewal", "<=", "2024-03")).toEqual([0, 1, 2]);
    expect(await created("Renewal", ">", "2024-03")).toEqual([3, 4]);
  });

  it("is a whole day: until the last of March holds what was in its evening", async () => {
    expect(await created("Renewal", "<=", "2024-03-31")).toEqual([0, 1, 2]);
    expect(await created("Renewal", ">", "2024-03-31")).toEqual([3, 4]);
  });

  it("is a mistake where no value is one that can be compared, and not a question about nobody", async () => {
    for (const [attribute, bound, reason] of [
      ["Signed", "2024-01-01", /no attribute.Signed is a date as 2026-07-31: there is /],
      ["Tier", "1000", "no attribute.Tier is a number: there is gold."],
      ["Tier", "2024", "no attribute.Tier is a number or a date as 2026-07-31: there is gold."],
      ["Renewal", "31.3.2024", "a date is compared as 2026-07-31, a month as 2026-07."],
    ] as const)
      await expect(created(attribute, ">=", bound), `${attribute} ${bound}`).rejects.toMatchObject({
        ...{ code: "bad_filter", facts: { reason: expect.stringMatching(reason) } },
      });
  });
});

it("of an account and a campaign that were told later an earlier instant knows neither kind nor channel", async () => {
  await using made = await company(randomWorld(3).config, {
    accounts: [{ account_id: "a", name: "Acme", segment: "large", recorded_at: "2024-06-01T00:00:00Z" }],
    campaigns: [{ campaign_id: "c", name: "Fair", channel: "event", recorded_at: "2024-06-01T00:00:00Z" }],
    opportunities: [{ opportunity_id: "1", created_at: "2024-03-01T09:00:00Z", account_id: "a", campaign_id: "c" }],
  });
  const keys = async (by: string, asOf: string) =>
    (await made.asker.answer({ kpi: "opportunities_created", range, by: [by], asOf })).rows.map((row) => row.keys[by]);
  for (const [by, known] of [
    ["segment", "large"],
    ["channel", "event"],
  ] as const) {
    expect(await keys(by, "2024-03-05")).toEqual([null]);
    expect(await keys(by, "2024-06-05")).toEqual([known]);
  }
});

it("a name that several accounts or people have means all of them: as one that the first has, the others' deals were left out", async () => {
  await using made = await company(randomWorld(3).config, {
    accounts: ["a", "b", "c"].map((account_id) => ({ account_id, name: account_id === "c" ? "Bolt" : "Acme" })),
    people: ["p", "q"].map((person_id) => ({ person_id, name: "Anna Lee" })),
    opportunities: ["a", "b", "c"].map((account_id) => ({
      ...{ opportunity_id: account_id, created_at: "2024-03-01T09:00:00Z", account_id },
      ...{ created_by: account_id === "b" ? "q" : "p", stage: "qualified" },
    })),
  });
  const created = async (dimension: string, operator: "=" | "!=" | "in", ...values: string[]) => {
    const where = [{ dimension, operator, values }];
    return (await made.asker.answer({ kpi: "opportunities_created", range, where })).total.value;
  };
  expect(await created("account", "=", "Acme")).toBe(2);
  expect(await created("account", "!=", "acme")).toBe(1);
  expect(await created("account", "in", "Acme", "Bolt")).toBe(3);
  expect(await created("account", "=", "a")).toBe(1);
  expect(await created("person", "=", "Anna Lee")).toBe(3);
});
