import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseMapping } from "../../src/ingest/mapping/index.ts";
import { type TemporaryFolder, temporaryFolder } from "../cli/line.ts";
import { stage } from "../sources/staged.ts";

let folder: TemporaryFolder;
beforeAll(async () => {
  folder = await temporaryFolder();
});
afterAll(() => folder[Symbol.asyncDispose]());

let count = 0;
/** Calls of one day each, and what is found about them. */
const calls = async (rows: readonly (readonly [string, string])[], above = "", call = "{column: day, time: clock}") => {
  count += 1;
  const place = join(folder.path, String(count));
  await mkdir(place);
  await writeFile(
    join(place, "calls.csv"),
    `id,day,clock\n${rows.map(([day, clock], index) => `${index},"${day}","${clock}"`).join("\n")}\n`,
  );
  await using staged = await stage(
    [place],
    `${above}files: {calls: {columns: [id]}}\ntables: {activities: [{from: calls, columns: {activity_id: id, type: {constant: call}, occurred_at: ${call}}}]}`,
  );
  const found = await staged.ask("select occurred_at, attributes from staged.activities order by activity_id::integer");
  return {
    at: found.map((one) => one.occurred_at),
    attributes: found.map((one) => one.attributes),
    findings: await staged.ask("select code, value, reason from staged.findings"),
  };
};

const timeOf = async (clock: string) => (await calls([["2026-01-05", clock]])).at[0];

describe("a date and the time of day in the column beside it", () => {
  it("are one instant, and the time is no attribute beside it", async () => {
    expect(await calls([["2026-01-05", "09:30"]])).toEqual({
      at: ["2026-01-05T09:30:00"],
      attributes: [null],
      findings: [],
    });
  });

  it.each([
    ["9:30", "09:30:00"],
    ["21:05:07", "21:05:07"],
    ["21:05:07.250", "21:05:07.250"],
    ["9:30 PM", "21:30:00"],
    ["9:30\u202fa.m.", "09:30:00"],
    ["12:15 am", "00:15:00"],
    ["9 pm", "21:00:00"],
    ["14h30", "14:30:00"],
    ["14:30 Uhr", "14:30:00"],
    ["0.38400462962962961", "09:12:58"],
    ["0,5", "12:00:00"],
    ["6.9444444444444447E-4", "00:01:00"],
    ["0.9999999", "23:59:59"],
    ["0", "00:00:00"],
    ["1899-12-30T09:13:00", "09:13:00"],
    ["1899-12-31", "00:00:00"],
    ["1904-01-01T09:13:00", "09:13:00"],
    ["09:30:00Z", "09:30:00Z"],
    ["09:30+02:00", "09:30:00+02:00"],
  ])("written as %s is %s", async (clock, time) => {
    expect(await timeOf(clock)).toBe(`2026-01-05T${time}`);
  });

  it("without a time is the date alone, and without a date nothing", async () => {
    expect((await calls([["2026-01-05", ""]])).at).toEqual(["2026-01-05"]);
    expect((await calls([["", "09:30"]])).at).toEqual([""]);
  });

  it.each(["noon", "25:00", "9:75", "13:00 pm", "14", "1.5"])(
    "%s is no time: the date is taken and it is said",
    async (clock) => {
      expect(await calls([["2026-01-05", clock]])).toMatchObject({
        at: ["2026-01-05"],
        findings: [{ code: "bad_value", value: clock, reason: "This is no time of day: only the date was taken." }],
      });
    },
  );

  it("keep a midnight's offset, and the time that the date has already", async () => {
    const { at } = await calls([
      ["2026-01-05T00:00:00Z", "09:30"],
      ["2026-01-05 00:00:00.000", "09:30"],
      ["2026-01-05T08:00:00+01:00", "09:30"],
    ]);
    expect(at).toEqual(["2026-01-05T09:30:00Z", "2026-01-05T09:30:00", "2026-01-05T08:00:00+01:00"]);
  });

  it("are read day first or month first as the whole column is", async () => {
    const rows = [
      ["03/02/2026", "09:30"],
      ["13/02/2026", "10:00 PM"],
    ] as const;
    expect((await calls(rows)).at).toEqual(["2026-02-03T09:30:00", "2026-02-13T22:00:00"]);
    await expect(calls([["03/02/2026", "09:30"]])).rejects.toMatchObject({ code: "ambiguous_dates" });
    expect((await calls([["03/02/2026", "09:30"]], "date_order: month_first\n")).at).toEqual(["2026-03-02T09:30:00"]);
    const declared = '{column: day, time: clock, date: "D. M. YYYY"}';
    expect((await calls([["3. 2. 2026", "09:30"]], "", declared)).at).toEqual(["2026-02-03T09:30:00"]);
  });

  it("are meant in the export's zone", async () => {
    expect((await calls([["2026-01-05", "09:30"]], "zone: UTC\n")).at).toEqual(["2026-01-05T09:30:00Z"]);
    expect((await calls([["13/02/2026", "09:30"]], "zone: UTC\n")).at).toEqual(["2026-02-13T09:30:00"]);
  });

  it("need an instant to go to, and a date to belong to", () => {
    const mapping = (column: string, value: string) => () =>
      parseMapping(
        `files: {deals: {columns: [id]}}\ntables: {opportunities: [{from: deals, columns: {${column}: ${value}}}]}`,
        "m.yaml",
      );
    expect(mapping("created_at", "{column: day, time: clock}")).not.toThrow();
    expect(mapping("closed_on", "{column: day, time: clock}")).toThrow("is no instant");
    expect(mapping("created_at", "{constant: 2026-01-05, time: clock}")).toThrow("needs a column with the date");
  });
});
