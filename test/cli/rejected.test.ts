import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sql } from "../../src/sql/index.ts";
import { answering } from "./asked.ts";
import { type TemporaryFolder, temporaryFolder, typed } from "./line.ts";

const yaml = `workspace: Acme
timezone: UTC
pipelines:
  - id: sales
    stages:
      - {id: suspect, name: Suspect, of: lead}
      - {id: qualified, name: Qualified, of: opportunity, qualifies: true}
      - {id: won, name: Won, of: opportunity, category: won}
`;

let folder: TemporaryFolder;
beforeAll(async () => {
  folder = await temporaryFolder();
});
afterAll(() => folder[Symbol.asyncDispose]());

const made = async (name: string): Promise<string> => {
  const own = join(folder.path, name);
  await mkdir(join(own, "ws"), { recursive: true });
  await writeFile(join(own, "ws/quarterdeck.yaml"), yaml);
  return own;
};

const put = async (own: string, name: string, content: string): Promise<string> => {
  await writeFile(join(own, name), content);
  return join(own, name);
};

const importing = (own: string, ...args: readonly string[]) =>
  typed(["import", ...args, "--workspace", join(own, "ws")], { folder: own });

const dropping = (path: string) => (path.startsWith("/") ? path.slice(path.lastIndexOf("/") + 1) : path);

describe("rows that an import leaves out", () => {
  it("are counted by table and written as they stand, with where and why", async () => {
    const own = await made("why");
    const leads = await put(
      own,
      "leads.csv",
      'lead_id,created_at,source\nl1,2026-03-01,web\nl2,31.02.2026x,"fair, Bonn"\n,2026-03-02,web\nl4,2026-03-03,web,more\nl5,"2026-03-04\n',
    );
    const { exitCode, out, err } = await importing(own, leads, "--rejected", "rejected.csv", "--format", "json");
    expect([exitCode, err]).toEqual([0, ""]);
    const told = JSON.parse(out);
    expect(told.imported.tables).toEqual([{ table: "leads", read: 5, new: 1, changed: 0, unchanged: 0, rejected: 4 }]);
    expect(told.imported.rejected).toBe(4);
    expect(told.rejectedFiles).toEqual([{ path: join(own, "rejected.csv"), of: leads, rows: 4 }]);
    const lines = (await readFile(join(own, "rejected.csv"), "utf8")).split("\r\n");
    expect(lines[0]).toBe(
      "lead_id,created_at,source,rejected_rest,rejected_file,rejected_line,rejected_column,rejected_value,rejected_reason,rejected_code",
    );
    expect(lines[1]).toBe(
      `l2,31.02.2026x,"fair, Bonn",,${leads},3,created_at,31.02.2026x,"is not an instant such as 2026-07-01T09:30:00Z; the column is required, so the row was left out",bad_instant`,
    );
    expect(lines[2]).toContain(`,2026-03-02,web,,${leads},4,lead_id,,`);
    expect(lines[3]).toContain(`l4,2026-03-03,web,more,${leads},5,,`);
    expect(lines[4]).toContain(`l5,"""2026-03-04",,,${leads},6,,`);
    expect(lines.slice(5)).toEqual([""]);
  });

  it("are left out again when the file comes again, and that is no clean import", async () => {
    const own = await made("again");
    const leads = await put(own, "leads.csv", "lead_id,created_at\nl1,2026-03-01\nl2,soon\n");
    await importing(own, leads);
    const { out } = await importing(own, leads);
    expect(out).toContain("Nothing was found wrong that had not been before.");
    expect(out).toContain("1 row was left out.");
  });

  it("go in when they are mended, and the columns that say why do not", async () => {
    const own = await made("mended");
    const file = await put(
      own,
      "deals.csv",
      "opportunity_id,created_at,amount,name,Region\no1,soon,-5.50,=SUM(A1),'+49 East\no2,2026-01-01,1,Two,West\n",
    );
    await importing(own, file, "--rejected", "again.csv");
    const kept = await readFile(join(own, "again.csv"), "utf8");
    expect(kept).toContain("o1,soon,'-5.50,'=SUM(A1),''+49 East,");
    await writeFile(join(own, "again.csv"), kept.replace("o1,soon", "o1,2026-01-02"));
    const { out } = await importing(own, join(own, "again.csv"), "--format", "json");
    expect(JSON.parse(out).imported).toMatchObject({
      tables: [{ table: "opportunities", read: 1, new: 1, rejected: 0 }],
      findings: [],
    });
    await typed(["export", join(own, "out"), "--workspace", join(own, "ws")]);
    const exported = await readFile(join(own, "out/opportunities.csv"), "utf8");
    const row = exported.split(/\r?\n/).find((line) => line.startsWith("o1,")) ?? "";
    expect(row).toContain("-5.5");
    expect(row).toContain("=SUM(A1)");
    expect(row).not.toContain("'=SUM");
    expect(row).toContain("'+49 East");
    expect(exported).not.toContain("rejected_");
  });

  it("come back as they were, whatever stands in them", async () => {
    const own = await made("hostile");
    const texts = [
      "=1+1",
      "'=1",
      "''=1",
      "-5",
      "@x",
      "\tx",
      'a"b',
      "line\nbreak",
      "'",
      "''",
      "+",
      "' =x",
      "<b>&",
      "é€🙂",
      ";,|",
    ];
    const cell = (text: string) => `"${text.replaceAll('"', '""')}"`;
    const rows = texts.map((text, index) => `l${index},soon,${cell(text)}`);
    const file = await put(own, "leads.csv", `lead_id,created_at,source\n${rows.join("\n")}\n`);
    await importing(own, file, "--rejected", "r.csv");
    const kept = await readFile(join(own, "r.csv"), "utf8");
    await writeFile(join(own, "r.csv"), kept.replaceAll(/^(l\d+),soon,/gm, "$1,2026-01-01,"));
    await importing(own, join(own, "r.csv"));
    const { openWorkspace } = await import("../../src/storage/index.ts");
    await using workspace = await openWorkspace(join(own, "ws"), {
      load: () => Promise.reject(new Error("nothing to load")),
    });
    await using session = await workspace.session();
    const found = await session.rows<{ source: string }>(
      sql`select l.source from leads l join lead_ids i on i.no = l.lead_no order by substr(i.id, 2)::integer`,
    );
    // Nothing that a text says has blanks at its ends, wherever it comes from.
    expect(found.map(({ source }) => source)).toEqual(texts.map((text) => (text === "\tx" ? "x" : text)));
  });

  it("are of the table that their own file was of, whatever the file of them is called", async () => {
    const own = await made("named");
    const people = await put(own, "teams.csv", "team_id,name\nt1,\nt2,West\n");
    await importing(own, people, "--rejected", "x.csv");
    const mended = (await readFile(join(own, "x.csv"), "utf8")).replace("t1,,", "t1,East,");
    await writeFile(join(own, "x.csv"), mended);
    const { out } = await importing(own, join(own, "x.csv"), "--format", "json");
    expect(JSON.parse(out).imported.tables).toMatchObject([{ table: "teams", new: 1 }]);
  });

  it("keep their first file's name when they are left out again", async () => {
    const own = await made("twice");
    const teams = await put(own, "teams.csv", "team_id,name\nt1,\n");
    await importing(own, teams, "--rejected", "x.csv");
    await importing(own, join(own, "x.csv"), "--rejected", "y.csv");
    const [header, row] = (await readFile(join(own, "y.csv"), "utf8")).split("\r\n");
    expect(header?.match(/rejected_file/g)).toHaveLength(1);
    expect(row).toContain(`t1,,${teams},2,name`);
  });

  it("of two files are two files, for they have not the same columns", async () => {
    const own = await made("two");
    const leads = await put(own, "leads.csv", "lead_id,created_at\nl1,x\n");
    const people = await put(own, "people.csv", "person_id,name\np1,\n");
    const { out } = await importing(own, leads, people, "--rejected", "r.csv", "--format", "json");
    expect(
      JSON.parse(out).rejectedFiles.map(({ path, of, rows }: { path: string; of: string; rows: number }) => [
        dropping(path),
        dropping(of),
        rows,
      ]),
    ).toEqual([
      ["r.csv", "leads.csv", 1],
      ["r-2.csv", "people.csv", 1],
    ]);
  });

  it("of NDJSON are told as well, lines that are none among them", async () => {
    const own = await made("json");
    const leads = await put(
      own,
      "leads.ndjson",
      '{"lead_id": "l1", "created_at": "2026-01-01"}\n{"lead_id": 12345678901234567890, "created_at": "x"}\n{oops\n',
    );
    await importing(own, leads, "--rejected", "r.csv");
    const rows = (await readFile(join(own, "r.csv"), "utf8")).split("\r\n").slice(1);
    expect(rows[0]).toContain("12345678901234567890,x,,");
    expect(rows[1]).toContain(",,{oops,");
  });

  it("can be had by a command that the report names, without an import", async () => {
    const own = await made("later");
    const leads = await put(own, "leads.csv", "lead_id,created_at\nl1,2026-01-01\nl2,x\n");
    const { out } = await importing(own, leads);
    expect(out).toMatch(/leads +2 +1 +– +– +1/);
    const text = out.replaceAll(/\s+/g, " ");
    expect(text).toContain("1 row was left out.");
    expect(text).toContain(
      `quarterdeck import ${leads} --workspace ${join(own, "ws")} --dry-run --rejected rejected.csv writes it`,
    );
    const again = await importing(own, leads, "--dry-run", "--rejected", "rejected.csv");
    expect(again.err).toBe("Nothing was loaded, as it was a dry run.\n");
    expect(again.out).toMatch(/leads +2 +– +– +1 +1/);
    expect(await readFile(join(own, "rejected.csv"), "utf8")).toContain("l2,x,");
    expect(await readdir(join(own, "ws/accepted/batches"))).toEqual(["000001.json"]);
  });

  it("are never written over a file that is there", async () => {
    const own = await made("there");
    const leads = await put(own, "leads.csv", "lead_id,created_at\nl2,x\n");
    const { exitCode, err } = await importing(own, leads, "--rejected", "leads.csv");
    expect([exitCode, err]).toEqual([2, expect.stringContaining("is there already")]);
    expect(await readFile(leads, "utf8")).toContain("l2,x");
    expect(await readdir(join(own, "ws"))).toEqual(["quarterdeck.yaml"]);
  });

  it("are offered on a terminal", async () => {
    const own = await made("asked");
    const leads = await put(own, "leads.csv", "lead_id,created_at\nl1,2026-01-01\nl2,x\n");
    const { parts, questions } = answering([["Write it to rejected-1.csv", true]]);
    const { out } = await typed(["import", leads, "--workspace", join(own, "ws")], {
      ...{ folder: own, parts, terminal: true, keyboard: true },
    });
    expect(questions.map(({ message }) => message)).toEqual(["Write it to rejected-1.csv, with the reasons?"]);
    expect(out).toContain("rejected-1.csv");
    expect(await readFile(join(own, "rejected-1.csv"), "utf8")).toContain("l2,x,");
  });
});
