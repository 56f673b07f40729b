import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseConfig } from "../../src/model/config.ts";
import { previewSchema } from "../../src/server/schemas/imports.ts";
import { randomWorld } from "../worlds/random.ts";
import { own, type Served, served } from "./served.ts";

let here: Served;
beforeAll(async () => {
  here = await served(randomWorld(11));
});
afterAll(() => here[Symbol.asyncDispose]());

const send = async (name: string, payload: string) => {
  const response = await here.app.inject({
    method: "POST",
    url: "/api/v1/imports/files",
    headers: { ...own, "content-type": "application/octet-stream" },
    payload,
  });
  return { name, upload: response.json().upload as string };
};

const post = async (url: string, payload: object) => {
  const response = await here.app.inject({ method: "POST", url: `/api/v1${url}`, headers: { ...own }, payload });
  return { status: response.statusCode, body: response.json() };
};

const get = async (url: string) =>
  (await here.app.inject({ url: `/api/v1${url}`, headers: { host: own.host } })).json();

const configFile = (): string => join(here.folder, "quarterdeck.yaml");
const stageIds = async (): Promise<readonly string[]> =>
  parseConfig(await readFile(configFile(), "utf8"), "quarterdeck.yaml").pipelines.flatMap(({ stages }) =>
    stages.map(({ id, category }) => `${id} (${category})`),
  );

const mapping = {
  name: "own",
  text: `name: own
files: {deals: {columns: [nr, step]}}
tables: {opportunities: [{from: deals, columns: {opportunity_id: nr, created_at: since, stage: step}}]}
process:
  read:
    - from: deals
      columns: {stage_id: step, name: step, of: {constant: opportunity}, category: {column: flag, map: {w: won}}}
`,
};

const deals = "nr,since,step,flag\nx1,2026-01-05,dreaming,open\nx2,2026-01-06,Done well,w\nx3,2026-01-07,Parked,\n";

describe("the process that files tell, on the page", () => {
  it("is taken by somebody's word: quarterdeck.yaml says it, answers are by it, and open pages hear of it", async () => {
    const files = [await send("deals.csv", deals)];
    const before = await stageIds();
    const version = here.house.present().version;
    const heard: string[] = [];
    const stop = here.house.onChange((present) => heard.push(present.version));
    const asked = previewSchema.parse((await post("/imports/preview", { files, mapping })).body);
    const unsaid = asked.undeclared.filter(({ category }) => category === null).map(({ id }) => id);
    expect(asked.undeclared.map(({ id }) => id).sort()).toEqual(["Done well", "Parked", "dreaming"]);
    expect(unsaid).toContain("Parked");
    expect(await stageIds()).toEqual(before);

    const meanings = [{ stage: "Parked", category: "hold" }];
    const taken = await post("/imports/process", { files, mapping, meanings });
    expect(taken.status, JSON.stringify(taken.body)).toBe(200);
    expect([...taken.body.stages].sort()).toEqual(["Done well", "Parked", "dreaming"]);
    stop();
    const after = await stageIds();
    expect(after).toEqual(expect.arrayContaining([...before, "Done well (won)", "Parked (hold)"]));
    expect(heard).toEqual([here.house.present().version]);
    expect(here.house.present().version).not.toBe(version);
    expect(taken.body.version).toBe(here.house.present().version);
    expect(here.house.config.pipelines.flatMap(({ stages }) => stages.map(({ id }) => id))).toContain("Parked");
    expect(JSON.stringify(await get("/workspace"))).toContain("Parked");

    const again = previewSchema.parse((await post("/imports/preview", { files, mapping })).body);
    expect(again.undeclared).toEqual([]);
    expect((await post("/imports/process", { files, mapping })).body.stages).toEqual([]);
    const loaded = await post("/imports", { files, mapping });
    expect(loaded.status).toBe(200);
  });

  it("is not taken where somebody says what the files say, or where quarterdeck.yaml cannot be", async () => {
    const other = deals.replaceAll("dreaming", "sleeping").replaceAll("Done well", "Sold");
    const files = [await send("deals.csv", other)];
    const text = await readFile(configFile(), "utf8");
    const said = await post("/imports/process", { files, mapping, meanings: [{ stage: "Sold", category: "lost" }] });
    expect([said.status, said.body.detail]).toEqual([400, expect.stringContaining("of which the files say it")]);
    const nobody = await post("/imports/process", { files, mapping, meanings: [{ stage: "?", category: "lost" }] });
    expect(nobody.status).toBe(400);
    expect(await readFile(configFile(), "utf8")).toBe(text);

    const moved = text.replace(/^timezone: .*$/m, "timezone: Pacific/Apia");
    await writeFile(configFile(), moved);
    const version = here.house.present().version;
    const refused = await post("/imports/process", { files, mapping });
    expect([refused.body.code, refused.body.detail]).toEqual(["bad_config", expect.stringContaining("timezone was")]);
    expect([await readFile(configFile(), "utf8"), here.house.present().version]).toEqual([moved, version]);
    await writeFile(configFile(), text);
  });
});

describe("the stages of a file that nobody knows, on the page", () => {
  const rows = (dates: readonly string[]) =>
    ["Talk", "Handshake", "talk", " Look "].map((phase, index) => `u${index},${dates[index % dates.length]},${phase}`);
  const file = (...dates: readonly string[]) =>
    send("things.csv", ["Deal No,Created,Phase", ...rows(dates), ""].join("\n"));
  const looked = async (files: readonly object[], corrections: object = {}) =>
    previewSchema.parse((await post("/imports/preview", { files, corrections, try: false })).body);

  it("are offered, each once however it is written, whichever way round its dates may be", async () => {
    for (const dates of [["01/02/2026", "03/04/2026"], ["01/13/2026", "01/02/2026"], ["13/01/2026"], ["2026-01-05"]]) {
      const { form, undeclared, stages } = await looked([await file(...dates)]);
      expect([form, undeclared.map(({ id, of, category }) => [id, of, category])]).toEqual([
        "unknown",
        [
          ["Handshake", "opportunity", null],
          ["Look", "opportunity", null],
          ["Talk", "opportunity", null],
        ],
      ]);
      expect(stages).toContainEqual({ word: "talk", of: "opportunity", stage: "Talk" });
    }
  });

  it("are taken in the order in which somebody puts them, but for those that are another stage by another name", async () => {
    const files = [await file("2026-01-05")];
    const [open = ""] = here.house.config.pipelines.flatMap(({ stages }) =>
      stages.filter(({ of, category }) => of === "opportunity" && category === "open").map(({ id }) => id),
    );
    const { mapping: own, undeclared } = await looked(files, { stages: [{ word: "Talk", stage: open }] });
    expect(undeclared.map(({ id }) => id)).toEqual(["Handshake", "Look"]);
    const other = await post("/imports/process", { files, mapping: own, stages: ["Talk"] });
    expect([other.status, other.body.detail]).toEqual([
      400,
      expect.stringContaining("names Talk, which is no stage that is new"),
    ]);
    const taken = await post("/imports/process", {
      ...{ files, mapping: own, stages: ["Look", "Handshake"] },
      meanings: [{ stage: "Handshake", category: "won" }],
    });
    expect(taken.body.stages).toEqual(["Look", "Handshake"]);
    const ids = (await stageIds()).filter((id) => /^(Look|Handshake|Talk)/.test(id));
    expect(ids).toEqual(["Look (open)", "Handshake (won)"]);
    expect((await looked(files, { stages: [{ word: "Talk", stage: open }] })).undeclared).toEqual([]);
  });
});

describe("records that a whole export does not tell, on the page", () => {
  const leads = (...ids: readonly string[]) =>
    `lead_id,created_at\n${ids.map((id) => `${id},2024-03-01T10:00:00Z\n`).join("")}`;
  const load = async (content: string, full: boolean) => {
    const files = [await send("leads.csv", content)];
    const looked = previewSchema.parse((await post("/imports/preview", { files, full })).body);
    const { body } = await post("/imports", { files, full });
    return { looked, imported: body.imported };
  };
  it("are said before and after, kept, and deleted by somebody's word alone", async () => {
    await load(leads("full1", "full2", "full3"), false);
    const part = await load(leads("full1"), false);
    expect([part.looked.outcome?.missing, part.imported.missing]).toEqual([[], []]);
    const { looked, imported } = await load(leads("full1", "full2"), true);
    const [leadsMissing] = imported.missing;
    expect(looked.outcome?.missing).toEqual(imported.missing);
    expect(leadsMissing).toMatchObject({ table: "leads", unknown: 0, deletable: true });
    expect(leadsMissing.missing).toBe(leadsMissing.of - 2);

    const stale = await post("/imports/missing", { batch: imported.batch - 1, tables: ["leads"] });
    expect([stale.status, stale.body.code]).toEqual([412, "changed_meanwhile"]);
    const wrong = await post("/imports/missing", { batch: imported.batch, tables: ["people"] });
    expect(wrong.status).toBe(400);
    const done = await post("/imports/missing", { batch: imported.batch, tables: ["leads"] });
    expect([done.status, done.body.deleted]).toEqual([200, [{ table: "leads", records: leadsMissing.missing }]]);
    const twice = await post("/imports/missing", { batch: imported.batch, tables: ["leads"] });
    expect(twice.status).toBe(412);
    const next = await load(leads("full1", "full2"), true);
    expect(next.imported.missing).toMatchObject([{ table: "leads", missing: 0, deletable: false }]);
  });

  it("are not deleted when other data came in between", async () => {
    const { imported } = await load(leads("full1"), true);
    await load(leads("full2", "full9"), false);
    expect((await post("/imports/missing", { batch: imported.batch, tables: ["leads"] })).status).toBe(412);
  });
});
