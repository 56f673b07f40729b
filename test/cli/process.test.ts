import { cp, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseConfig } from "../../src/model/config.ts";
import { withStages } from "../../src/model/config-edit.ts";
import { fixture } from "../sources/crm.ts";
import { type Answers, answering } from "./asked.ts";
import { type TemporaryFolder, temporaryFolder, typed } from "./line.ts";

const ours = `# Ours, with a word on it.
workspace: Acme
timezone: UTC
pipelines:
  - id: "1"
    stages:
      - {id: "2", name: Demo, of: opportunity} # the demo
      - {id: signed, name: Signed, of: opportunity, category: won}
`;

let folder: TemporaryFolder;
beforeAll(async () => {
  folder = await temporaryFolder();
});
afterAll(() => folder[Symbol.asyncDispose]());

const made = async (name: string, yaml = ours): Promise<string> => {
  const ws = join(folder.path, name);
  await mkdir(ws);
  await writeFile(join(ws, "quarterdeck.yaml"), yaml);
  return ws;
};

const stagesIn = async (ws: string): Promise<readonly string[]> => {
  const text = await readFile(join(ws, "quarterdeck.yaml"), "utf8");
  return parseConfig(text, "quarterdeck.yaml").pipelines.flatMap(({ id, stages }) =>
    stages.map((stage) => `${id}: ${stage.id} (${stage.category})`),
  );
};

const asked = async (ws: string, source: string, answers: Answers) => {
  const { parts, questions } = answering(answers);
  const said = await typed(["import", fixture(source), "--workspace", ws], {
    ...{ folder: folder.path, parts, terminal: true, keyboard: true, env: { NO_COLOR: "1", COLUMNS: "120" } },
  });
  return { ...said, questions: questions.map(({ message }) => message) };
};

describe("the process that an export tells", () => {
  it("is shown beside ours, and added when somebody consents; what is said here holds", async () => {
    const ws = await made("added");
    const before = await stagesIn(ws);
    const { out, questions } = await asked(ws, "pipedrive", [["Write", false]]);
    expect(out).toMatch(/stages? (is|are) not in quarterdeck\.yaml:/);
    expect(out).toMatch(/Demo +opportunity +open +known/);
    expect(questions[0]).toBe("Add them to quarterdeck.yaml, in this order?");
    const after = await stagesIn(ws);
    expect(after).toEqual(expect.arrayContaining([...before]));
    expect(after.length).toBeGreaterThan(before.length);
    const text = await readFile(join(ws, "quarterdeck.yaml"), "utf8");
    expect(text).toContain("# Ours, with a word on it.");
    expect(text).toContain("# the demo");
  });

  it("is not touched when nobody consents", async () => {
    const ws = await made("kept");
    await asked(ws, "pipedrive", [
      ["Add them", false],
      ["Write", false],
    ]);
    expect(await readFile(join(ws, "quarterdeck.yaml"), "utf8")).toBe(ours);
  });

  it("is asked for what nothing says: an outcome is never guessed from a name", async () => {
    const ws = await made("meaning");
    const { questions } = await asked(ws, "hubspot", [
      ["What does it mean to stand in Offer", "lost"],
      ["Write", false],
    ]);
    expect(questions).toEqual(expect.arrayContaining([expect.stringContaining("stand in Demo? Nothing says it.")]));
    const after = await stagesIn(ws);
    expect(after).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/Sales\/Demo \(open\)/),
        expect.stringMatching(/Sales\/Offer \(lost\)/),
      ]),
    );
  });

  it("is asked for the stages of leads as well, which are never won: who is closed there would stand among the active", async () => {
    const ws = join(folder.path, "of-leads");
    const exported = join(folder.path, "exported");
    await mkdir(exported);
    // Without LeadStatus.csv, which tells it.
    await cp(join(fixture("salesforce"), "Lead.csv"), join(exported, "Lead.csv"));
    const { parts, questions } = answering([["stand in Qualified", "lost"]]);
    const said = await typed(["init", ws, "--from", exported], {
      ...{ folder: folder.path, parts, terminal: true, keyboard: true, env: { NO_COLOR: "1", COLUMNS: "120" } },
    });
    expect(said.exitCode).toBe(0);
    expect(questions.find(({ message }) => message.includes("Qualified"))).toEqual({
      message: "What does it mean for a lead to stand in Qualified? Nothing says it.",
      labels: ["open", "lost", "no decision", "hold", "void"],
    });
    expect(await stagesIn(ws)).toEqual(
      expect.arrayContaining([expect.stringContaining("Qualified (lost)"), expect.stringContaining("Open (open)")]),
    );
  });

  it("is taken by a flag, without a question, and the usual stages give way to it in an empty workspace", async () => {
    await typed(["init", "usual", "--yes"], { folder: folder.path });
    const ws = join(folder.path, "usual");
    const said = await typed(["import", fixture("pipedrive"), "--workspace", ws, "--process", "take"]);
    expect([said.exitCode, said.err]).toEqual([0, expect.stringContaining("quarterdeck.yaml has them now")]);
    const stages = await stagesIn(ws);
    expect(stages.join()).not.toContain("needs_analysis");
    expect(stages).toContain("1: 2 (open)");
  });

  it("of leads alone takes the place of all usual stages: those of opportunities come with these", async () => {
    const ws = join(folder.path, "leads-alone");
    const exported = join(folder.path, "leads-exported");
    await mkdir(exported);
    await cp(join(fixture("salesforce"), "Lead.csv"), join(exported, "Lead.csv"));
    await typed(["init", "leads-alone", "--yes"], { folder: folder.path });
    const said = await typed(["import", exported, "--workspace", ws, "--process", "take"]);
    expect(said.exitCode, said.err).toBe(0);
    const text = await readFile(join(ws, "quarterdeck.yaml"), "utf8");
    expect(text).toMatch(/^ +- \{ id: "Lead: Open", name: Open, of: lead \}$/m);
    expect((await stagesIn(ws)).join()).not.toMatch(/Suspect|Needs analysis/);
    await cp(join(fixture("salesforce"), "Opportunity.csv"), join(exported, "Opportunity.csv"));
    await typed(["import", exported, "--workspace", ws, "--process", "take"]);
    const after = (await stagesIn(ws)).join();
    expect(after).toMatch(/\(won\)/);
    expect(after).not.toContain("Needs analysis");
  });

  it("has its totals in the currency of all amounts, as long as it holds nothing", async () => {
    const ws = join(folder.path, "euros");
    await typed(["init", "euros", "--yes", "--currency", "EUR"], { folder: folder.path });
    const currency = async () => parseConfig(await readFile(join(ws, "quarterdeck.yaml"), "utf8"), "yaml").currency;
    const dry = ["import", fixture("pipedrive"), "--workspace", ws];
    expect((await typed([...dry, "--process", "keep", "--dry-run"])).exitCode).toBe(0);
    expect(await currency()).toBe("EUR");
    const said = await typed([...dry, "--process", "take"]);
    expect([said.exitCode, await currency()]).toEqual([0, "USD"]);
    expect(said.err).toContain("Totals are in USD from now on, as the amounts are, and not in EUR.");
    const text = await readFile(join(ws, "quarterdeck.yaml"), "utf8");
    await writeFile(join(ws, "quarterdeck.yaml"), text.replace("currency: USD", "currency: EUR"));
    await typed([...dry, "--process", "take"]);
    expect(await currency()).toBe("EUR");
  });

  it("is left alone by default where nobody can be asked", async () => {
    const ws = await made("default");
    await typed(["import", fixture("pipedrive"), "--workspace", ws]);
    expect(await readFile(join(ws, "quarterdeck.yaml"), "utf8")).toBe(ours);
  });
});

describe("a stage added to quarterdeck.yaml", () => {
  it("is the only thing that changes in a file that an editor of Windows saved", () => {
    const saved = `\uFEFF${ours.replaceAll("\n", "\r\n")}`;
    const offered = [{ id: "other", stages: [stage("x")] }];
    expect(withStages(saved, offered)).toBe(withStages(ours, offered).replaceAll("\n", "\r\n"));
    expect(parseConfig(saved, "yaml")).toEqual(parseConfig(ours, "yaml"));
  });

  const stage = (id: string, category?: "won") => ({ id, name: id, of: "opportunity" as const, category });
  const order = (offered: readonly ReturnType<typeof stage>[]) =>
    parseConfig(withStages(ours, [{ id: "other", stages: offered }]), "yaml").pipelines.map(({ stages }) =>
      stages.map(({ id }) => id),
    );

  it("stands where the export has it: after the one before it, or before the one after", () => {
    expect(order([stage("a"), stage("2"), stage("b"), stage("signed", "won"), stage("c", "won")])).toEqual([
      ["a", "2", "b", "signed", "c"],
    ]);
  });

  it("stands with its kind where none of its neighbours is known", () => {
    expect(order([stage("x")])).toEqual([["2", "x", "signed"]]);
    expect(order([stage("x", "won")])).toEqual([["2", "signed", "x"]]);
  });

  it("is in a pipeline of its own where there are several", () => {
    const two = [
      { id: "p", stages: [stage("a")] },
      { id: "1", stages: [stage("b")] },
    ];
    const { pipelines } = parseConfig(withStages(ours, two), "yaml");
    expect(pipelines.map(({ id, stages }) => [id, stages.map((one) => one.id)])).toEqual([
      ["1", ["2", "b", "signed"]],
      ["p", ["a"]],
    ]);
  });
});
