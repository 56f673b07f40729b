import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { configSchema, parseConfig, writeConfig } from "../../src/model/config.ts";
import type { WorkspaceConfig } from "../../src/model/process.ts";
import { Problem } from "../../src/problem.ts";

const acme = `workspace: Acme
timezone: America/New_York        # the one report time zone
currency: USD
week_starts: monday
fiscal_calendars:
  - {id: fiscal, starts_month: 2, label: ending_year}
working_time: {days: [mon, tue, wed, thu, fri], from: "09:00", to: "17:00", holidays: US}
pipelines:
  - id: sales
    stages:                        # in order
      - {id: suspect,        name: Suspect,                 of: lead}
      - {id: prospect,       name: Prospect,                of: lead}
      - {id: qualified,      name: Qualified prospect,      of: opportunity, qualifies: true}
      - {id: proposal,       name: Proposal made,           of: opportunity}
      - {id: closed_won,     name: Closed won,              of: opportunity, category: won}
      - {id: closed_lost,    name: Closed lost,             of: opportunity, category: lost}
`;

const shortest = "workspace: Acme\npipelines: [{id: sales, stages: [{id: new, of: opportunity}]}]\n";

const faultOf = (text: string | Uint8Array) => {
  try {
    parseConfig(text, "quarterdeck.yaml");
  } catch (error) {
    if (error instanceof Problem) return { code: error.code, ...error.facts, text: error.message };
    throw error;
  }
  throw new Error("it was accepted");
};

describe("a workspace's configuration", () => {
  it("declares zone, calendars, working time and stages in their order", () => {
    const config = parseConfig(acme, "quarterdeck.yaml");
    expect(config.timezone).toBe("America/New_York");
    expect(config.weekStarts).toBe("mon");
    expect(config.fiscalCalendars).toEqual([{ id: "fiscal", startsMonth: 2, label: "ending_year" }]);
    expect(config.workingTime.holidays).toBe("US");
    expect(config.pipelines[0]?.stages.map(({ id, category }) => [id, category])).toEqual([
      ["suspect", "open"],
      ["prospect", "open"],
      ["qualified", "open"],
      ["proposal", "open"],
      ["closed_won", "won"],
      ["closed_lost", "lost"],
    ]);
  });

  it("fills in what is not said", () => {
    expect(parseConfig(shortest, "quarterdeck.yaml")).toEqual({
      workspace: "Acme",
      timezone: "UTC",
      currency: "USD",
      weekStarts: "mon",
      fiscalCalendars: [],
      workingTime: { days: ["mon", "tue", "wed", "thu", "fri"], from: "09:00", to: "17:00", holidays: [] },
      pipelines: [
        {
          id: "sales",
          name: "sales",
          stages: [{ id: "new", name: "new", of: "opportunity", category: "open", qualifies: true }],
        },
      ],
      followUpDays: 7,
      slaWorkingHours: 1,
      horizonDays: {},
      sample: { small: 5, few: 30 },
    });
  });

  it("fills in the rest of a group of which one setting is said", () => {
    const config = parseConfig(`${shortest}sample: {small: 3}\nworking_time: {to: 24:00}\n`, "quarterdeck.yaml");
    expect(config.sample).toEqual({ small: 3, few: 30 });
    expect(config.workingTime).toMatchObject({ from: "09:00", to: "24:00", holidays: [] });
  });

  it("lets the first open stage of opportunities qualify, in each pipeline that names none", () => {
    const text = `${acme}  - id: renewals
    stages:
      - {id: parked, of: opportunity, category: hold}
      - {id: renewal, of: opportunity}
      - {id: renewal_offer, of: opportunity}
`;
    const qualifying = parseConfig(text, "quarterdeck.yaml").pipelines.map(({ stages }) =>
      stages.filter(({ qualifies }) => qualifies).map(({ id }) => id),
    );
    expect(qualifying).toEqual([["qualified"], ["renewal"]]);
  });

  const replaced = (from: string, to: string): string => {
    expect(acme).toContain(from);
    return acme.replace(from, to);
  };

  it.each([
    ["a misspelt setting", replaced("currency:", "curency:"), 3, "curency", "Did you mean currency?"],
    ["a misspelt list of pipelines", replaced("pipelines:", "pipeline:"), 8, "pipeline", "Did you mean pipelines?"],
    [
      "a misspelt key of a stage",
      replaced("category: won", "catgory: won"),
      15,
      "pipelines.0.stages.4.catgory",
      "Did you mean category?",
    ],
    [
      "a misspelt category",
      replaced("category: lost", "category: losst"),
      16,
      "pipelines.0.stages.5.category",
      "Did you mean lost?",
    ],
    [
      "an unknown category",
      replaced("category: lost", "category: x"),
      16,
      "pipelines.0.stages.5.category",
      "Use one of open, hold, won, lost, no_decision, void.",
    ],
    [
      "a misspelt zone",
      replaced("America/New_York", "America/NewYork"),
      2,
      "timezone",
      "Did you mean America/New_York?",
    ],
    [
      "a zone in small letters",
      replaced("America/New_York", "america/new_york"),
      2,
      "timezone",
      "Write timezone: America/New_York.",
    ],
    [
      "an offset for a zone",
      replaced("America/New_York", '"+02:00"'),
      2,
      "timezone",
      "Write an IANA name such as America/New_York or UTC.",
    ],
    [
      "letters that several zones have",
      replaced("America/New_York", "CST"),
      2,
      "timezone",
      "Write an IANA name such as America/New_York or UTC.",
    ],
    [
      "a currency in small letters",
      replaced("USD", "usd"),
      3,
      "currency",
      "Write the three capitals of ISO 4217, for example USD or EUR.",
    ],
    [
      "a currency that does not exist",
      replaced("USD", "USX"),
      3,
      "currency",
      "Write the three capitals of ISO 4217, for example USD or EUR.",
    ],
    [
      "a time without its zero",
      replaced('"09:00"', '"9:00"'),
      7,
      "working_time.from",
      "Write the local time as HH:MM, for example 09:00.",
    ],
    [
      "a desk that closes before it opens",
      replaced('"17:00"', '"08:00"'),
      7,
      "working_time.to",
      "Let the desk close after it opens.",
    ],
    [
      "a holiday that does not exist",
      replaced("holidays: US", "holidays: [2026-12-25, 2026-02-30]"),
      7,
      "working_time.holidays.1",
      "Write a list of dates as YYYY-MM-DD, or US.",
    ],
    [
      "a holiday in another form",
      replaced("holidays: US", "holidays: [12/25/2026]"),
      7,
      "working_time.holidays.0",
      "Write a list of dates as YYYY-MM-DD, or US.",
    ],
    [
      "holidays of another country",
      replaced("holidays: US", "holidays: DE"),
      7,
      "working_time.holidays",
      "Write a list of dates as YYYY-MM-DD, or US.",
    ],
    [
      "a stage id used twice",
      replaced("id: proposal, ", "id: prospect, "),
      14,
      "pipelines.0.stages.3.id",
      "Give each stage of the workspace its own id.",
    ],
    [
      "a stage called as what stands in none",
      replaced("id: proposal, ", "id: unknown, "),
      14,
      "pipelines.0.stages.3.id",
      "Write for example id: unknown_stage, and have the mapping map unknown to it.",
    ],
    [
      "a lead stage that qualifies",
      replaced("Prospect,                of: lead", "Prospect, of: lead, qualifies: true"),
      12,
      "pipelines.0.stages.1.qualifies",
      "Let an open stage with of: opportunity qualify, or none: then the first one does.",
    ],
    [
      "two stages that qualify",
      replaced("Proposal made,           of: opportunity", "P, of: opportunity, qualifies: true"),
      14,
      "pipelines.0.stages.3.qualifies",
      "Let the first stage that qualifies an opportunity say so.",
    ],
    [
      "a number for an id",
      replaced("id: suspect", "id: 1"),
      11,
      "pipelines.0.stages.0.id",
      "Give it an id, the word by which the records name it. Put a number in quotes.",
    ],
    [
      "a yes for a true",
      replaced("qualifies: true", "qualifies: yes"),
      13,
      "pipelines.0.stages.2.qualifies",
      "Write true or false.",
    ],
    [
      "a stage of nothing",
      replaced("Suspect,                 of: lead", "Suspect"),
      11,
      "pipelines.0.stages.0.of",
      "Write of: lead or of: opportunity.",
    ],
    [
      "a setting without a value",
      replaced("week_starts: monday", "week_starts:"),
      4,
      "week_starts",
      "Write the day's whole name, for example monday.",
    ],
    [
      "a thirteenth month",
      replaced("starts_month: 2", "starts_month: 13"),
      6,
      "fiscal_calendars.0.starts_month",
      "Write the number of the month, 1 to 12.",
    ],
    [
      "half a month",
      replaced("starts_month: 2", "starts_month: 2.5"),
      6,
      "fiscal_calendars.0.starts_month",
      "Write the number of the month, 1 to 12.",
    ],
    [
      "a horizon of no days",
      `${acme}horizon_days: {close_rate: 0}\n`,
      17,
      "horizon_days.close_rate",
      "Write days by KPI, for example horizon_days: {close_rate: 90}.",
    ],
    [
      "a horizon of a misspelt stage",
      `${acme}horizon_days:\n  stage_conversion.propsal: 30\n`,
      18,
      "horizon_days.stage_conversion.propsal",
      "Did you mean stage_conversion.proposal?",
    ],
    [
      "the same setting twice",
      `${acme}currency: EUR\n`,
      17,
      "The file",
      "Check the indentation, the colons and the quotes of that line.",
    ],
    [
      "a quote that is not closed",
      replaced('"09:00"', '"09:00'),
      7,
      "The file",
      "Check the indentation, the colons and the quotes of that line.",
    ],
    [
      "a list instead of settings",
      "- a\n- b\n",
      1,
      "The file",
      "Write one setting a line, as in timezone: Europe/Berlin.",
    ],
  ])("points at %s", (_, text, line, key, remedy) => {
    const { code, text: sentence, ...facts } = faultOf(text);
    expect(code).toBe("bad_config");
    expect(facts).toMatchObject({ file: "quarterdeck.yaml", line, key, remedy });
    expect(sentence).toMatch(/^quarterdeck\.yaml, line \d+: .+\.$/);
  });

  it("says what is missing from a file, on no line", () => {
    expect(faultOf("")).toMatchObject({ line: null, key: "workspace", reason: "is missing." });
    expect(faultOf("workspace: Acme\n").text).toBe("quarterdeck.yaml: pipelines is missing.");
  });

  it("needs an open stage", () => {
    const text = "workspace: Acme\npipelines:\n  - {id: sales, stages: [{id: won, of: opportunity, category: won}]}\n";
    expect(faultOf(text)).toMatchObject({ line: 2, key: "pipelines", reason: "have no open stage." });
  });

  it("is read in UTF-8, with a mark or without, and in nothing else that Windows saves", () => {
    const named = replaced("Suspect", "Verdächtig").replaceAll("\n", "\r\n");
    for (const text of [named, `\uFEFF${named}`])
      expect(parseConfig(Buffer.from(text), "quarterdeck.yaml")).toEqual(parseConfig(named, "quarterdeck.yaml"));
    const reason = "is not written in UTF-8.";
    expect(faultOf(Buffer.from(named, "latin1"))).toMatchObject({ code: "bad_config", line: 11, reason });
    expect(faultOf(Buffer.from(`\uFEFF${named}`, "utf16le"))).toMatchObject({ line: 1, reason });
  });

  it("reports the first line that is wrong", () => {
    const text = replaced("USD", "USX").replace("America/New_York", "Nowhere/City").replace("09:00", "18:00");
    expect(faultOf(text)).toMatchObject({ line: 2, key: "timezone" });
  });
});

const word = fc.string({ minLength: 1, maxLength: 12 });
const minutes = fc.integer({ min: 0, max: 24 * 60 });
const clock = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
const weekday = fc.constantFrom("mon", "tue", "wed", "thu", "fri", "sat", "sun");
const category = fc.constantFrom("open", "hold", "won", "lost", "no_decision", "void");
const day = fc
  .date({ min: new Date("2000-01-01"), max: new Date("2099-12-31"), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const days = fc.double({ min: 0.5, max: 400, noNaN: true });

const stage = fc.record({
  id: word,
  name: word,
  of: fc.constantFrom("lead", "opportunity"),
  category,
  qualifies: fc.constant(false),
});

const configs: fc.Arbitrary<WorkspaceConfig> = fc
  .record({
    workspace: word,
    timezone: fc.constantFrom("UTC", "America/New_York", "Asia/Kolkata", "US/Pacific"),
    currency: fc.constantFrom("USD", "EUR", "JPY"),
    weekStarts: weekday,
    fiscalCalendars: fc.uniqueArray(
      fc.record({
        id: word,
        startsMonth: fc.integer({ min: 1, max: 12 }),
        label: fc.constantFrom("starting_year", "ending_year"),
      }),
      { maxLength: 2, selector: ({ id }) => id },
    ),
    hours: fc.uniqueArray(minutes, { minLength: 2, maxLength: 2 }).map((pair) => pair.sort((a, b) => a - b)),
    workDays: fc.uniqueArray(weekday, { minLength: 1 }),
    holidays: fc.oneof(fc.constant("US" as const), fc.array(day, { maxLength: 3 })),
    stages: fc.uniqueArray(stage, { minLength: 1, maxLength: 6, selector: ({ id }) => id }),
    pipelineName: word,
    followUpDays: days,
    slaWorkingHours: days,
    horizon: days,
    sample: fc.tuple(fc.nat(50), fc.nat(50)),
  })
  .map(({ hours, workDays, holidays, stages, pipelineName, horizon, sample: [a, b], ...rest }) => {
    const open = stages.map((each, index) => (index === 0 ? { ...each, category: "open" as const } : each));
    const first = open.findIndex(({ of, category }) => of === "opportunity" && category === "open");
    return {
      ...rest,
      workingTime: { days: workDays, from: clock(hours[0]!), to: clock(hours[1]!), holidays },
      pipelines: [
        { id: "p", name: pipelineName, stages: open.map((each, index) => ({ ...each, qualifies: index === first })) },
      ],
      horizonDays: { close_rate: horizon, [`stage_conversion.${open[0]!.id}`]: horizon },
      sample: { small: Math.min(a, b), few: Math.max(a, b) },
    };
  });

describe("a configuration that is written", () => {
  it("is read back as the same configuration, whatever its words are", () => {
    fc.assert(
      fc.property(configs, (config) => {
        expect(parseConfig(writeConfig(config), "quarterdeck.yaml")).toEqual(config);
      }),
      { numRuns: 300 },
    );
  });

  it("is laid out for people: a stage a line", () => {
    const text = writeConfig(parseConfig(acme, "quarterdeck.yaml"));
    expect(text).toContain("\n      - { id: closed_won, name: Closed won, of: opportunity, category: won }\n");
    expect(text).toContain('from: "09:00"');
  });
});

describe("the published JSON Schema", () => {
  it("is the one that the reader uses (update it with vitest -u)", async () => {
    const text = `${JSON.stringify(configSchema(), null, 2)}\n`;
    await expect(text).toMatchFileSnapshot("../../docs/schema/quarterdeck.schema.json");
  });

  it("asks for a name and a pipeline only", () => {
    expect(configSchema().required).toEqual(["workspace", "pipelines"]);
  });
});
