/** Rows of which no column is an id: numbered among those alike, and what that means once a later file adds one. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parseMapping } from "../../src/ingest/mapping/index.ts";
import { typed } from "../cli/line.ts";
import { stage } from "../sources/staged.ts";
import { temporaryFolders } from "./folders.ts";

const files = temporaryFolders("rows-apart-");

const mapping =
  'files: {calls: {columns: [who]}}\ntables: {activities: [{from: calls, columns: {activity_id: {template: "{day} / {who}", apart: true}, occurred_at: day, type: {constant: call}, subject: note}}]}';

describe("rows that no column tells apart", () => {
  const idsOf = async (...rows: readonly string[]) => {
    const place = await files({ "calls.csv": `who,day,note\n${rows.join("\n")}\n` });
    await using staged = await stage([place], mapping);
    const rowsSaid = await staged.ask("select subject, activity_id from staged.activities order by all");
    return Object.fromEntries(rowsSaid.map((row) => [row.subject, row.activity_id]));
  };

  it("are numbered by what else they say, in whichever order they stand; alike in every cell they are one", async () => {
    const rows = [
      "Ann,2026-01-05,second try",
      "Ann,2026-01-05,first try",
      "Bob,2026-01-05,first",
      "Ann,2026-01-06,later",
    ];
    const ids = await idsOf(...rows, "Ann,2026-01-05,second try");
    expect(ids).toEqual({
      "first try": "2026-01-05 / Ann",
      "second try": "2026-01-05 / Ann #2",
      first: "2026-01-05 / Bob",
      later: "2026-01-06 / Ann",
    });
    expect(await idsOf(...rows.toReversed())).toEqual(ids);
  });

  it("have no id where a part of it is empty", async () => {
    expect(await idsOf(",2026-01-05,a", ",2026-01-05,b")).toEqual({ a: "", b: "" });
  });

  it("are told apart by a template alone, and not in a fold", () => {
    const refused = (block: string) => {
      try {
        parseMapping(`files: {a: {columns: [x]}}\ntables: {activities: [{from: a, ${block}}]}\n`, "m.yaml");
      } catch (error) {
        return error;
      }
      return null;
    };
    expect(refused("columns: {activity_id: {column: x, apart: true}}")).toMatchObject({
      facts: { reason: expect.stringContaining("template") },
    });
    expect(
      refused('fold: {by: x, time: t, field: f, value: v}, columns: {activity_id: {template: "{x}", apart: true}}'),
    ).toMatchObject({ facts: { reason: expect.stringContaining("fold") } });
  });
});

describe("a call that a later list adds among its like", () => {
  const acme = async () => {
    const place = await files({ "calls.yaml": mapping });
    const own = ["--workspace", join(place, "ws")];
    await typed(["init", join(place, "ws")], { folder: place });
    const answer = async (...words: readonly string[]) =>
      JSON.parse((await typed([...words, "--format", "json", ...own], { folder: place })).out);
    return {
      load: async (...notes: readonly string[]) => {
        const rows = notes.map((note) => `Ann,2026-01-05,${note}`);
        await writeFile(join(place, "calls.csv"), `who,day,note\n${rows.join("\n")}\n`);
        const { imported } = await answer("import", join(place, "calls.csv"), "--mapping", join(place, "calls.yaml"));
        const { new: added, changed, unchanged } = imported.tables[0];
        return { added, changed, unchanged };
      },
      calls: async (...words: readonly string[]): Promise<number> =>
        (await answer("kpi", "activities", "--period", "all", ...words)).total.value,
    };
  };

  it("is one more, before, between or after them, and as many as before were known before", async () => {
    const { load, calls } = await acme();
    expect(await load("b", "d")).toEqual({ added: 2, changed: 0, unchanged: 0 });
    expect(await load("b", "d", "e")).toEqual({ added: 1, changed: 0, unchanged: 2 });
    expect(await load("b", "c", "d", "e")).toEqual({ added: 1, changed: 2, unchanged: 1 });
    expect(await load("a", "b", "c", "d", "e")).toEqual({ added: 1, changed: 4, unchanged: 0 });
    expect(await load("e", "d", "c", "b", "a")).toEqual({ added: 0, changed: 0, unchanged: 5 });
    expect(await calls()).toBe(5);
    expect(await calls("--as-of", "2026-01-06T00:00:00Z")).toBe(2);
  });

  it("of which a word is mended is no other call", async () => {
    const { load, calls } = await acme();
    await load("called bakc");
    expect(await load("called back")).toEqual({ added: 0, changed: 1, unchanged: 0 });
    expect(await calls()).toBe(1);
  });
});
