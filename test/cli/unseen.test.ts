import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TemporaryFolder, temporaryFolder, typed } from "./line.ts";

const yaml = `workspace: Acme
timezone: UTC
pipelines:
  - id: sales
    stages:
      - {id: open, name: Open, of: opportunity}
      - {id: won, name: Won, of: opportunity, category: won}
`;
const deals = "opportunity_id,created_at,stage,owner_id,closed_at\no1,2026-01-05,won,p1,2026-02-01\n";
const people = "person_id,name,team_id\np1,Ann,t1\n";
const teams = "team_id,name\nt1,East\n";

let folder: TemporaryFolder;
beforeAll(async () => {
  folder = await temporaryFolder();
});
afterAll(() => folder[Symbol.asyncDispose]());

const workspace = async (name: string): Promise<string> => {
  const own = join(folder.path, name);
  await mkdir(own, { recursive: true });
  await writeFile(join(own, "quarterdeck.yaml"), yaml);
  return own;
};

const importing = async (own: string, files: Readonly<Record<string, string>>, ...flags: readonly string[]) => {
  const paths = await Promise.all(
    Object.entries(files).map(async ([name, content]) => {
      await mkdir(`${own}-files`, { recursive: true });
      await writeFile(join(`${own}-files`, name), content);
      return join(`${own}-files`, name);
    }),
  );
  return typed(["import", ...paths, "--workspace", own, ...flags]);
};

describe("an import that tells of people and teams alone, after the deals", () => {
  it("says that answers of the present do not see it, from when it counts, and what to do", async () => {
    const own = await workspace("later");
    await importing(own, { "opportunities.csv": deals, "people.csv": "person_id,name\np1,Ann\n" });
    const said = await importing(own, { "people.csv": people, "teams.csv": teams });
    const text = said.out.replaceAll(/\s+/g, " ");
    expect(text).toContain("the data ends on 1 Feb 2026: answers of the present do not see it yet");
    expect(text).toContain("make the workspace anew from all files at once");
  });

  it("is told as data, too, and names only what is later than the data", async () => {
    const own = await workspace("told");
    await importing(own, { "opportunities.csv": deals, "people.csv": "person_id,name\np1,Ann\n" });
    const said = await importing(own, { "people.csv": people }, "--format", "json");
    expect(JSON.parse(said.out).imported.unseen).toMatchObject({ tables: ["people"], until: "2026-02-01" });
  });

  it("says nothing where it comes with the deals, or said when it became known", async () => {
    const first = await workspace("first");
    const all = { "opportunities.csv": deals, "people.csv": people, "teams.csv": teams };
    expect(JSON.parse((await importing(first, all, "--format", "json")).out).imported.unseen).toBe(undefined);
    const dated = await workspace("dated");
    await importing(dated, { "opportunities.csv": deals, "people.csv": "person_id,name\np1,Ann\n" });
    const known = "person_id,name,team_id,recorded_at\np1,Ann,t1,2025-12-31T00:00:00Z\n";
    const said = await importing(dated, { "people.csv": known, "teams.csv": teams }, "--format", "json");
    expect(JSON.parse(said.out).imported.unseen).toBe(undefined);
  });
});
