import { cp, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TemporaryFolder, temporaryFolder, typed } from "../cli/line.ts";
import { fixture } from "./crm.ts";

let folder: TemporaryFolder;
beforeAll(async () => {
  folder = await temporaryFolder();
});
afterAll(() => folder[Symbol.asyncDispose]());

const said = async (...words: readonly string[]): Promise<string> => {
  const { exitCode, out, err } = await typed(words, { folder: folder.path });
  expect(exitCode, err).toBe(0);
  return out;
};

/** What became of a table's records. */
const imported = async (workspace: string, path: string, table: string): Promise<Record<string, number> | undefined> =>
  JSON.parse(await said("import", path, "--workspace", workspace, "--format", "json")).imported.tables.find(
    (one: { table: string }) => one.table === table,
  );

const asked = ["--from", "2026-01-01", "--format", "json"];
const until = ["--to", "2026-11-01"];
const figure = async (workspace: string, ...words: readonly string[]): Promise<Record<string, unknown>> =>
  JSON.parse(await said("kpi", ...words, "--workspace", workspace, ...until, ...asked)).total;
const standing = async (workspace: string, ...words: readonly string[]): Promise<Record<string, number>> => {
  const told = await said("kpi", "pipeline_by_stage", "--by", "stage", ...words, "--workspace", workspace, ...asked);
  const rows: readonly { keys: { stage: string }; n: number }[] = JSON.parse(told).rows;
  return Object.fromEntries(rows.filter(({ n }) => n > 0).map(({ keys, n }) => [keys.stage, n]));
};

type Edit = readonly [file: string, from: string, to: string];

/** A copy of the fixture whose files have these lines more, and others in other words. */
const grown = async (
  crm: string,
  to: string,
  lines: Readonly<Record<string, readonly string[]>>,
  edits: readonly Edit[] = [],
): Promise<string> => {
  const copy = join(folder.path, to);
  await cp(fixture(crm), copy, { recursive: true });
  for (const [file, added] of Object.entries(lines)) {
    const text = await readFile(join(copy, file), "utf8");
    await writeFile(join(copy, file), [text.trimEnd(), ...added, ""].join("\n"));
  }
  for (const [file, from, becomes] of edits) {
    const text = await readFile(join(copy, file), "utf8");
    expect(text).toContain(from);
    await writeFile(join(copy, file), text.replace(from, becomes));
  }
  return copy;
};

describe("an opportunity that is closed and opened again without leaving its stage", () => {
  const message = (id: number, at: string) => `${id},crm.lead,3,${at},notification,False,False,False,12,<${id}@odoo>`;
  const moved = (id: number, at: string, change: string) => `${id},${id},${change},12,${at}`;
  const lost: readonly Edit[] = [
    ["crm_lead.csv", "3,Pine mill,opportunity,True", "3,Pine mill,opportunity,False"],
    [
      "crm_lead.csv",
      "60.0,2026-05-01,2026-03-01 10:00:00,12,2026-03-01 10:00:00,False,False,2026-03-02 12:00:00,False,False,pending",
      "0.0,2026-05-01,2026-03-01 10:00:00,12,2026-03-01 10:00:00,False,2026-03-09 12:00:00,2026-03-09 12:00:00,Price,False,lost",
    ],
  ];

  it("in Odoo is lost though its moves were tracked, and stands where it stood when it is restored", async () => {
    const messages = [message(301, "2026-03-05 10:00:00")];
    const moves = [moved(301, "2026-03-05 10:00:00", "Stage (crm.lead),1,New,2,Qualified")];
    const tracked = { "mail_message.csv": messages, "mail_tracking_value.csv": moves };
    const first = await grown("odoo", "odoo-lost", tracked, lost);
    expect(await said("init", "odoo", "--from", first, "--yes")).not.toContain("history_conflict");
    expect(await figure("odoo", "win_rate")).toMatchObject({ num: 1, den: 3 });
    expect(await standing("odoo", ...until)).toEqual({});
    const known = ["--as-of", new Date().toISOString()];
    const restored = await grown("odoo", "odoo-restored", {
      "mail_message.csv": [...messages, message(302, "2026-03-09 12:00:00"), message(303, "2026-03-12 09:00:00")],
      "mail_tracking_value.csv": [
        ...moves,
        moved(302, "2026-03-09 12:00:00", "Active (crm.lead),1,False,0,False"),
        moved(303, "2026-03-12 09:00:00", "Active (crm.lead),0,False,1,False"),
      ],
    });
    await imported("odoo", restored, "stage_changes");
    expect(await figure("odoo", "win_rate")).toMatchObject({ num: 1, den: 2 });
    expect(await standing("odoo", ...until)).toEqual({ "2": 1 });
    expect(await figure("odoo", "win_rate", ...known)).toMatchObject({ num: 1, den: 3 });
  });

  it("in Odoo is no matter of a lead, which is archived too", async () => {
    const archived = await grown("odoo", "archived", {
      "mail_message.csv": [message(311, "2026-02-09 10:00:00").replace("crm.lead,3", "crm.lead,4")],
      "mail_tracking_value.csv": [moved(311, "2026-02-09 10:00:00", "Active (crm.lead),1,False,0,False")],
    });
    expect(await said("init", "archived-lead", "--from", archived, "--yes")).not.toContain("unknown_reference");
  });

  it("in Pipedrive was opened into the stage that it had then, whatever it moves to afterwards", async () => {
    const opened = ["1101,3,12,status,open,lost,2026-03-05 09:00:00", "1102,3,12,status,lost,open,2026-03-06 09:00:00"];
    const offer = ["6,Offer,2,2,50,true"];
    const first = await grown("pipedrive", "opened", { "stages.csv": offer, "deal_changes.csv": opened });
    await said("init", "pipedrive", "--from", first, "--yes");
    expect(await standing("pipedrive", ...until)).toEqual({ "5": 1 });
    const known = ["--as-of", new Date().toISOString()];
    const lines = {
      "stages.csv": offer,
      "deal_changes.csv": [...opened, "1103,3,12,stage_id,5,6,2026-04-06 09:00:00"],
    };
    const later = await grown("pipedrive", "moved", lines, [
      ["deals.csv", "3,Pine mill,700,USD,12,12,,5,", "3,Pine mill,700,USD,12,12,,6,"],
    ]);
    expect(await imported("pipedrive", later, "stage_changes")).toMatchObject({ new: 1, changed: 0 });
    expect(await standing("pipedrive", ...until)).toEqual({ "6": 1 });
    expect(await standing("pipedrive", "--to", "2026-04-01")).toEqual({ "5": 1 });
    expect(await standing("pipedrive", ...until, ...known)).toEqual({ "5": 1 });
  });
});

describe("a lead of Odoo that was given to somebody else", () => {
  const tracked = (lead: string) => ({
    "mail_message.csv": [`321,crm.lead,${lead},2026-02-04 12:00:00,notification,False,False,False,12,<321@odoo>`],
    "mail_tracking_value.csv": ["321,321,Salesperson (crm.lead),11,Ann Alder,12,Bob Birch,12,2026-02-04 12:00:00"],
  });
  /** Created, by whose they were then. */
  const leads = async (workspace: string): Promise<Record<string, number>> => {
    const words = ["kpi", "lead_conversion", "--variant", "ever", "--by", "person", "--workspace", workspace];
    const rows: readonly { keys: { person: string }; den: number }[] = JSON.parse(
      await said(...words, ...until, ...asked),
    ).rows;
    return Object.fromEntries(rows.filter(({ den }) => den > 0).map(({ keys, den }) => [keys.person, den]));
  };

  it("is a lead of both, each in their time, and no opportunity that no file brought", async () => {
    const given = await grown("odoo", "given", tracked("4"));
    expect(await said("init", "given-lead", "--from", given, "--yes")).not.toContain("unknown_reference");
    await said("init", "never-given", "--from", fixture("odoo"), "--yes");
    const now = await leads("never-given");
    expect(await leads("given-lead")).toEqual({ ...now, "11": (now["11"] ?? 0) + 1, "12": (now["12"] ?? 0) - 1 });
  });
});

describe("an activity that a later export says was deleted", () => {
  it("does not count any more; one that never came is told nothing of", async () => {
    await said("init", "salesforce", "--from", fixture("salesforce"), "--yes");
    const before = await figure("salesforce", "activities");
    const known = ["--as-of", new Date().toISOString()];
    const later = await grown("salesforce", "deleted", {}, [
      ["Task.csv", '"Completed","0055f000001Bob0AAC","0","1"', '"Completed","0055f000001Bob0AAC","1","1"'],
    ]);
    expect(await imported("salesforce", later, "activities")).toMatchObject({ new: 0, changed: 1, rejected: 0 });
    expect((await figure("salesforce", "activities")).n).toBe(Number(before.n) - 1);
    expect((await figure("salesforce", "activities", ...known)).n).toBe(before.n);
  });
});

describe("a lead of Odoo's page that is an opportunity in a later export", () => {
  it("is converted, and stands among the leads no more", async () => {
    await said("init", "page", "--from", fixture("odoo_page"), "--yes");
    expect(await figure("page", "lead_stage_share")).toMatchObject({ n: 1 });
    const later = await grown("odoo_page", "converted", {}, [
      ["crm.lead.csv", '"True","Lead"', '"True","Opportunity"'],
    ]);
    expect(await imported("page", later, "leads")).toMatchObject({ new: 0, changed: 1 });
    expect(await figure("page", "lead_stage_share")).toMatchObject({ n: 0 });
    expect(await figure("page", "lead_conversion", "--variant", "ever")).toMatchObject({ num: 1, den: 1 });
  });
});
