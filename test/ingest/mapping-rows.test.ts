import { describe, expect, it } from "vitest";
import { openDuckDb } from "../../src/engines/index.ts";
import { offeredProcess, parseMapping } from "../../src/ingest/mapping/index.ts";
import { stage } from "../sources/staged.ts";
import { temporaryFolders } from "./folders.ts";

const files = temporaryFolders("mapping-rows-");

/** The value of one column of one opportunity, made from a column `x` of one row. */
const value = async (cell: string, expression: string, column = "name", above = "") => {
  const place = await files({ "deals.csv": `id,opened,x,y\n1,2026-01-05,"${cell}",\n` });
  await using staged = await stage(
    [place],
    `${above}files: {deals: {columns: [id]}}\ntables: {opportunities: [{from: deals, columns: {opportunity_id: id, created_at: opened, ${column}: ${expression}}}]}`,
  );
  const findings = await staged.ask("select value from staged.findings");
  return [await staged.one(`select ${column} from staged.opportunities`), ...findings.map((one) => one.value)];
};

describe("a cell", () => {
  it("without its no-break spaces, and what the export writes for nothing is nothing", async () => {
    expect(await value("\u00A0Closed\u00A0Won ", "x")).toEqual(["Closed Won"]);
    expect(await value("000000000000000AAA", "x", "name", "empty: [000000000000000AAA]\n")).toEqual([""]);
    expect(await value("\u00A0", "x")).toEqual([""]);
  });

  it("with a Salesforce id of 15 characters has the 3 that belong to it, and any other text does not", async () => {
    const ids = "salesforce_ids: [x]\n";
    expect(await value("006Hp000015Yh7k", "x", "name", ids)).toEqual(["006Hp000015Yh7kIAC"]);
    expect(await value("001bm00001ZL8U9", "x", "name", ids)).toEqual(["001bm00001ZL8U9AAL"]);
    expect(await value("006Hp000015Yh7kIAC", "x", "name", ids)).toEqual(["006Hp000015Yh7kIAC"]);
    expect(await value("Acme & Sons Ltd", "x", "name", ids)).toEqual(["Acme & Sons Ltd"]);
    expect(await value("006Hp000015Yh7k", "x")).toEqual(["006Hp000015Yh7k"]);
  });

  it("with thousands behind its number is that many, to the cent", async () => {
    const money = '{column: x, money: {symbols: [$], thousands: ",", multiples: {K: 1000, M: 1000000}}}';
    expect(await value("$1,117.10K", money, "amount")).toEqual(["1117100"]);
    expect(await value("$2.5M", money, "amount")).toEqual(["2500000"]);
    expect(await value("1\u00A0117.10", money, "amount")).toEqual(["1117.10"]);
    expect(await value("1,11K", money, "amount")).toEqual([null, "1,11K"]);
  });

  it("is multiplied, or the part of it that is wanted taken", async () => {
    expect(await value("15", "{column: x, times: 60}")).toEqual(["900"]);
    expect(await value("Closed won (Sales)", '{column: x, extract: "^(.*) [(].*[)]$"}')).toEqual(["Closed won"]);
    expect(await value("12;34", '{column: x, extract: "^([^;]+)"}')).toEqual(["12"]);
  });

  it("that cannot be multiplied is found", async () => {
    for (const none of ["abc", "1,5", "12345678901234567890"])
      for (const column of ["name", "amount"])
        expect(await value(none, "{column: x, times: 60}", column), none).toEqual([null, none]);
    expect(await value("", "{column: x, times: 60}", "amount")).toEqual([""]);
  });

  it("is a date or an amount as what was taken of it, or put in place of it, is written", async () => {
    const on = "{column: x, extract: '([0-9/]+)', date: DD/MM/YYYY}";
    expect(await value("on 31/12/2025", on, "closed_on")).toEqual(["2025-12-31"]);
    expect(await value("on 31/11/2025", on, "closed_on")).toEqual([null, "on 31/11/2025"]);
    expect(await value("5 CR", "{column: x, replace: {find: '(.*) CR', with: '-\\1'}, money: {}}", "amount")).toEqual([
      "-5",
    ]);
    expect(await value("x5", "{column: x, replace: {find: x, with: ''}, money: {}}", "amount")).toEqual(["5"]);
  });

  it("is found where no part of it is the date or the number that is wanted", async () => {
    const date = "{column: x, extract: '^([0-9]{4}-[0-9]{2}-[0-9]{2})'}";
    expect(await value("2025-12-31 10:00", date, "closed_on")).toEqual(["2025-12-31"]);
    expect(await value("13/02/2025 10:00", date, "closed_on")).toEqual(["2025-02-13"]);
    expect(await value("Dec 31, 2025", date, "closed_on")).toEqual(["2025-12-31"]);
    for (const none of ["31/11/2025", "soon"]) expect(await value(none, date, "closed_on"), none).toEqual([null, none]);
    expect(await value("none", "{column: x, extract: '([0-9]+)', money: {}}", "amount")).toEqual([null, "none"]);
    expect(await value("", date, "closed_on")).toEqual([""]);
    expect(await value("Closed won", '{column: x, extract: "[(](.*)[)]$"}')).toEqual([""]);
  });

  it("that is a flag is one however it is written, and what is none stays to be reported", async () => {
    for (const yes of ["1", "TRUE", "True", "yes", "x", "Ja", "Sí", "VERDADERO"])
      expect(await value(yes, "x", "is_test"), yes).toEqual(["true"]);
    for (const no of ["0", "FALSE", "no", "0.0", "Nein", "Nee", "FALSO"])
      expect(await value(no, "x", "is_test"), no).toEqual(["false"]);
    expect(await value("perhaps", "x", "is_test")).toEqual(["perhaps"]);
    expect(await value("1", "{column: opened, when: {x: {yes: true}}}")).toEqual(["2026-01-05"]);
    expect(await value("0", "{column: opened, when: {x: {yes: true}}}")).toEqual([""]);
    expect(await value("005abc", "{column: opened, when: {x: {like: 005*}}}")).toEqual(["2026-01-05"]);
    expect(await value("105%abc", "{column: opened, when: {x: {like: 05%*}}}")).toEqual([""]);
  });
});

describe("a column of dates", () => {
  const read = async (cells: readonly string[], above = "") => {
    const place = await files({
      "deals.csv": `id,opened\n${cells.map((cell, index) => `${index},${cell}`).join("\n")}\n`,
    });
    await using staged = await stage(
      [place],
      `${above}files: {deals: {columns: [id]}}\ntables: {opportunities: [{from: deals, columns: {opportunity_id: id, created_at: opened}}]}`,
    );
    const rows = await staged.ask("select created_at from staged.opportunities order by opportunity_id::integer");
    return { dates: rows.map((row) => row.created_at), read: staged.report.dates.map((one) => one.read) };
  };

  it("that are days since 1899-12-30 is Excel's", async () => {
    expect(await read(["46027", "46027.5", "46027.38888888889"])).toEqual({
      dates: ["2026-01-05", "2026-01-05T12:00:00", "2026-01-05T09:20:00"],
      read: ["excel_serial"],
    });
  });

  it("that are seconds or milliseconds since 1970 is in UTC", async () => {
    expect(await read(["1767605400000"])).toEqual({ dates: ["2026-01-05T09:30:00.000000Z"], read: ["epoch"] });
    expect(await read(["1767605400"])).toEqual({ dates: ["2026-01-05T09:30:00.000000Z"], read: ["epoch"] });
  });

  it("that is nearly ISO is read as such", async () => {
    expect(
      await read(["2021-01-07 6:49:18", "2023-11-11 08:18:16.519000 UTC", "2021-1-7", "2021-01-07 16:49:18"]),
    ).toEqual({
      dates: ["2021-01-07T06:49:18", "2023-11-11T08:18:16.519000Z", "2021-01-07", "2021-01-07T16:49:18"],
      read: ["year_first"],
    });
  });

  it("that has its offset behind a blank is the instant that it says, and a day beside UTC a day", async () => {
    const written = ["2026-01-13 14:30:00 +0200", "2026-2-1 08:00:00 -05:00", "2026-01-13 2:30 PM GMT", "2026/1/2 UTC"];
    expect(await read([...written, "2026-01-13 14:30:00 CET"])).toEqual({
      dates: [
        "2026-01-13T14:30:00+0200",
        "2026-02-01T08:00:00-05:00",
        "2026-01-13T14:30:00Z",
        "2026-01-02",
        "2026-01-13 14:30:00 CET",
      ],
      read: ["year_first"],
    });
  });

  it("that has months by their names is read by them, and what is none is left", async () => {
    const written = ["15-Mar-26", '"Jan 5, 2026"', "5. März 2026 09:15", "5 de enero de 2026", '"Friday, 1 May 2026"'];
    expect(await read([...written, "31-Feb-26", "May 2026", "12 août 2026", '"December 1, 2026 at 9:05 PM"'])).toEqual({
      dates: [
        "2026-03-15",
        "2026-01-05",
        "2026-03-05T09:15:00",
        "2026-01-05",
        "2026-05-01",
        "31-Feb-26",
        "May 2026",
        "2026-08-12",
        "2026-12-01T21:05:00",
      ],
      read: ["month_named"],
    });
  });

  it("is read where the blank before AM is one that does not break, and as Spanish has it", async () => {
    const written = ['"1/15/2026, 11:30\u202fPM"', '"1/5/2026, 12:05\u202fAM"', "1/15/2026 1:00 p.\u00a0m."];
    expect((await read(written)).dates).toEqual(["2026-01-15T23:30:00", "2026-01-05T00:05:00", "2026-01-15T13:00:00"]);
  });

  it("that can be read in two ways follows the export's other columns where that is said", async () => {
    const export_ = { "deals.csv": "id,opened,closed\n1,02/23/26,02/03/26\n" };
    const mapping = (order: string) =>
      `date_order: ${order}\nfiles: {deals: {columns: [id]}}\ntables: {opportunities: [{from: deals, columns: {opportunity_id: id, created_at: opened, closed_on: closed}}]}`;
    await using shared = await stage([await files(export_)], mapping("shared"));
    expect(await shared.one("select closed_on from staged.opportunities")).toBe("2026-02-03");
    await expect(stage([await files(export_)], mapping("own"))).rejects.toMatchObject({ code: "ambiguous_dates" });
    await using said = await stage(
      [await files({ "deals.csv": "id,opened,closed\n1,02/03/26,\n" })],
      mapping("day_first"),
    );
    expect(await said.one("select created_at from staged.opportunities")).toBe("2026-03-02");
    await expect(
      stage([await files({ "deals.csv": "id,opened,closed\n1,02/03/26,\n" })], mapping("shared")),
    ).rejects.toMatchObject({ code: "ambiguous_dates" });
  });

  it("in UTC is so only where it is written year first: a locale's form is the workspace's wall clock", async () => {
    expect((await read(["2026-01-05 10:00:00"], "zone: UTC\n")).dates).toEqual(["2026-01-05 10:00:00Z"]);
    expect((await read(["02/23/26 08:55 PM"], "zone: UTC\n")).dates).toEqual(["2026-02-23T20:55:00"]);
  });
});

describe("derived rows", () => {
  it("are the changes of a value among rows that say more than that", async () => {
    const place = await files({
      "history.csv":
        "id,deal,at,stage,close\n4,A,2026-01-04,Won,2026-02-01\n1,A,2026-01-01,New,2026-01-31\n2,A,2026-01-02,New,2026-02-01\n3,A,2026-01-02,Offer,2026-02-01\n5,B,2026-01-01,New,\n",
    });
    await using staged = await stage(
      [place],
      `files: {history: {columns: [deal, stage]}}
derived:
  moves: {from: history, changes: {of: stage, by: deal, time: at, tie: id}}
  closes: {from: history, changes: {of: close, by: deal, time: at, tie: id}}
tables:
  stage_changes: [{from: moves, columns: {subject_type: {constant: opportunity}, subject_id: deal, stage: stage, changed_at: at, from_stage: previous}}]
  value_changes: [{from: closes, columns: {opportunity_id: deal, field: {constant: expected_close_on}, value: close, changed_at: at, from_value: previous}}]
`,
    );
    expect(
      await staged.ask("select subject_id, stage, from_stage from staged.stage_changes order by 1, changed_at"),
    ).toEqual([
      { subject_id: "A", stage: "New", from_stage: "" },
      { subject_id: "A", stage: "Offer", from_stage: "New" },
      { subject_id: "A", stage: "Won", from_stage: "Offer" },
      { subject_id: "B", stage: "New", from_stage: "" },
    ]);
    expect(
      await staged.ask("select opportunity_id, value, from_value from staged.value_changes order by 1, changed_at"),
    ).toEqual([
      { opportunity_id: "A", value: "2026-01-31", from_value: "" },
      { opportunity_id: "A", value: "2026-02-01", from_value: "2026-01-31" },
    ]);
  });

  it("are the parts of a list, and the first of several", async () => {
    const place = await files({
      "contacts.csv": "contact,born,merged\n1,2026-01-01,2; 3\n2,2026-01-02,\n3,2026-01-03,\n",
      "links.csv": "deal,contact_of\n9,1\n9,2\n8,3\n",
      "deals.csv": "deal_id,made\n9,2026-01-05\n8,2026-01-05\n",
    });
    await using staged = await stage(
      [place],
      `files: {contacts: {columns: [contact]}, links: {columns: [contact_of]}, deals: {columns: [deal_id]}}
derived:
  merges: {from: contacts, split: {column: merged, by: ";"}}
  first_links: {from: links, first_by: deal}
tables:
  leads: [{from: contacts, columns: {lead_id: contact, created_at: born, merged_into: {lookup: {in: merges, match: {part: contact}, take: contact}}}}]
  opportunities: [{from: deals, columns: {opportunity_id: deal_id, created_at: made, name: {lookup: {in: first_links, match: {deal: deal_id}, take: contact_of}}}}]
`,
    );
    expect(await staged.ask("select lead_id, merged_into from staged.leads order by 1")).toEqual([
      { lead_id: "1", merged_into: "" },
      { lead_id: "2", merged_into: "1" },
      { lead_id: "3", merged_into: "1" },
    ]);
    expect(await staged.ask("select name from staged.opportunities order by opportunity_id")).toEqual([
      { name: "3" },
      { name: "1" },
    ]);
  });

  it("are columns turned into rows, their dates read like any other's", async () => {
    const place = await files({
      "deals.csv":
        'id,made,"Date entered ""Offer (Sales)""","Date entered ""Won (Sales)"""\n1,01/31/2026,02/15/2026,\n2,02/01/2026,02/02/2026,03/03/2026\n',
    });
    await using staged = await stage(
      [place],
      `date_order: shared
files: {deals: {columns: [id]}}
derived: {entered: {from: deals, unpivot: {columns: 'Date entered "*"'}}}
tables: {stage_changes: [{from: entered, columns: {subject_type: {constant: opportunity}, subject_id: id, stage: name, changed_at: value}, other_columns: drop}]}
`,
    );
    expect(await staged.ask("select subject_id, stage, changed_at from staged.stage_changes order by 1, 3")).toEqual([
      { subject_id: "1", stage: "Offer (Sales)", changed_at: "2026-02-15" },
      { subject_id: "2", stage: "Offer (Sales)", changed_at: "2026-02-02" },
      { subject_id: "2", stage: "Won (Sales)", changed_at: "2026-03-03" },
    ]);
  });

  it("are not there where the file lacks a column, and a block gives way to a file that tells the same better", async () => {
    const mapping = `files: {deals: {columns: [id]}, better: {columns: [key], optional: true}}
derived: {parts: {from: deals, split: {column: nowhere}}}
tables:
  leads: [{from: parts, columns: {lead_id: id, created_at: made}}]
  opportunities: [{from: deals, unless: better, columns: {opportunity_id: id, created_at: made}}]
`;
    await using alone = await stage([await files({ "a.csv": "id,made\n1,2026-01-05\n" })], mapping);
    expect(alone.report.tables).toEqual([{ table: "opportunities", rows: 1 }]);
    await using both = await stage([await files({ "a.csv": "id,made\n1,2026-01-05\n", "b.csv": "key\n1\n" })], mapping);
    expect(both.report.tables).toEqual([]);
  });
});

describe("the process", () => {
  it("is read from what the files say, in their order, and no outcome is guessed from a name", async () => {
    const mapping = parseMapping(
      `files: {stages: {columns: [stage, flag]}}
process:
  currency: EUR
  read:
    - from: stages
      columns:
        stage_id: stage
        of: {constant: opportunity}
        pipeline_id: line
        position: rank
        category: {column: flag, map: {w: won, l: lost}, default: {constant: open}}
`,
      "m.yaml",
    );
    const place = await files({
      "s.csv":
        "stage,flag,line,rank\nWon deal,w,A,9\nOffer,o,A,10\nLost for good,o,A,2\nFirst,o,B,1\nGone,l,A,11\nunknown,o,A,12\n",
    });
    await using engine = await openDuckDb({ fileAccess: true });
    await using session = await engine.session();
    expect(await offeredProcess(session, [place], mapping)).toEqual({
      currency: "EUR",
      unsaid: [],
      pipelines: [
        {
          id: "A",
          name: undefined,
          stages: [
            { id: "Lost for good", name: "Lost for good", of: "opportunity", category: "open" },
            { id: "Offer", name: "Offer", of: "opportunity", category: "open" },
            { id: "Won deal", name: "Won deal", of: "opportunity", category: "won" },
            { id: "Gone", name: "Gone", of: "opportunity", category: "lost" },
          ],
        },
        { id: "B", name: undefined, stages: [{ id: "First", name: "First", of: "opportunity", category: "open" }] },
      ],
    });
  });
});

describe("one block of several files", () => {
  const calls = (from: string) => `files: {office: {columns: [Call, Desk]}, mobile: {columns: [Call, SIM]}}
tables:
  activities:
    - from: ${from}
      columns: {activity_id: Call, type: {constant: call}, occurred_at: At, subject: Topic}
      other_columns: drop
`;
  const given = {
    "phones.csv": "Call,Desk,At,Topic\nA1,1,2026-01-05T09:00:00Z,Offer\n",
    "mobiles.csv": "Call,SIM,At\nB1,7,2026-01-06T09:00:00Z\n",
  };

  it("takes the rows of each, in the order in which it names them; what one has no column for stays unsaid", async () => {
    await using staged = await stage([await files(given)], calls("[mobile, office]"));
    expect(await staged.ask("select activity_id, subject, source_file from staged.activities order by rowid")).toEqual([
      { activity_id: "B1", subject: null, source_file: expect.stringContaining("mobiles.csv") },
      { activity_id: "A1", subject: "Offer", source_file: expect.stringContaining("phones.csv") },
    ]);
  });

  it("takes those of the only one that is there", async () => {
    const place = await files({ "phones.csv": given["phones.csv"] });
    await using staged = await stage([place], calls("[mobile, office]"));
    expect(await staged.one("select count(*)::integer from staged.activities")).toBe(1);
  });
});
