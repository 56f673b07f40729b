import { describe, expect, it } from "vitest";
import { fakeParts } from "./fake.ts";
import { typed } from "./line.ts";

/** The question that a command line asks. */
const asked = async (...args: readonly string[]) => {
  const fake = fakeParts();
  const said = await typed(args, { parts: fake.parts });
  expect(said.err).toBe("");
  return fake.questions[0]!;
};

const range = async (...args: readonly string[]) => (await asked("kpi", "win_rate", ...args)).range;

describe("a question on the command line", () => {
  it("is about the twelve calendar months that end with the watermark's, when nothing is said", async () => {
    expect(await range()).toEqual({ from: "2025-11-01", to: "2026-11-01" });
  });

  it.each([
    [["--period", "2026-Q3"], "2026-07-01", "2026-10-01"],
    [["--period", "this-month"], "2026-10-01", "2026-11-01"],
    [["--period", "FY2026"], "2025-02-01", "2026-02-01"],
    [["--period", "all"], "2025-03-05", "2026-10-15"],
    [["--from", "2026-07-01", "--to", "2026-10-01"], "2026-07-01", "2026-10-01"],
    [["--from", "2026-07-01"], "2026-07-01", "2026-10-15"],
  ])("takes %s as %s to %s", async (words, from, to) => {
    expect(await range(...words)).toEqual({ from, to });
  });

  it("is compared with the period before, to date with to date", async () => {
    // Ten working days of October had begun by the 14th; the tenth of September is the 14th.
    const { range, compare } = await asked("kpi", "win_rate", "--period", "2026-10", "--compare", "previous");
    expect(range).toEqual({ from: "2026-10-01", to: "2026-11-01" });
    expect(compare).toEqual({ from: "2026-09-01", to: "2026-09-15" });
  });

  it("is compared with the year before, or with any range", async () => {
    const of = async (words: string) =>
      (await asked("kpi", "win_rate", "--period", "2026-Q2", "--compare", words)).compare;
    expect(await of("year")).toEqual({ from: "2025-04-01", to: "2025-07-01" });
    expect(await of("2025-04-05..2025-05-05")).toEqual({ from: "2025-04-05", to: "2025-05-05" });
    expect(await of("2025-Q4")).toEqual({ from: "2025-10-01", to: "2026-01-01" });
  });

  it("is split by up to three dimensions, told together or one by one", async () => {
    expect((await asked("kpi", "win_rate", "--by", "person,team")).by).toEqual(["person", "team"]);
    expect((await asked("kpi", "win_rate", "--by", "person", "--by", "team")).by).toEqual(["person", "team"]);
  });

  it("takes the name of an attribute in double quotes, which may then hold whatever stands between names and values", async () => {
    const { by, where } = await asked(
      ...["kpi", "win_rate", "--by", '"attribute.City, State",attribute.Say "hi", "attribute.A ""b""",'],
      ...["--where", '"attribute.Cost=value, in €">=1,000'],
      ...["--where", ' "attribute.A in b" in x,"y,z"'],
      ...["--where", '"attribute.A" contains "b" = c'],
      ...["--where", 'attribute.Say "hi"=x'],
    );
    expect(by).toEqual(["attribute.City, State", 'attribute.Say "hi"', 'attribute.A "b"']);
    expect(where).toEqual([
      { dimension: "attribute.Cost=value, in €", operator: ">=", values: ["1,000"] },
      { dimension: "attribute.A in b", operator: "in", values: ["x", "y,z"] },
      { dimension: "attribute.A", operator: "contains", values: ['"b" = c'] },
      { dimension: 'attribute.Say "hi"', operator: "=", values: ["x"] },
    ]);
    const { err, exitCode } = await typed(["kpi", "win_rate", "--where", '"attribute.A"'], {
      parts: fakeParts().parts,
    });
    expect([exitCode, err]).toEqual([1, expect.stringContaining("it has no operator")]);
  });

  it("takes filters in every form", async () => {
    const { where } = await asked(
      ...["kpi", "win_rate"],
      ...["--where", "team=west"],
      ...["--where", "amount>=10000"],
      ...["--where", 'source in web,"fair, autumn",'],
      ...["--where", "source not-in a"],
      ...["--where", "account contains a = b"],
      ...["--where", "person="],
      ...["--where", "person!="],
    );
    expect(where).toEqual([
      { dimension: "team", operator: "=", values: ["west"] },
      { dimension: "amount", operator: ">=", values: ["10000"] },
      { dimension: "source", operator: "in", values: ["web", "fair, autumn", null] },
      { dimension: "source", operator: "not-in", values: ["a"] },
      { dimension: "account", operator: "contains", values: ["a = b"] },
      { dimension: "person", operator: "=", values: [null] },
      { dimension: "person", operator: "!=", values: [null] },
    ]);
  });

  it("keeps everything that a value holds, signs and words alike", async () => {
    const { where } = await asked("kpi", "win_rate", "--where", "account=R&D in Berlin > Munich; drop table leads --");
    expect(where).toEqual([
      { dimension: "account", operator: "=", values: ["R&D in Berlin > Munich; drop table leads --"] },
    ]);
  });

  it("is as of an instant, a date being its local midnight", async () => {
    expect((await asked("kpi", "win_rate", "--as-of", "2026-07-01T00:00:00Z")).asOf).toBe("2026-07-01T00:00:00.000Z");
    expect((await asked("kpi", "win_rate", "--as-of", "2026-07-01")).asOf).toBe("2026-07-01T04:00:00.000Z");
  });

  it("names its variant and its grain", async () => {
    const { variant, grain } = await asked("kpi", "win_rate", "--variant", "value", "--grain", "fiscal-quarter");
    expect([variant, grain]).toEqual(["value", "fiscal-quarter"]);
  });

  it("lists records of a part, page by page", async () => {
    const fake = fakeParts();
    await typed(["records", "win_rate", "--part", "den", "--limit", "10", "--offset", "20"], { parts: fake.parts });
    expect(fake.pages).toEqual([{ part: "den", limit: 10, offset: 20 }]);
  });

  it("has as many rows as it is said to have at most, in a file and for programs, too, and its total", async () => {
    const say = async (...args: readonly string[]) =>
      (await typed(["kpi", "win_rate", "--by", "team", ...args], { parts: fakeParts().parts })).out;
    const keysOf = (csv: string) => csv.split("\r\n").map((line) => line.split(",").slice(0, 2).join(" ").trim());
    const [head, ...all] = keysOf(await say("--format", "csv"));
    expect(all.length).toBeGreaterThan(4);
    const page = ["--limit", "1", "--offset", "1"];
    expect(keysOf(await say("--format", "csv", ...page))).toEqual([head, all[1], "total", ""]);
    const whole = JSON.parse(await say("--format", "json"));
    expect(JSON.parse(await say("--format", "json", ...page))).toEqual({ ...whole, rows: whole.rows.slice(1, 2) });
  });

  it("lists as CSV every record, however many there are, unless a limit is said", async () => {
    const total = 45_000;
    const list = async (...args: readonly string[]) => {
      const { parts } = fakeParts({
        records: async (_question, _part, { limit, offset }) => ({
          total,
          rows: Array.from({ length: Math.min(limit, total - offset) }, (_, index) => ({
            ...{ id: `o${offset + index}`, object: "opportunity", label: "a deal" },
            ...{ day: null, person: null, amount: null, detail: {} },
          })),
        }),
      });
      const { out } = await typed(["records", "win_rate", "--format", "csv", ...args], { parts });
      const [columns, ...rows] = out.trimEnd().split("\r\n");
      return [columns, rows.length, rows.at(-1)];
    };
    const columns = "id,object,label,day,person,amount";
    expect(await list()).toEqual([columns, total, "o44999,opportunity,a deal,,,"]);
    expect(await list("--offset", "10")).toEqual([columns, total - 10, "o44999,opportunity,a deal,,,"]);
    expect(await list("--limit", "30000")).toEqual([columns, 30_000, "o29999,opportunity,a deal,,,"]);
    expect(await list("--limit", "3")).toEqual([columns, 3, "o2,opportunity,a deal,,,"]);
  });

  it("as of an earlier instant is about the periods that its words meant then, whatever came later", async () => {
    const ranges = async (...args: readonly string[]) => {
      const fake = fakeParts();
      await typed(["kpi", "win_rate", "--as-of", "2026-06-01T00:00:00Z", ...args], { parts: fake.parts });
      return fake.questions.map(({ range: { from, to } }) => `${from} ${to}`);
    };
    expect(await ranges()).toEqual(["2025-06-01 2026-06-01"]);
    expect(await ranges("--period", "this-quarter")).toEqual(["2026-04-01 2026-07-01"]);
    expect(await ranges("--period", "all")).toEqual(["2025-03-05 2026-06-01"]);
    expect(await ranges("--from", "2026-05-01")).toEqual(["2026-05-01 2026-06-01"]);
  });

  it("as of a midnight is about the days before it, though a fact of the day that begins is known", async () => {
    const fake = fakeParts({ reachAt: async (asOf) => asOf + 86_400_000 });
    await typed(["kpi", "win_rate", "--as-of", "2026-06-01"], { parts: fake.parts });
    expect(fake.questions[0]?.range).toEqual({ from: "2025-06-01", to: "2026-06-01" });
  });

  it("is asked of the workspace named, by option, by environment, or where one stands", async () => {
    const where = async (args: readonly string[], env: Record<string, string>) => {
      const fake = fakeParts();
      await typed(["kpi", "win_rate", ...args], { parts: fake.parts, env, folder: "/somewhere" });
      return fake.folders;
    };
    expect(await where(["--workspace", "/a"], { QUARTERDECK_WORKSPACE: "/b" })).toEqual(["/a"]);
    const fake = fakeParts();
    await typed(["--workspace", "/a", "kpi", "win_rate"], { parts: fake.parts });
    expect(fake.folders).toEqual(["/a"]);
    expect(await where([], { QUARTERDECK_WORKSPACE: "b" })).toEqual(["/somewhere/b"]);
    expect(await where([], {})).toEqual(["/somewhere"]);
  });
});

describe("the scorecard", () => {
  it("is compared with the twelve months before, when nothing is said", async () => {
    const fake = fakeParts();
    await typed(["scorecard", "--where", "team=west"], { parts: fake.parts });
    expect(fake.scorecards).toEqual([
      {
        range: { from: "2025-11-01", to: "2026-11-01" },
        compare: { from: "2024-11-01", to: "2025-10-15" },
        where: [{ dimension: "team", operator: "=", values: ["west"] }],
        asOf: undefined,
      },
    ]);
  });
});

describe("an answer", () => {
  const say = (args: readonly string[], more = {}) => typed(args, { parts: fakeParts().parts, ...more });

  it("is a table for people, the answer object for programs, rows for a spreadsheet", async () => {
    expect((await say(["kpi", "win_rate"])).out).toMatch(/^Win rate {2}63\.2%/);
    const json: unknown = JSON.parse((await say(["kpi", "win_rate", "--format", "json"])).out);
    expect(json).toMatchObject({ kpi: "win_rate", total: { num: 4238, den: 6711 } });
    expect((await say(["kpi", "win_rate", "--format", "csv"])).out).toMatch(/^cell,team,team_label,value,/);
    expect((await say(["records", "win_rate", "--format", "csv"])).out).toContain("o1,opportunity,'=cmd,2026-01-05");
    expect(JSON.parse((await say(["records", "win_rate", "--format", "json"])).out)).toMatchObject({
      total: 2,
      part: "num",
      rows: [{ id: "o1" }],
    });
    const { question, lines } = JSON.parse((await say(["scorecard", "--format", "json"])).out);
    expect([question.from, lines.length]).toEqual(["2025-11-01", 16]);
    expect((await say(["scorecard", "--format", "csv"])).out.split("\r\n")[0]).toMatch(/^kpi,name,unit,key,value,/);
  });

  it("has colours on a terminal, and none in a pipe or where nobody wants them", async () => {
    const colour = "\u001b[";
    expect((await say(["kpi", "win_rate"], { terminal: true })).out).toContain(colour);
    expect((await say(["kpi", "win_rate"])).out).not.toContain(colour);
    expect((await say(["kpi", "win_rate"], { terminal: true, env: { NO_COLOR: "1" } })).out).not.toContain(colour);
    expect((await say(["kpi", "win_rate"], { env: { FORCE_COLOR: "1" } })).out).toContain(colour);
  });

  it("is as wide as COLUMNS says, and in a pipe as wide as it is", async () => {
    const widest = (text: string) => Math.max(...text.split("\n").map((line) => line.length));
    expect(widest((await say(["kpi", "win_rate"], { env: { COLUMNS: "60" } })).out)).toBeLessThanOrEqual(60);
    expect(widest((await say(["kpi", "win_rate"])).out)).toBeGreaterThan(80);
  });

  it("goes to standard output and nothing else does", async () => {
    const { out, err, exitCode } = await say(["kpi", "win_rate"], { terminal: true });
    expect([exitCode, err]).toEqual([0, ""]);
    expect(out.endsWith("\n")).toBe(true);
  });

  it("explains every KPI of the catalogue, as words and as data", async () => {
    const list = (await say(["kpis"])).out;
    expect(list).toContain("win_rate");
    expect((await say(["kpis", "stage_conversion"])).out).toContain("… and 12 more");
    expect(JSON.parse((await say(["kpis", "--format", "json"])).out).kpis).toHaveLength(16);
    const data: unknown = JSON.parse((await say(["kpis", "win_rate", "--format", "json"])).out);
    expect(data).toMatchObject({
      id: "win_rate",
      unit: "ratio",
      variants: [{ id: "default" }, { id: "value" }, {}, {}, {}],
    });
  });
});
