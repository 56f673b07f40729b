import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { Problem, type ProblemCode, problems } from "../../src/problem.ts";
import { fakeParts } from "./fake.ts";
import { standingIn, temporaryFolder, typed } from "./line.ts";

const say = (args: readonly string[], env = {}) => typed(args, { parts: fakeParts().parts, env });

describe("a problem of the question", () => {
  it("says of an attribute that there are none, where no record has any", () => {
    const facts = { kpi: "win_rate", dimension: "attribute.tier", known: [], nearest: null };
    expect(new Problem("unknown_dimension", facts).hint).toMatch(/^There are none here/);
  });

  it.each<[ProblemCode, readonly string[], RegExp]>([
    ["unknown_kpi", ["kpi", "win_rat"], /Did you mean win_rate\?/],
    ["unknown_kpi", ["kpis", "activites"], /Did you mean activities\?/],
    ["unknown_variant", ["kpi", "win_rate", "--variant", "valeu"], /Did you mean value\?/],
    ["unknown_dimension", ["kpi", "win_rate", "--by", "persn"], /Did you mean person\?/],
    ["unknown_dimension", ["kpi", "win_rate", "--where", "weekday=mon"], /It takes: person, team/],
    ["unknown_dimension", ["kpi", "win_rate", "--where", "amuont>=1"], /Did you mean amount\? It takes: .*, amount\./],
    ["unknown_dimension", ["kpi", "activities", "--where", "amount>=1"], /^.*\nIt takes: person, team/],
    [
      "unknown_dimension",
      ["kpi", "goal_attainment", "--by", "person"],
      /cannot be split by person\..*\nIt takes: goal/,
    ],
    ["bad_filter", ["kpi", "win_rate", "--where", "amount>=0x10"], /compared with a number/],
    [
      "bad_filter",
      ["kpi", "win_rate", ...Array.from({ length: 51 }, () => ["--where", "team="]).flat()],
      /The filter on team cannot be used: it is the 51st/,
    ],
    ["bad_period", ["kpi", "win_rate", "--period", "this-quater"], /Did you mean this-quarter\?/],
    ["bad_period", ["kpi", "win_rate", "--compare", "previus"], /Did you mean previous\?/],
    [
      "bad_period",
      ["kpi", "win_rate", "--from", "2026-10-01", "--to", "2026-07-01"],
      /mean 2026-07-01\.\.2026-10-01\?/,
    ],
    ["bad_period", ["kpi", "win_rate", "--from", "2026-02-30"], /Did you mean 2026-02-28\.\./],
    ["bad_period", ["kpi", "win_rate", "--period", "lately"], /last-12-months/],
    ["bad_instant", ["kpi", "win_rate", "--as-of", "2026-02-30"], /Did you mean 2026-02-28\?/],
    ["bad_grain", ["kpi", "win_rate", "--grain", "mouth"], /Did you mean month\?/],
    ["bad_instant", ["kpi", "win_rate", "--as-of", "yesterday"], /2026-07-01T00:00:00Z/],
    ["bad_filter", ["kpi", "win_rate", "--where", "team"], /team=west/],
    ["bad_filter", ["kpi", "win_rate", "--where", "amount>=many"], /team=west/],
    ["bad_filter", ["kpi", "win_rate", "--where", 'source in "web'], /does not close/],
    ["bad_filter", ["kpi", "win_rate", "--where", "amount in 1,2"], /The filter amount in 1,2 cannot/],
    ["too_many_dimensions", ["kpi", "win_rate", "--by", "person,team,type,source"], /filter by them/],
  ])("%s: %s ends with 1 and says what to do", async (code, args, words) => {
    const { exitCode, out, err } = await say(args);
    expect([exitCode, out]).toEqual([1, ""]);
    expect(err).toMatch(words);
    const told: unknown = JSON.parse((await say([...args, "--format", "json"])).err);
    expect(told).toMatchObject({
      code,
      message: expect.any(String),
      hint: expect.any(String),
      facts: expect.any(Object),
    });
  });
});

describe("wrong usage", () => {
  it.each([
    [["kpy", "win_rate"], /Unknown command 'kpy'\.\nDid you mean kpi/],
    [["nothing", "--help"], /Unknown command 'nothing'/],
    [["--workspace", "kpi", "nothing", "--help"], /Unknown command 'nothing'/],
    [["win_rate"], /Unknown command 'win_rate'\.\nDid you mean quarterdeck kpi win_rate\?/],
    [["-w", "kpi", "win_rate"], /Unknown command 'win_rate'\.\nDid you mean quarterdeck kpi win_rate\?/],
    [["kpi", "win_rate", "--perod", "2026"], /Unknown option '--perod'\.\nDid you mean --period\?/],
    [["kpi"], /Missing required argument 'id'/],
    [["kpi", "win_rate", "--format", "xml"], /Allowed choices are table, json, csv/],
    [["kpi", "win_rate", "--limit", "-3"], /whole number/],
    [["records", "win_rate", "--part", "top"], /Allowed choices are num, den/],
    [["kpi", "win_rate", "--period", "2026", "--from", "2026-01-01"], /say the same thing twice/],
    [["kpi", "win_rate", "--to", "2026-01-01"], /--to needs --from/],
    [["import", "x", "--as", "a", "--mapping", "b"], /say the same thing twice/],
    [["demo", "--folder", "a", "--workspace", "b"], /--folder and --workspace say the same thing twice/],
    [["serve", "--port", "70000"], /at most 65535/],
    [["import", "x.csv", "--rejected", "nowhere/x.csv"], /There is no folder/],
    [["goals"], /Usage: quarterdeck goals/],
    [["goals", "withdraw"], /by its KPI and dates, or by its id/],
    [["goals", "withdraw", "win_rate"], /A goal needs its dates/],
  ])("%s ends with 2 and says what there is", async (args, words) => {
    const { exitCode, out, err } = await say(args);
    expect([exitCode, out]).toEqual([2, ""]);
    expect(err).toMatch(words);
  });

  it("is told as an object where JSON is asked for", async () => {
    const { err } = await say(["kpi", "win_rate", "--perod", "2026", "--format", "json"]);
    expect(JSON.parse(err)).toEqual({
      code: "usage",
      message: "Unknown option '--perod'.",
      hint: "Did you mean --period?",
      facts: {},
    });
  });
});

describe("a fault of ours", () => {
  const broken = fakeParts({
    answer: async () => {
      throw new TypeError("x is not a function\nin: select 1");
    },
  }).parts;

  it("ends with 70, says whose fault it is, and hides the stack", async () => {
    const { exitCode, out, err } = await typed(["kpi", "win_rate"], { parts: broken });
    expect([exitCode, out]).toEqual([70, ""]);
    expect(err).toMatch(/^This is a fault of ours, not of your data: x is not a function\n/);
    expect(err).not.toContain("    at ");
  });

  it("shows the stack to whoever wants to find it", async () => {
    expect((await typed(["kpi", "win_rate"], { parts: broken, env: { QUARTERDECK_DEBUG: "1" } })).err).toContain(
      "    at ",
    );
  });
});

describe("help", () => {
  it("is an answer", async () => {
    for (const args of [[], ["--help"], ["help"], ["kpi", "--help"]]) {
      const { exitCode, out, err } = await say(args);
      expect([exitCode, err], args.join(" ")).toEqual([0, ""]);
      expect(out).toMatch(/^Usage: quarterdeck/);
    }
    expect((await say(["--version"])).out).toBe("0.1.0\n");
  });
});

/** Problems that are met through the command line on a real folder, and how. */
const yaml = `workspace: Acme
pipelines:
  - id: sales
    stages:
      - {id: qualified, of: opportunity}
      - {id: won, of: opportunity, category: won}
`;

describe("a problem of the files", () => {
  const meet = async (files: Readonly<Record<string, string>>, args: readonly string[]) => {
    await using folder = await temporaryFolder();
    for (const [name, text] of Object.entries(files)) await writeFile(join(folder.path, name), text);
    const { exitCode, err } = await standingIn(folder.path, () =>
      typed([...args, "--format", "json"], { folder: folder.path }),
    );
    return { exitCode, ...(JSON.parse(err.trim().split("\n").at(-1) ?? "") as { code: string; message: string }) };
  };

  it.each<[ProblemCode, Readonly<Record<string, string>>, readonly string[]]>([
    ["not_a_workspace", {}, ["kpi", "win_rate"]],
    ["not_a_workspace", {}, ["import", "leads.csv"]],
    ["bad_config", { "quarterdeck.yaml": yaml.replace("Acme", "Acme\ncurency: EUR") }, ["kpi", "win_rate"]],
    ["empty_workspace", { "quarterdeck.yaml": yaml }, ["kpi", "win_rate"]],
    ["file_not_found", { "quarterdeck.yaml": yaml }, ["import", "nowhere.csv"]],
    ["path_unusable", { "quarterdeck.yaml": yaml, "leads.csv": "lead_id\n" }, ["export", "leads.csv"]],
    ["path_unusable", { "quarterdeck.yaml": yaml, "leads.csv": "a\n1\n" }, ["import", "leads.csv", "--mapping", "."]],
    [
      "file_unreadable",
      { "quarterdeck.yaml": yaml, "leads.csv": "lead_id,created_at,lead_id\n1,2026-01-01,1\n" },
      ["import", "leads.csv"],
    ],
    [
      "unrecognised_file",
      { "quarterdeck.yaml": yaml, "contacts.csv": "Vorname,Nachname\nA,B\n" },
      ["import", "contacts.csv"],
    ],
    [
      "bad_mapping",
      { "quarterdeck.yaml": yaml, "leads.csv": "a\n1\n", "m.yaml": "tabels: {}\n" },
      ["import", "leads.csv", "--mapping", "m.yaml"],
    ],
    [
      "ambiguous_dates",
      { "quarterdeck.yaml": yaml, "leads.csv": "lead_id,created_at\n1,03/04/2026\n2,05/06/2026\n" },
      ["import", "leads.csv"],
    ],
  ])("%s", async (code, files, args) => {
    expect(await meet(files, args)).toMatchObject({ exitCode: 1, code });
  });

  it("a table that is none of goals is not taken for goals", async () => {
    await using folder = await temporaryFolder();
    await writeFile(join(folder.path, "quarterdeck.yaml"), yaml);
    await writeFile(join(folder.path, "leads.csv"), "lead_id,created_at\nL1,2026-01-01\n");
    const { exitCode, err } = await typed(["goals", "import", "leads.csv"], { folder: folder.path });
    expect([exitCode, err]).toEqual([1, expect.stringMatching(/^leads\.csv is in no form .*\nGoals are told by/)]);
    const named = await typed(["goals", "import", "."], { folder: folder.path });
    expect([named.exitCode, named.err]).toEqual([1, expect.stringMatching(/^\. cannot be used: it is a folder\./)]);
  });

  it.each([
    [
      "with what Excel writes above it",
      "sep=;\ngoal_id;kpi;scope;starts_on;ends_on;target\ng1;win_rate;company;2026-01-01;2026-03-31;0.4\n",
    ],
    ["cut by bars", "goal_id|kpi|scope|starts_on|ends_on|target\ng1|win_rate|company|2026-01-01|2026-03-31|0.4\n"],
    [
      "below an empty line",
      "\ngoal_id,kpi,scope,starts_on,ends_on,target\ng1,win_rate,company,2026-01-01,2026-03-31,0.4\n",
    ],
  ])("a table of goals %s is one", async (_, content) => {
    await using folder = await temporaryFolder();
    await writeFile(join(folder.path, "quarterdeck.yaml"), yaml);
    await writeFile(join(folder.path, "targets.csv"), content);
    const { exitCode, out, err } = await typed(["goals", "import", "targets.csv"], { folder: folder.path });
    expect([exitCode, err]).toEqual([0, ""]);
    expect(out).toMatch(/goals +1 +1/);
  });

  it("names the file as the user did", async () => {
    const { message } = await meet({ "quarterdeck.yaml": yaml, "contacts.csv": "Vorname,Nachname\nA,B\n" }, [
      "import",
      "contacts.csv",
    ]);
    expect(message).toMatch(/^contacts\.csv is in no form that is known here/);
  });

  it("a workspace is not made where one is", async () => {
    await using folder = await temporaryFolder();
    await writeFile(join(folder.path, "quarterdeck.yaml"), yaml);
    const { exitCode, err } = await typed(["init", "--yes"], { folder: folder.path });
    expect([exitCode, err.split("\n")[0]]).toEqual([1, `${folder.path} already has a quarterdeck.yaml.`]);
  });

  it("unknown_value names the nearest", async () => {
    const problem = new Problem("unknown_value", { dimension: "team", value: "wset", nearest: "west" });
    const parts = fakeParts({ answer: () => Promise.reject(problem) }).parts;
    expect((await typed(["kpi", "win_rate", "--where", "team=wset"], { parts })).err).toContain("Did you mean west?");
  });
});

describe("every problem of the table", () => {
  it("can be thrown at the command line, which ends with 1, by Ctrl+C with 130, and tells its sentence and its hint", async () => {
    const { examples } = await import("../../src/reports/docs/errors-page.ts");
    for (const problem of examples()) {
      const parts = fakeParts({ answer: () => Promise.reject(problem) }).parts;
      const { exitCode, err } = await typed(["kpi", "win_rate"], { parts });
      const ended = problem.code === "broken_off" ? 130 : 1;
      expect([exitCode, err]).toEqual([ended, `${problem.message}\n${problem.hint}\n`]);
    }
    expect(examples().map(({ code }) => code)).toEqual(Object.keys(problems));
  });
});
