import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { answering } from "../cli/asked.ts";
import { standingIn, typed } from "../cli/line.ts";
import { type Served, servedFolder } from "./served.ts";

const yaml = `workspace: Acme
timezone: UTC
pipelines:
  - id: sales
    stages:
      - {id: qualified, name: Qualified, of: opportunity, qualifies: true}
      - {id: closed_won, name: Won, of: opportunity, category: won}
`;

let here: Served;
let files: string;
beforeAll(async () => {
  files = await mkdtemp(join(tmpdir(), "quarterdeck-sent-"));
  const folder = await mkdtemp(join(tmpdir(), "quarterdeck-server-"));
  await writeFile(join(folder, "quarterdeck.yaml"), yaml);
  await writeFile(
    join(files, "people.csv"),
    "person_id,name,email\np1,Ann Lee,ann@acme.com\np2,Bo Ek,bo@acme.com\np3,Bo Ek,ek@acme.com\n",
  );
  await writeFile(join(files, "leads.csv"), "lead_id,created_at\nl1,2026-01-02\n");
  await typed(["import", join(files, "people.csv"), join(files, "leads.csv"), "--workspace", folder]);
  here = await servedFolder(folder);
  await here.house.announce(await here.app.listen({ host: "127.0.0.1", port: 0 }));
});
afterAll(async () => {
  await here[Symbol.asyncDispose]();
  await rm(files, { recursive: true, force: true });
});

describe("the dialogue about a file that nobody knows, while a server has the workspace open", () => {
  it("says who is known by a name, asks who is meant, tries it out and loads it", async () => {
    const stuff = join(files, "stuff.csv");
    await writeFile(stuff, "Deal No,Created,Sales rep\n1,03/04/2026,ann lee\n2,04/04/2026,Bo Ek\n3,,Cy\n");
    const { parts, questions } = answering([
      ["Who of them is Bo Ek?", "Bo Ek (p3)"],
      ["How are dates written?", "day first"],
    ]);
    const said = await standingIn(files, () =>
      typed(["import", stuff, "--workspace", here.folder], {
        ...{ folder: files, parts, terminal: true, keyboard: true, env: { COLUMNS: "120", NO_COLOR: "1" } },
      }),
    );
    const out = said.out.replaceAll(/\s+/g, " ");
    expect(said.exitCode).toBe(0);
    expect(out).toContain("1 is a person of the workspace; Bo Ek could be p2 or p3");
    expect(questions.map(({ message }) => message)).toContain("Who of them is Bo Ek?");
    expect(out).toContain("So it would be; nothing was loaded.");
    expect(out).toMatch(/opportunities +3 +2/);
    expect(await readFile(join(files, "stuff.mapping.yaml"), "utf8")).toContain("Bo Ek: p3");
  });

  it("is tried out without it, too", async () => {
    const again = join(files, "leads.csv");
    await writeFile(again, "lead_id,created_at\nl1,2026-01-02\nl2,2026-01-03\n");
    const said = await typed(["import", again, "--dry-run", "--workspace", here.folder, "--format", "json"]);
    expect(JSON.parse(said.out).outcome.tables).toMatchObject([{ table: "leads", new: 1, unchanged: 1 }]);
  });

  it("says of our own tables, too, that their dates can be read in two ways", async () => {
    const dated = join(files, "opportunities.csv");
    await writeFile(dated, "opportunity_id,created_at\no1,03/04/2026\no2,05/06/2026\n");
    const args = ["import", dated, "--dry-run", "--workspace", here.folder, "--format", "json"];
    const said = await standingIn(files, () => typed(args));
    expect([said.exitCode, JSON.parse(said.err).code]).toEqual([1, "ambiguous_dates"]);
    await writeFile(join(files, "things.csv"), "Deal No,Created\n1,03/04/2026\n2,05/06/2026\n");
    const unknown = await typed(args.with(1, join(files, "things.csv")));
    expect([unknown.exitCode, JSON.parse(unknown.err).code]).toEqual([1, "unrecognised_file"]);
  });

  it("says of a known export's file which column it lacks, and of a part of one what it is a part of", async () => {
    const deals = join(files, "hubspot-deals.csv");
    await writeFile(deals, "Record ID,Deal Name,Deal Stage,Close Date\n9001,Oak turbine,Demo,2026-03-20 14:00\n");
    const lacking = await typed(["import", deals, "--dry-run", "--workspace", here.folder]);
    expect(lacking.out.replaceAll(/\s+/g, " ")).toContain("has no column Create Date: without it nothing new");
    const part = join(files, "account.csv");
    await writeFile(part, "Id,Name,Industry,BillingCity,BillingCountry\n0015f000001Acc1AAA,Oak,Energy,Boston,US\n");
    const served = await typed(["import", part, "--dry-run", "--workspace", here.folder, "--format", "json"]);
    const alone = await typed(["import", part, "--dry-run", "--format", "json"], { folder: files });
    expect(JSON.parse(served.err).facts.like).toBe("Salesforce export");
    expect(served.err).toBe(alone.err);
  });
});
