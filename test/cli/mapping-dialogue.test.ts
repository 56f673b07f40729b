import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseConfig } from "../../src/model/config.ts";
import { type Answers, answering } from "./asked.ts";
import { type TemporaryFolder, temporaryFolder, typed } from "./line.ts";

const yaml = `workspace: Acme
timezone: UTC
pipelines:
  - id: sales
    stages:
      - {id: qualified, name: Qualified, of: opportunity, qualifies: true}
      - {id: proposal, name: Proposal, of: opportunity}
      - {id: closed_won, name: Won, of: opportunity, category: won}
`;

const deals = `Deal No;Customer;Sales rep;Deal value;Opened on;Close date;Phase;Colour;Vermerk
1;Oak Works;Ann;1.200,50 €;03.01.2026;02.02.2026;Won;red;x
2;Fir Ltd;Bob;300 €;04.01.2026;;Offer;blue;y
3;Gum Co;Ann;700 €;;03.02.2026;won;red;z
`;

let folder: TemporaryFolder;
beforeAll(async () => {
  folder = await temporaryFolder();
});
afterAll(() => folder[Symbol.asyncDispose]());

const made = async (name: string, content = deals): Promise<string> => {
  const own = join(folder.path, name);
  await mkdir(join(own, "ws"), { recursive: true });
  await writeFile(join(own, "ws/quarterdeck.yaml"), yaml);
  await writeFile(join(own, "stuff.csv"), content);
  return own;
};

const asking = async (own: string, answers: Answers, ...args: readonly string[]) => {
  const { parts, questions } = answering(answers);
  const said = await typed(["import", join(own, "stuff.csv"), "--workspace", join(own, "ws"), ...args], {
    ...{ folder: own, parts, terminal: true, keyboard: true, env: { COLUMNS: "120", NO_COLOR: "1" } },
  });
  return { ...said, asked: questions.map(({ message }) => message), questions };
};

const exported = async (own: string, table = "opportunities"): Promise<readonly string[]> => {
  await typed(["export", join(own, "out"), "--workspace", join(own, "ws")]);
  return (await readFile(join(own, `out/${table}.csv`), "utf8")).split(/\r?\n/);
};

describe("a file that nobody knows, on a terminal", () => {
  it("is shown, suggested, asked about, tried out, loaded, and known the next time", async () => {
    const own = await made("whole");
    const { exitCode, out, asked, questions } = await asking(own, [
      ["How are dates written?", "day first"],
      ["Which stage of your process is Offer", "Proposal"],
      ["Write it to", false],
    ]);
    expect(exitCode).toBe(0);
    expect(asked).toEqual([
      "What next?",
      "Which stage of your process is Offer?",
      "How are dates written? In Opened on stands 03.01.2026.",
      "What next?",
      "The amounts are in EUR, totals of this workspace in USD. Have its totals in EUR?",
      "Write it to rejected-1.csv, with the reasons?",
    ]);
    expect(await readFile(join(own, "ws/quarterdeck.yaml"), "utf8")).toContain("currency: EUR");
    expect(questions[0]?.labels).toEqual([
      "Try it out",
      "Change a column",
      "Change what its rows are",
      "Change what becomes of names",
      "Leave it",
    ]);
    expect(questions[3]?.labels[0]).toBe("Load it");
    expect(out).toMatch(/1 +Oak Works +Ann/);
    expect(out).toMatch(/Phase +stage +\S+ +Offer · Won · won/);
    expect(out.replaceAll(/\s+/g, " ")).toContain("So it would be; nothing was loaded.");
    expect(out).toMatch(/opportunities +3 +2 +– +– +1/);
    expect(out).toContain("What its columns mean is kept in stuff.mapping.yaml");
    expect(out.trim().split("\n").at(-1)).toMatch(/^Now ask: quarterdeck scorecard --workspace \S+ws$/);
    expect(await readFile(join(own, "stuff.mapping.yaml"), "utf8")).toContain("date_order: day_first");
    const rows = await exported(own);
    const [header = ""] = rows;
    const cell = (row: string | undefined, column: string) => row?.split(",")[header.split(",").indexOf(column)];
    const first = rows.find((row) => row.startsWith("1,"));
    expect([cell(first, "stage"), cell(first, "amount"), cell(first, "created_at")?.slice(0, 10)]).toEqual([
      "closed_won",
      expect.stringMatching(/^1200\.50?/),
      "2026-01-03",
    ]);
    expect(
      cell(
        rows.find((row) => row.startsWith("2,")),
        "stage",
      ),
    ).toBe("proposal");

    await writeFile(join(own, "later.csv"), deals.replace("2;Fir", "9;Fir"));
    const later = await typed(["import", join(own, "later.csv"), "--workspace", join(own, "ws")], { folder: own });
    expect([later.exitCode, later.err]).toEqual([0, ""]);
    expect(later.out).toMatch(/opportunities +3 +1 +– +1 +1/);
  });

  it("is corrected column by column, and left without a trace", async () => {
    const own = await made("corrected");
    const { exitCode, err, out, questions } = await asking(own, [
      ["What next?", "Change a column"],
      ["Which column?", "Colour"],
      ["What is Colour?", "product"],
      ["What next?", "Change a column"],
      ["Which column?", "Vermerk"],
      ["What is Vermerk?", "nothing"],
      ["What next?", "Leave it"],
    ]);
    expect([exitCode, err]).toEqual([0, "Nothing was loaded.\n"]);
    expect(out).not.toContain("Now ask");
    expect(out).toMatch(/Colour +product +sure/);
    expect(out).toMatch(/Vermerk +nothing/);
    expect(questions.find(({ message }) => message === "What is Colour?")?.labels).toContain("lost_reason");
    expect((await readdir(own)).sort()).toEqual(["stuff.csv", "ws"]);
    expect(await readdir(join(own, "ws/accepted/batches"))).toEqual([]);
  });

  it("about nothing that is known becomes what somebody says that it is", async () => {
    const own = await made("told", "Wer,Wann,Was\nAnn,2026-01-05,Mess\nBob,2026-01-06,Mess\n");
    const { exitCode, out } = await asking(own, [
      ["What next?", "Change what its rows are"],
      ["What are the rows", "campaigns"],
      ["What next?", "Change a column"],
      ["Which column?", "Wer"],
      ["What is Wer?", "campaign_id"],
      ["What next?", "Change a column"],
      ["Which column?", "Was"],
      ["What is Was?", "name"],
    ]);
    expect(exitCode).toBe(0);
    expect(out).toMatch(/campaigns +2 +2/);
  });

  it("has one word for a stage asked about once, however it is written", async () => {
    const own = await made(
      "words",
      "Deal No,Created,Stage\n1,2026-01-05,Offer\n2,2026-01-06,offer\n3,2026-01-06,OFFER \n",
    );
    const { asked } = await asking(own, [["Which stage", "Proposal"]]);
    expect(asked.filter((message) => message.startsWith("Which stage"))).toHaveLength(1);
    expect((await exported(own)).filter((row) => row.includes(",proposal,"))).toHaveLength(3);
  });

  const process = async (own: string) =>
    parseConfig(await readFile(join(own, "ws/quarterdeck.yaml"), "utf8"), "quarterdeck.yaml").pipelines.flatMap(
      ({ stages }) => stages.map(({ id, of, category }) => `${of} ${id} ${category}`),
    );
  const own =
    "Deal No,Created,Closed,Phase\n1,2026-01-05,,Angebot\n2,2026-01-06,2026-02-01,Gewonnen\n3,2026-01-07,,Anfrage\n";

  it("has stages of its own: in whose order and with whose meaning somebody says, and they are the process before it is loaded", async () => {
    const folder = await made("own-stages", own);
    await rm(join(folder, "ws/quarterdeck.yaml"));
    await typed(["init", join(folder, "ws"), "--yes"]);
    const { exitCode, err, asked, out } = await asking(folder, [
      ["In which order", "3 1 2"],
      ["stand in Gewonnen", "won"],
    ]);
    expect(exitCode).toBe(0);
    expect(asked).toEqual([
      "What next?",
      "Are these the stages of your process, to be put into quarterdeck.yaml: Anfrage, Angebot, Gewonnen?",
      "In which order does a deal pass them? 1 Anfrage, 2 Angebot, 3 Gewonnen",
      "What does it mean to stand in Gewonnen? Nothing says it.",
      "What does it mean to stand in Anfrage? Nothing says it.",
      "What does it mean to stand in Angebot? Nothing says it.",
      "What next?",
    ]);
    expect([err, out]).toEqual([
      expect.not.stringContaining("No stage of your process"),
      expect.not.stringContaining("undeclared"),
    ]);
    expect(err).toContain("quarterdeck.yaml has its stages now.");
    expect(await process(folder)).toEqual([
      "opportunity Gewonnen won",
      "opportunity Anfrage open",
      "opportunity Angebot open",
    ]);
    const won = await typed(["kpi", "win_rate", "--workspace", join(folder, "ws")], { folder });
    expect(won.out).toContain("1 won of 1 closed");
  });

  it("beside a history of stages is of its stages, too, those that no deal stands in any more among them", async () => {
    const folder = await made("with-history", own);
    await rm(join(folder, "ws/quarterdeck.yaml"));
    await typed(["init", join(folder, "ws"), "--yes"]);
    const moves = ["1,Anfrage,Angebot,2026-01-10", "2,Anfrage,Muster,2026-01-11", "2,Muster,Gewonnen,2026-02-01"];
    await writeFile(join(folder, "moves.csv"), `Deal No,Von Phase,Neue Phase,Geändert am\n${moves.join("\n")}\n`);
    const { parts, questions } = answering([["stand in Gewonnen", "won"]]);
    const said = await typed(
      ["import", join(folder, "stuff.csv"), join(folder, "moves.csv"), "--workspace", join(folder, "ws")],
      { ...{ folder, parts, terminal: true, keyboard: true, env: { COLUMNS: "120", NO_COLOR: "1" } } },
    );
    expect(said.exitCode, said.err).toBe(0);
    const asked = questions.map(({ message }) => message);
    expect(asked).toContain("No column says what moved from stage to stage. Whose moves are these?");
    expect(asked).toContain("In which order does a deal pass them? 1 Anfrage, 2 Muster, 3 Angebot, 4 Gewonnen");
    expect(said.out).toMatch(/stage_changes +3 +3/);
    expect(await process(folder)).toEqual([
      ...["opportunity Anfrage open", "opportunity Muster open", "opportunity Angebot open"],
      "opportunity Gewonnen won",
    ]);
    const reached = await typed(["kpi", "stage_duration", "--workspace", join(folder, "ws"), "--format", "json"]);
    expect(reached.exitCode).toBe(0);
    expect(JSON.parse(reached.out).notes.map(({ code }: { code: string }) => code)).not.toContain("no_history");
  });

  it("are of leads where a history is said to be one of leads", async () => {
    const folder = await made("moves-of-leads", own);
    await rm(join(folder, "ws/quarterdeck.yaml"));
    await typed(["init", join(folder, "ws"), "--yes"]);
    const moves = ["1,Neu,Warm,2026-01-10", "2,Neu,Warm,2026-01-11"];
    await writeFile(join(folder, "moves.csv"), `Record,Von Phase,Neue Phase,Geändert am\n${moves.join("\n")}\n`);
    const { parts, questions } = answering([
      ["What next?", "Try it out"],
      ["Whose moves are these?", "leads"],
      ["What next?", "Leave it"],
    ]);
    const said = await typed(["import", join(folder, "moves.csv"), "--workspace", join(folder, "ws")], {
      ...{ folder, parts, terminal: true, keyboard: true, env: { COLUMNS: "120", NO_COLOR: "1" } },
    });
    expect(said.exitCode, said.err).toBe(0);
    const of = questions.find(({ message }) => message.includes("Whose moves"));
    expect(of?.labels).toEqual(["deals", "leads"]);
    expect(questions.map(({ message }) => message)).toContain("In which order does a lead pass them? 1 Neu, 2 Warm");
  });

  it("changes no process before it is loaded, and none where the words are said to be other stages", async () => {
    const folder = await made("left-stages", own);
    await asking(folder, [
      ["What next?", "Try it out"],
      ["What next?", "Leave it"],
    ]);
    expect(await readFile(join(folder, "ws/quarterdeck.yaml"), "utf8")).toBe(yaml);
    await asking(folder, [
      ["Are these the stages", false],
      ["Which stage of your process is Anfrage", "Qualified"],
      ["Which stage of your process is Angebot", "a stage of its own"],
      ["Which stage of your process is Gewonnen", "Won"],
    ]);
    expect(await process(folder)).toEqual([
      "opportunity qualified open",
      "opportunity proposal open",
      "opportunity Angebot open",
      "opportunity closed_won won",
    ]);
  });

  it("whose words are no stages is said to win nothing before it is loaded, and which stages they are can be said again", async () => {
    const own = await made("undeclared", "Deal No,Created,Closed,Stage\n1,2026-01-05,2026-02-01,Gewonnen\n");
    const { err, asked, questions } = await asking(own, [
      ["Which stage of your process is Gewonnen", "none of these"],
      ["What next?", "Try it out"],
      ["What next?", "Say again which stages its words are"],
      ["Which stage of your process is Gewonnen", "Won"],
    ]);
    const note =
      "No stage of your process: Gewonnen. What stands there is neither open nor won nor lost, and no rate counts it.\nSay which stages they are, or put them into quarterdeck.yaml.\n";
    expect(err.split(note)).toHaveLength(2);
    expect(asked.filter((message) => message.startsWith("Which stage"))).toHaveLength(2);
    expect(questions.filter(({ message }) => message === "What next?").map(({ labels }) => labels.length)).toEqual([
      4, 5, 4, 5,
    ]);
    expect((await exported(own)).filter((row) => row.includes(",closed_won,"))).toHaveLength(1);
  });

  it("of activities is asked what they were, where no column says it", async () => {
    const own = await made("calls", "Call Id,Agent,Call date\nC1,Ann,2026-01-05\nC2,Bo,2026-01-06\n");
    const { out } = await asking(own, [["What were these activities?", "call"]]);
    expect(out).toMatch(/activities +2 +2/);
    expect(await readFile(join(own, "stuff.mapping.yaml"), "utf8")).toContain("constant: call");
    expect(out).toContain("Like stuff.csv");
  });

  it("of calls whose time of day stands beside their day has both as one instant, day first as the whole column is", async () => {
    const own = await made(
      "timed",
      "Call Id,Agent,Activity Date,Activity Time,Topic\nC1,Ann,13/02/2026,9:30 AM,x\nC2,Bo,03/02/2026,0.75,y\n",
    );
    const { out } = await asking(own, [["What were these activities?", "call"]]);
    expect(out).toMatch(/Activity Time +the time of occurred_at +sure/);
    expect(out).toMatch(/activities +2 +2/);
    const activities = await exported(own, "activities");
    expect(activities.filter((row) => row.includes("2026-02-13T09:30:00Z"))).toHaveLength(1);
    expect(activities.filter((row) => row.includes("2026-02-03T18:00:00Z"))).toHaveLength(1);
    expect(activities[0]).not.toContain("Activity Time");
  });

  it("has a time of day taken from a column, and given to another", async () => {
    const own = await made("retimed", "Call Id,Call date,Time,Uhrzeit\nC1,2026-01-05,09:30,10:45\n");
    await asking(own, [
      ["What next?", "Change a column"],
      ["Which column?", "Uhrzeit"],
      ["What is Uhrzeit?", "the time of occurred_at"],
    ]);
    const rows = await exported(own, "activities");
    expect([rows[0], rows[1]]).toEqual([
      expect.stringContaining("Time"),
      expect.stringContaining("2026-01-05T10:45:00Z"),
    ]);
  });

  it("that names owners has each name become a person, as is said, unless somebody says no", async () => {
    const own = await made(
      "people",
      "Deal No,Created,Sales rep\n1,2026-01-05,Ann Lee\n2,2026-01-06,Bo\n3,2026-01-06,Ann Lee\n",
    );
    const { out } = await asking(own, []);
    expect(out).toContain("Sales rep holds 2 names, and no file tells of people: each name becomes a person.");
    expect(out).toMatch(/people +2 +2/);
    expect((await exported(own, "people")).slice(0, 3).map((row) => row.split(",").slice(0, 2))).toEqual([
      ["person_id", "name"],
      ["Ann Lee", "Ann Lee"],
      ["Bo", "Bo"],
    ]);
    const without = await made("nobody", "Deal No,Created,Sales rep\n1,2026-01-05,Ann Lee\n");
    const said = await asking(without, [
      ["What next?", "Change what becomes of names"],
      ["Make a person of each name in Sales rep?", false],
    ]);
    expect(said.out).toContain("as somebody said, none becomes a person");
    expect(said.out).not.toMatch(/people +1 +1/);
  });

  it("that names owners means the people whom the workspace knows, is asked who is meant by a name of two, and makes the others new", async () => {
    const own = await made(
      "known",
      "Deal No,Created,Sales rep\n1,2026-01-05,ann lee\n2,2026-01-06,Bo Ek\n3,2026-01-06,Cy\n",
    );
    const staff = "person_id,name,email\np1,Ann Lee,ann@acme.com\np2,Bo Ek,bo@acme.com\np3,Bo Ek,ek@acme.com\n";
    await writeFile(join(own, "people.csv"), staff);
    await typed(["import", join(own, "people.csv"), "--workspace", join(own, "ws")], { folder: own });
    const { out, questions } = await asking(own, [["Who of them is Bo Ek?", "Bo Ek (p3)"]]);
    expect(out.replaceAll(/\s+/g, " ")).toContain(
      "1 is a person of the workspace; Bo Ek could be p2 or p3; each other name becomes a person.",
    );
    expect(questions.find(({ message }) => message.startsWith("Who of them"))?.labels).toEqual([
      "Bo Ek (p2)",
      "Bo Ek (p3)",
      "nobody can say",
    ]);
    const [header = "", ...rows] = await exported(own);
    const owners = rows.filter((row) => row !== "").map((row) => row.split(",")[header.split(",").indexOf("owner_id")]);
    expect(owners).toEqual(["p1", "p3", "Cy"]);
    expect(await readFile(join(own, "stuff.mapping.yaml"), "utf8")).toContain("Bo Ek: p3");

    const flags = ["--suggest", "again.yaml", "--workspace", join(own, "ws")];
    const shown = await typed(["import", join(own, "stuff.csv"), ...flags], { folder: own });
    expect(shown.out.replaceAll(/\s+/g, " ")).toContain("Bo Ek could be p2 or p3");
    const settled = ["--suggest", "settled.yaml", "--workspace", join(own, "ws"), "--person", "Bo Ek=p2"];
    await typed(["import", join(own, "stuff.csv"), ...settled], { folder: own });
    expect(await readFile(join(own, "settled.yaml"), "utf8")).toContain("Bo Ek: p2");
  });

  it("makes no workspace by itself: init says how to go on", async () => {
    const own = await made("begun");
    const said = await typed(["init", join(own, "new"), "--from", join(own, "stuff.csv")], { folder: own });
    expect([said.exitCode, said.err]).toEqual([1, expect.stringContaining("Make the workspace without --from first")]);
  });

  it("is only told about where nobody can be asked", async () => {
    const own = await made("alone");
    const said = await typed(["import", join(own, "stuff.csv"), "--workspace", join(own, "ws")], { folder: own });
    expect([said.exitCode, said.err]).toEqual([1, expect.stringContaining("--suggest MAPPING proposes it")]);
  });
});

describe("the same by flags", () => {
  it("goes in as it would by answers", async () => {
    const own = await made("flags");
    const file = join(own, "stuff.csv");
    const flags = ["--column", "Colour=product", "--column", "Vermerk=nothing", "--stage", "Offer=proposal"];
    const order = ["--date-order", "day-first"];
    const said = await typed(["import", file, "--suggest", "m.yaml", ...flags, ...order], { folder: own });
    expect(said.exitCode).toBe(0);
    const unsaid = ["--suggest", "unsaid.yaml", "--workspace", join(own, "ws")];
    const asked = await typed(["import", file, ...unsaid], { folder: own });
    expect(asked.err).toContain(
      "Stages that the process does not declare: Offer. --stage WORD=STAGE says which each is",
    );
    expect(await readFile(join(own, "unsaid.yaml"), "utf8")).toMatch(/Won: closed_won\n +won: closed_won/);
    const mapping = join(own, "m.yaml");
    const loaded = await typed(["import", file, "--mapping", mapping, "--workspace", join(own, "ws")], { folder: own });
    expect(loaded.out).toMatch(/opportunities +3 +2 +– +– +1/);
    const rows = await exported(own);
    expect(rows.find((row) => row.startsWith("2,"))).toMatch(/,proposal,.*blue/);
    expect(rows.join("\n")).not.toContain("Vermerk");
  });

  it.each([
    [["--column", "Farbe=product"], /no column called Farbe/],
    [["--column", "Colour=prodcut"], /Did you mean product\?/],
    [["--column", "Colour"], /Write for example --column Phase=stage/],
    [["--table", "deals"], /There is no table called deals/],
    [["--column", "Colour=time:closed_on"], /no column of opportunities called time:closed_on/],
    [["--type", "fax"], /There is no type of activity called fax/],
  ])("%s cannot be meant", async (flags, words) => {
    const own = await made(`wrong-${flags.join("")}`);
    const said = await typed(["import", join(own, "stuff.csv"), "--suggest", "m.yaml", ...flags], { folder: own });
    expect([said.exitCode, said.err]).toEqual([2, expect.stringMatching(words)]);
    expect((await readdir(own)).sort()).toEqual(["stuff.csv", "ws"]);
  });

  it("means nothing without a suggestion", async () => {
    const own = await made("without");
    const said = await typed(["import", join(own, "stuff.csv"), "--table", "leads"], { folder: own });
    expect([said.exitCode, said.err]).toEqual([2, expect.stringContaining("--suggest FILE as well")]);
  });
});
