import { readdir, readFile, utimes } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import writeXlsx from "write-excel-file/node";
import { previewSchema } from "../../src/server/schemas/imports.ts";
import type { ImportPreview } from "../../src/server/types.ts";
import { uploadsIn } from "../../src/server/uploads.ts";
import { randomWorld } from "../worlds/random.ts";
import { own, type Served, served } from "./served.ts";

let here: Served;
beforeAll(async () => {
  here = await served(randomWorld(7));
});
afterAll(() => here[Symbol.asyncDispose]());

const send = async (name: string, payload: string | Buffer) => {
  const response = await here.app.inject({
    method: "POST",
    url: "/api/v1/imports/files",
    headers: { ...own, "content-type": "application/octet-stream" },
    payload,
  });
  return { name, upload: response.json().upload as string };
};

const post = (url: string, payload: object) =>
  here.app.inject({ method: "POST", url: `/api/v1${url}`, headers: { ...own }, payload });

const preview = async (body: object): Promise<ImportPreview> => {
  const response = await post("/imports/preview", body);
  expect(response.statusCode, response.body).toBe(200);
  return previewSchema.parse(response.json());
};

const counted = async (): Promise<number> =>
  (await here.app.inject({ url: "/api/v1/workspace", headers: { host: own.host } }))
    .json()
    .counts.reduce((sum: number, { rows }: { rows: number }) => sum + rows, 0);

const leads =
  "lead_id,created_at,source\npre1,2024-03-01T10:00:00Z,web\npre2,2024-03-02T10:00:00Z,fair\n,2024-03-03T10:00:00Z,web\n";

const deals = `Deal No;Customer;Sales rep;Deal value;Opened on;Close date;Phase;Colour;Vermerk
1;Oak Works;Ann;1.200,50 €;03.01.2026;02.02.2026;Won;red;x
2;Fir Ltd;Bob;300 €;04.01.2026;;Offer;blue;y
3;Gum Co;Ann;700 €;;03.02.2026;Won;red;z
`;

describe("files before they are loaded", () => {
  it("in our own form say what would become of them, and nothing is loaded", async () => {
    const before = [here.house.present().version, await counted()];
    const files = [await send("leads.csv", leads)];
    const said = await preview({ files });
    expect([said.form, said.title, said.mapping]).toEqual(["canonical", "Quarterdeck's own tables", null]);
    expect(said.files).toMatchObject([
      { file: "leads.csv", as: "leads", rows: 3, columns: ["lead_id", "created_at", "source"], suggestion: null },
    ]);
    expect(said.files[0]?.preview[1]).toEqual(["pre2", "2024-03-02T10:00:00Z", "fair"]);
    expect(said.outcome?.tables).toEqual([{ table: "leads", read: 3, new: 2, changed: 0, unchanged: 0, rejected: 1 }]);
    expect(said.outcome?.rejected).toBe(1);
    expect(said.outcome?.findings).toMatchObject([{ code: "missing_required", count: 1, examples: [{ line: 4 }] }]);
    expect(said.reasons.map(({ meaning }) => meaning)).toEqual(["A required cell is empty"]);
    expect([here.house.present().version, await counted()]).toEqual(before);
  });

  it("of one name are told apart, by what is found in them, too", async () => {
    const more = "lead_id,created_at\npre3,2024-03-01T10:00:00Z\npre4,soon\n";
    const files = [await send("leads.csv", leads), await send("leads.csv", more)];
    const { outcome, files: seen } = await preview({ files });
    expect(seen.map(({ file, rows }) => `${file} ${rows}`)).toEqual(["2/leads.csv 2", "leads.csv 3"]);
    expect(outcome?.tables).toMatchObject([{ table: "leads", read: 5, new: 3, rejected: 2 }]);
    expect(outcome?.findings.flatMap(({ examples }) => examples).map(({ file, line }) => `${file} ${line}`)).toEqual([
      "2/leads.csv 3",
      "leads.csv 4",
    ]);
  });

  it("that name owners mean the people who are known by that name, and ask who is meant where several are", async () => {
    const staff =
      "person_id,name,email\nnb1,Namely One,one@names.test\nnb2,Twice Told,a@names.test\nnb3,Twice Told,b@names.test\n";
    await post("/imports", { files: [await send("people.csv", staff)] });
    const named = "Deal No,Created,Sales rep\nnb-1,2026-01-05,namely one\nnb-2,2026-01-06,Twice Told\n";
    const files = [await send("named.csv", named)];
    const first = await preview({ files });
    expect(first.people).toEqual([
      {
        ...{ file: "named.csv", column: "Sales rep", names: 2, known: 1 },
        unclear: [
          {
            ...{ name: "Twice Told", person: null },
            could: [
              { person: "nb2", name: "Twice Told", email: "a@names.test" },
              { person: "nb3", name: "Twice Told", email: "b@names.test" },
            ],
          },
        ],
      },
    ]);
    expect(first.outcome?.findings.map(({ code }) => code)).toContain("ambiguous_person");
    const said = await preview({ files, corrections: { persons: [{ name: "Twice Told", person: "nb3" }] } });
    expect(said.people[0]?.unclear[0]?.person).toBe("nb3");
    expect(said.outcome?.findings.map(({ code }) => code)).not.toContain("ambiguous_person");
    expect(said.mapping?.text).toContain("Twice Told: nb3");
  });

  it("that nobody knows are suggested, corrected, asked about, tried out, loaded, and known the next time", async () => {
    const files = [await send("stuff.csv", deals)];
    const first = await preview({ files, try: false });
    expect([first.form, first.outcome, first.problem]).toEqual(["unknown", null, null]);
    const columns = first.files[0]?.suggestion?.columns ?? [];
    expect(first.files[0]).toMatchObject({ as: "opportunities", rows: 3, suggestion: { missing: [] } });
    expect(columns.find(({ column }) => column === "Deal value")).toMatchObject({
      to: "amount",
      samples: ["1.200,50 €", "300 €", "700 €"],
    });
    expect(first.stages.map(({ word }) => word).sort()).toEqual(["Offer", "Won"]);
    expect(first.choices.find(({ table }) => table === "opportunities")?.columns).toContainEqual({
      name: "opportunity_id",
      required: true,
      instant: false,
    });
    expect(first.people).toMatchObject([{ file: "stuff.csv", column: "Sales rep", names: 2, unclear: [] }]);

    const stage = here.house.config.pipelines.flatMap(({ stages }) => stages).find(({ of }) => of === "opportunity");
    const corrections = {
      files: [
        {
          file: "stuff.csv",
          columns: [
            { column: "Colour", becomes: "product" },
            { column: "Vermerk", becomes: "nothing" },
          ],
        },
      ],
      stages: [{ word: "Offer", stage: stage?.id ?? "" }],
    };
    const asked = await preview({ files, corrections });
    expect(asked.outcome).toBeNull();
    expect(asked.ambiguous).toEqual({
      ...{ file: "stuff.csv", column: "Opened on", sample: "03.01.2026" },
      ...{ day_first: "2026-01-03", month_first: "2026-03-01" },
    });

    const settled = await preview({ files, corrections: { ...corrections, date_order: "day_first" } });
    expect(settled.files[0]?.suggestion?.columns.filter(({ column }) => /Colour|Vermerk/.test(column))).toMatchObject([
      { to: "product", ignored: false, confidence: 1 },
      { to: null, ignored: true },
    ]);
    expect(settled.outcome?.tables).toMatchObject([
      { table: "people", read: 2, new: 2 },
      { table: "opportunities", read: 3, new: 2, rejected: 1 },
    ]);
    const unnamed = await preview({ files, corrections: { ...corrections, date_order: "day_first", people: false } });
    expect(unnamed.people).toHaveLength(1);
    expect(unnamed.outcome?.tables).toMatchObject([{ table: "opportunities" }]);
    expect(settled.mapping?.name).toBe("stuff.mapping.yaml");

    const loaded = (await post("/imports", { files, mapping: settled.mapping, keep_mapping: true })).json();
    expect(loaded.imported.tables).toEqual(settled.outcome?.tables);
    const codes = (groups: readonly { code: string }[]) => groups.map(({ code }) => code).sort();
    expect(codes(loaded.found)).toEqual(codes(settled.outcome?.findings ?? []));
    expect(loaded.reasons.map(({ code }: { code: string }) => code)).toEqual(
      expect.arrayContaining(codes(loaded.found)),
    );
    expect(loaded.mapping_file).toBe(join("mappings", "stuff.mapping.yaml"));
    expect(await readFile(join(here.folder, loaded.mapping_file), "utf8")).toBe(settled.mapping?.text);

    const [rejected] = loaded.rejected_files;
    expect(rejected).toMatchObject({ of: "stuff.csv", rows: 1 });
    const file = await here.app.inject({ url: `/api/v1/imports/rejected/${rejected.id}`, headers: { host: own.host } });
    expect(file.headers["content-disposition"]).toMatch(/^attachment; filename="rejected-\d+\.csv"$/);
    expect(file.body).toMatch(/^Deal No,Customer,[\s\S]*\r\n3,Gum Co,Ann,700 €,,[^\r\n]*created_at/);

    const again = await preview({ files: [await send("later.csv", deals.replace("2;Fir", "9;Fir"))] });
    expect([again.form, again.title]).toEqual(["earlier", "Like stuff.csv"]);
    expect(again.outcome?.tables).toMatchObject([
      { table: "people", read: 2, unchanged: 2 },
      { table: "opportunities", read: 3, new: 1, unchanged: 1, rejected: 1 },
    ]);
  });

  it("whose rows are told to be of another table are matched anew, and of none are nothing of ours", async () => {
    const files = [await send("things.csv", "Wer,Wann,Was\nAnn,2026-01-05,Mess\n")];
    const nothing = await preview({ files });
    expect([nothing.files[0]?.as, nothing.mapping, nothing.problem?.code]).toEqual([null, null, "unrecognised_file"]);
    const file = { file: "things.csv", table: "campaigns", columns: [{ column: "Was", becomes: "campaign_id" }] };
    const told = await preview({ files, corrections: { files: [file] } });
    expect(told.outcome?.tables).toMatchObject([{ table: "campaigns", read: 1 }]);
    const none = await preview({ files, corrections: { files: [{ file: "things.csv", table: null }] } });
    expect(none.problem?.code).toBe("unrecognised_file");
  });

  it("of activities whose type no column says are asked about", async () => {
    const files = [await send("calls.csv", "Call Id,Agent,Date,Topic\nC1,Ann,2026-01-05,Contract\n")];
    const asked = await preview({ files, try: false });
    expect([asked.files[0]?.as, asked.activity_types.includes("call")]).toEqual(["activities", true]);
    const told = await preview({ files, corrections: { activity_type: "call" } });
    expect(told.outcome?.tables).toContainEqual(expect.objectContaining({ table: "activities", new: 1 }));
    expect(told.mapping?.text).toContain("constant: call");
  });

  it("of a history that does not say whose moves it tells are asked about", async () => {
    const moves = "Record,Old Value,New Value,Date\nA,Open,Offer,2026-01-05\nB,Open,Won,2026-01-06\n";
    const files = [await send("moves.csv", moves)];
    const asked = await preview({ files, try: false });
    expect([asked.files[0]?.as, asked.moves_of]).toEqual(["stage_changes", ["opportunity", "lead"]]);
    expect(asked.mapping?.text).toMatch(/subject_type:\s+constant: opportunity/);
    expect(asked.stages.map(({ of }) => of)).toContain("opportunity");
    const told = await preview({ files, try: false, corrections: { moves_of: "lead" } });
    expect(told.mapping?.text).toMatch(/subject_type:\s+constant: lead/);
    expect(new Set(told.stages.map(({ of }) => of))).toEqual(new Set(["lead"]));
  });

  it("of calls with their time of day beside their day have both as one instant, and another one as told", async () => {
    const files = [await send("timed.csv", "Call Id,Date,Time,Uhrzeit\nC1,2026-01-05,0.4,10:45\n")];
    const timesOf = ({ files: [file] }: ImportPreview) =>
      file?.suggestion?.columns.map(({ time_of: timeOf, holds_times: holds }) => [timeOf, holds]);
    expect(timesOf(await preview({ files, try: false }))).toEqual([
      [null, false],
      [null, false],
      ["occurred_at", true],
      [null, true],
    ]);
    const columns = [{ column: "Uhrzeit", becomes: "time:occurred_at" }];
    const told = await preview({ files, corrections: { files: [{ file: "timed.csv", columns }] } });
    expect(timesOf(told)?.slice(2)).toEqual([
      [null, true],
      ["occurred_at", true],
    ]);
    expect(told.mapping?.text).toMatch(/column: Date\s+time: Uhrzeit/);
    const wrong = [{ column: "Uhrzeit", becomes: "time:person_id" }];
    const refused = await post("/imports/preview", {
      files,
      corrections: { files: [{ file: "timed.csv", columns: wrong }] },
    });
    expect(refused.statusCode).toBe(400);
  });

  it("of an export that tells its process name the stages that are not declared", async () => {
    const text = `name: own
files: {deals: {columns: [nr, step]}}
tables: {opportunities: [{from: deals, columns: {opportunity_id: nr, created_at: since, stage: step}}]}
process:
  pipelines:
    - {id: other, stages: [{id: dreaming, name: Dreaming, of: opportunity}, {id: sold_so_well, name: Sold, of: opportunity, category: won}]}
`;
    const files = [await send("deals.csv", "nr,since,step\nx1,2026-01-05,dreaming\n")];
    const said = await preview({ files, mapping: { name: "own", text } });
    expect(said.form).toBe("mapping");
    expect(said.undeclared).toEqual([
      { id: "dreaming", stage: "Dreaming", of: "opportunity", category: "open" },
      { id: "sold_so_well", stage: "Sold", of: "opportunity", category: "won" },
    ]);
  });

  it("of ours, written in dates that can be read in two ways, are asked about and read as told", async () => {
    const files = [await send("leads.csv", "lead_id,created_at\namb1,03.04.2024\namb2,05.06.2024\n")];
    const asked = await preview({ files });
    expect(asked.ambiguous).toMatchObject({ file: "leads.csv", column: "created_at" });
    const told = await preview({ files, corrections: { date_order: "month_first" } });
    expect([told.ambiguous, told.outcome?.tables[0]?.new]).toEqual([null, 2]);
    expect(told.mapping?.text).toContain("date_order: month_first");
  });

  it("come in a workbook, and beside known ones lie those that nobody knows", async () => {
    const sheet = (text: string) =>
      text
        .trimEnd()
        .split("\n")
        .map((line) => line.split(",").map((value) => ({ value })));
    const book = await writeXlsx([
      { data: sheet(leads.replaceAll("pre", "book")), sheet: "leads" },
      { data: sheet("a,b\n1,2\n"), sheet: "notes" },
    ]).toBuffer();
    const files = [await send("export.xlsx", book)];
    const said = await preview({ files });
    expect(said.files.map(({ file, as }) => [file, as])).toEqual([
      ["export.xlsx/leads.csv", "leads"],
      ["export.xlsx/notes.csv", null],
    ]);
    const loaded = await post("/imports", { files });
    expect(loaded.json().imported.tables).toMatchObject([{ table: "leads", read: 3 }]);
  });

  it("that cannot be read, and corrections that name nothing, are problems that say so", async () => {
    for (const content of [
      "",
      "\u0000\u0001",
      "lead_id,lead_id\n1,1\n",
      "\u0089PNG\r\n\u001a\n\u0000\u0000\rIHDR\u0001\n",
    ]) {
      const refused = await post("/imports/preview", { files: [await send("leads.csv", content)] });
      expect([refused.statusCode, refused.json().code], content).toEqual([400, expect.stringMatching(/file/)]);
      expect(refused.json().facts.path, content).toBe("leads.csv");
    }
    const files = [await send("stuff.csv", deals)];
    for (const file of [
      { file: "other.csv" },
      { file: "stuff.csv", table: "__proto__" },
      { file: "stuff.csv", columns: [{ column: "Colour", becomes: "constructor" }] },
      { file: "stuff.csv", columns: [{ column: "__proto__", becomes: "name" }] },
    ]) {
      const refused = await post("/imports/preview", { files, corrections: { files: [file] } });
      expect([refused.statusCode, refused.json().code], JSON.stringify(file)).toEqual([400, "bad_request"]);
    }
    for (const body of [
      {},
      { files: [] },
      { files, mapping: { name: "x", text: "{{" } },
      { files, corrections: { date_order: "sideways" } },
      { files: [{ name: "leads.csv", upload: "../../quarterdeck.yaml" }] },
    ])
      expect((await post("/imports/preview", body)).statusCode, JSON.stringify(body)).toBeGreaterThanOrEqual(400);
    for (const id of ["nothing", "../rejected", "%00", "a".repeat(90)])
      expect(
        (
          await here.app.inject({
            url: `/api/v1/imports/rejected/${encodeURIComponent(id)}`,
            headers: { host: own.host },
          })
        ).statusCode,
        id,
      ).toBe(404);
  });

  it("that are sent and given up leave nothing: too large a one is refused, an old one goes", async () => {
    const folder = join(here.folder, ".temp", "small");
    const uploads = uploadsIn(folder, 10);
    await expect(uploads.receive(Readable.from([Buffer.from("123456"), Buffer.from("789012")]))).rejects.toMatchObject({
      code: "request_too_large",
    });
    expect(await readdir(folder)).toEqual([]);
    const { upload } = await uploads.receive(Readable.from([Buffer.from("1234")]));
    await uploads.dropOld();
    expect(await readdir(folder)).toEqual([upload]);
    await utimes(join(folder, upload), new Date(0), new Date(0));
    await uploads.pathOf(upload);
    await uploads.dropOld();
    expect(await readdir(folder)).toEqual([upload]);
    await utimes(join(folder, upload), new Date(0), new Date(0));
    await uploads.dropOld();
    expect(await readdir(folder)).toEqual([]);
  });

  it("tell how far their import is", async () => {
    const heard: string[] = [];
    const stop = here.house.onStep(({ words }) => heard.push(words));
    await post("/imports", { files: [await send("leads.csv", leads.replaceAll("pre", "step"))] });
    stop();
    expect(heard).toContain("loading");
    expect(heard).toContain("reading 1 file");
  });

  it("are tried out while others ask and load", async () => {
    const files = [await send("leads.csv", leads.replaceAll("pre", "both"))];
    const more = [await send("leads.csv", leads.replaceAll("pre", "more"))];
    const [one, two, loaded] = await Promise.all([
      preview({ files }),
      preview({ files }),
      post("/imports", { files: more }),
    ]);
    expect([one.outcome?.tables[0]?.new, two.outcome?.tables[0]?.new, loaded.statusCode]).toEqual([2, 2, 200]);
  });
});
