import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openDuckDb } from "../../src/engines/index.ts";
import { matchesGlob } from "../../src/ingest/mapping/spelling.ts";
import { stemOf } from "../../src/ingest/read/files.ts";
import { listCutter, type Piece } from "../../src/ingest/read/json-list.ts";
import { quoted, sql } from "../../src/sql/index.ts";
import { stage } from "../sources/staged.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "read-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

let count = 0;
/** A file of that name in a folder of its own. */
const file = async (name: string, content: string | Uint8Array): Promise<string> => {
  count += 1;
  const path = join(folder, String(count), name);
  await mkdir(join(folder, String(count)));
  await writeFile(path, content);
  return path;
};

const leads = "lead_id,created_at,name\nl1,2026-01-05T09:00:00Z,Zoë Müller\nl2,2026-01-06,\n";
const utf16 = (text: string, big: boolean): Uint8Array => {
  const bytes = Buffer.from(text, "utf16le");
  return big ? bytes.swap16() : bytes;
};

describe("a file of ours", () => {
  it("is read in every encoding that exports come in", async () => {
    const encodings: [string, string | Uint8Array][] = [
      ["utf-8", leads],
      ["utf-8", `\uFEFF${leads}`],
      ["utf-16le", utf16(`\uFEFF${leads}`, false)],
      ["utf-16be", utf16(`\uFEFF${leads}`, true)],
      ["utf-16le", utf16(leads, false)],
      ["utf-16be", utf16(leads, true)],
      ["windows-1252", Buffer.from(leads, "latin1")],
      ["utf-8", gzipSync(leads)],
      ["windows-1252", gzipSync(Buffer.from(leads, "latin1"))],
    ];
    for (const [encoding, content] of encodings) {
      await using staged = await stage([await file("leads.csv", content)]);
      expect(staged.report.files[0]?.encoding).toBe(encoding);
      expect(
        await staged.ask("select lead_id, created_at, name, email, source_line from staged.leads order by source_line"),
        encoding,
      ).toEqual([
        { lead_id: "l1", created_at: "2026-01-05T09:00:00Z", name: "Zoë Müller", email: null, source_line: 2 },
        { lead_id: "l2", created_at: "2026-01-06", name: "", email: null, source_line: 3 },
      ]);
    }
  });

  it("is read with every delimiter and line end", async () => {
    for (const delimiter of [",", ";", "\t", "|"])
      for (const eol of ["\n", "\r\n", "\r"]) {
        const text = leads.replaceAll(",", delimiter).replaceAll("\n", eol);
        await using staged = await stage([await file("leads.csv", text)]);
        expect(staged.report.files[0]?.delimiter).toBe(delimiter);
        expect(
          await staged.one("select string_agg(lead_id || source_line, ' ' order by lead_id) from staged.leads"),
        ).toBe("l12 l23");
      }
  });

  it("is read with every line end in its cells, in its first row as in the last", async () => {
    const cells = ["a\nb", "a\r\nb", "a\rb", "\r", 'say "a\r\nb"', "a\n\r\nb"];
    for (const eol of ["\n", "\r\n", "\r"])
      for (const first of cells) {
        const names = [first, "plain", ...cells];
        const rows = names.map((one, index) => `l${index},2026-01-05,"${one.replaceAll('"', '""')}"`);
        const path = await file("leads.csv", ["lead_id,created_at,name", ...rows, 'l9,"bad\r\n"x,y', ""].join(eol));
        await using staged = await stage([path]);
        const read = await staged.ask("select name from staged.leads order by lead_id");
        expect(read.map((row) => row.name)).toEqual(names);
        expect((await staged.ask("select code from staged.findings")).map((one) => one.code)).toContain("bad_quote");
      }
  });

  it("is known by its name, whatever the case of its columns, or by its columns", async () => {
    await using named = await stage([await file("Leads.CSV", leads.replace("lead_id", " Lead_ID "))]);
    expect(named.report.tables).toEqual([{ table: "leads", rows: 2 }]);
    await using other = await stage([await file("my list (3).csv", leads)]);
    expect(other.report.tables).toEqual([{ table: "leads", rows: 2 }]);
  });

  it("keeps columns that the model does not know as attributes", async () => {
    const path = await file(
      "leads.csv",
      'lead_id,created_at,Say "hi",region\nl1,2026-01-05,"a ""b""\nc",\nl2,2026-01-05,,\n',
    );
    await using staged = await stage([path]);
    expect(await staged.ask("select attributes from staged.leads order by lead_id")).toEqual([
      { attributes: '{"Say \\"hi\\"":"a \\"b\\"\\nc"}' },
      { attributes: null },
    ]);
  });

  it("takes back the attributes that an export of ours wrote", async () => {
    const path = await file(
      "leads.csv",
      'lead_id,created_at,attributes,region\nl1,2026-01-05,"{""tier"":""gold""}",west\n',
    );
    await using staged = await stage([path]);
    expect(await staged.one("select attributes from staged.leads")).toBe('{"region":"west","tier":"gold"}');
  });

  it("keeps a column of its own that is called attributes", async () => {
    const cells = ["tall, dark", "[1]", "{tier:", ""].map((cell, index) => `l${index},2026-01-05,"${cell}",west`);
    await using staged = await stage([
      await file("leads.csv", `lead_id,created_at,attributes,region\n${cells.join("\n")}\n`),
    ]);
    const told = await staged.ask("select attributes from staged.leads order by lead_id");
    expect(told.map(({ attributes }) => JSON.parse(String(attributes)))).toEqual([
      { attributes: "tall, dark", region: "west" },
      { attributes: "[1]", region: "west" },
      { attributes: "{tier:", region: "west" },
      { region: "west" },
    ]);
  });

  it("says what could not be read, with file and line", async () => {
    const path = await file("leads.csv", 'lead_id,created_at\nl1,2026-01-05\nl2,"2026\nl3\nl4,2026-01-05\n');
    await using staged = await stage([path]);
    expect(await staged.one("select count(*) from staged.leads")).toBe(2);
    expect(await staged.ask("select code, table_name, file, line, value from staged.findings order by line")).toEqual([
      { code: "bad_quote", table_name: "leads", file: path, line: 3, value: 'l2,"2026' },
      { code: "ragged_row", table_name: "leads", file: path, line: 4, value: "l3" },
    ]);
  });

  it("may have a name that looks like a pattern", async () => {
    for (const name of ["leads [new] *.csv", "leads{1}?.csv"]) {
      await using staged = await stage([await file(name, leads)]);
      expect(staged.report.tables).toEqual([{ table: "leads", rows: 2 }]);
    }
    const place = join(await file("x.csv", leads), "..", "exports [2026] {a,b}");
    await mkdir(place);
    await writeFile(join(place, "leads [1].csv"), leads);
    await using staged = await stage([place]);
    expect(staged.report.tables).toEqual([{ table: "leads", rows: 2 }]);
  });

  it("is not what Excel or macOS lay beside it", async () => {
    const place = join(await file("leads.csv", leads), "..");
    await writeFile(join(place, "._leads.csv"), Buffer.from([0, 5, 22, 7, 0, 2, 0, 0]));
    await writeFile(join(place, "~$leads.csv"), "\u0006Anna");
    await using staged = await stage([place]);
    expect(staged.report.tables).toEqual([{ table: "leads", rows: 2 }]);
    expect(staged.report.ignored).toEqual([]);
  });

  it("is the same file whichever system wrote down its path", () => {
    const paths = ["leads.csv", "exports/Leads.CSV.gz", "C:\\exports\\leads.csv", "\\\\server\\share\\leads.csv"];
    expect(paths.map(stemOf)).toEqual(paths.map(() => "leads"));
    const [whole, apart] = ["Verkäufe.csv".normalize("NFC"), "Verkäufe.csv".normalize("NFD")];
    expect(stemOf(apart)).toBe(stemOf(whole));
    expect(matchesGlob("verk\u0061\u0308*", stemOf(whole))).toBe(true);
  });

  it("stands in a folder with others", async () => {
    const path = await file("leads.csv", leads);
    const place = join(path, "..");
    await writeFile(
      join(place, "goals.csv.gz"),
      gzipSync("goal_id,kpi,scope,starts_on,ends_on,target\ng1,win_rate,company,2026-01-01,2026-12-31,0.3\n"),
    );
    await writeFile(join(place, "notes.txt"), "not for you");
    await writeFile(join(place, "other.csv"), "x,y\n1,2\n");
    await using staged = await stage([place]);
    expect(staged.report.tables).toEqual([
      { table: "leads", rows: 2 },
      { table: "goals", rows: 1 },
    ]);
    expect(staged.report.ignored).toEqual([{ path: join(place, "other.csv"), columns: ["x", "y"] }]);
  });
});

describe("a packed file", () => {
  it("is refused when it is cut off", async () => {
    const whole = gzipSync(leads.repeat(1000));
    await expect(stage([await file("leads.csv.gz", whole.subarray(0, whole.length - 20))])).rejects.toMatchObject({
      code: "file_unreadable",
    });
  });

  it("is refused when it unpacks to more than a hundred times its size", async () => {
    await expect(stage([await file("leads.csv.gz", gzipSync(`${leads}${"\n".repeat(3_000_000)}`))])).rejects.toThrow(
      "more than 100 times",
    );
  });
});

describe("a file that is nothing of ours", () => {
  it("is named with its columns", async () => {
    await expect(stage([await file("x.csv", "a,b\n1,2\n")])).rejects.toMatchObject({
      code: "unrecognised_file",
      facts: { columns: ["a", "b"] },
    });
    await expect(stage([join(folder, "nowhere.csv")])).rejects.toMatchObject({ code: "file_not_found" });
  });
});

describe("lines of JSON", () => {
  it("are rows, long numbers with all their digits", async () => {
    const path = await file(
      "leads.ndjson",
      '{"lead_id": 12345678901234567890, "created_at": "2026-01-05T09:00:00Z", "is_test": true}\n\n{"lead_id": "l2", "created_at": "2026-01-06", "tags": {"a": [1]}}\nnot json\n[1]\n',
    );
    await using staged = await stage([path]);
    expect(
      await staged.ask("select lead_id, is_test, attributes, source_line from staged.leads order by source_line"),
    ).toEqual([
      { lead_id: "12345678901234567890", is_test: "true", attributes: null, source_line: 1 },
      { lead_id: "l2", is_test: "", attributes: '{"tags":"{\\"a\\":[1]}"}', source_line: 3 },
    ]);
    expect(await staged.ask("select code, line from staged.findings order by line")).toEqual([
      { code: "bad_json", line: 4 },
      { code: "bad_json", line: 5 },
    ]);
  });

  it("may hold the line ends of an old Macintosh between their members", async () => {
    const path = await file("leads.ndjson", '{"lead_id":\r"l1",\r"created_at":"2026-01-06"}\n{"lead_id":"l2"}\n');
    await using staged = await stage([path]);
    expect(await staged.one("select string_agg(lead_id, ' ' order by lead_id) from staged.leads")).toBe("l1 l2");
  });

  it("have members of any name", async () => {
    const names = ["a.b", 'c"d', "e\\f", "g/h", "i~j", "*", "x*", "[0]", "$x", "it's", "k\nl", "é"];
    const row = { lead_id: "l1", created_at: "2026-01-06", ...Object.fromEntries(names.map((one) => [one, one])) };
    await using staged = await stage([await file("leads.ndjson", JSON.stringify({ ...row, "": "nameless" }))]);
    const told = JSON.parse(String(await staged.one("select attributes from staged.leads")));
    expect(told).toEqual({ ...Object.fromEntries(names.map((one) => [one, one])), column_15: "nameless" });
    await expect(stage([await file("leads.ndjson", JSON.stringify({ ...row, "a\0": 1 }))])).rejects.toMatchObject({
      code: "file_unreadable",
    });
  });
});

describe("a list of JSON", () => {
  it("is cut into its members, each with its line, in however many pieces it comes", () => {
    const text = '[\n  {"a": "}, {\\\\\\"", "b": [1, {"c": 2}]},\n 7, "x,y"\n, {\n"d": null}\n]\n';
    for (const size of [1, 3, 7, text.length]) {
      const cutter = listCutter();
      const pieces: Piece[] = [];
      for (let at = 0; at < text.length; at += size) pieces.push(...cutter.take(text.slice(at, at + size)));
      expect([...pieces, ...cutter.rest()], `${size}`).toEqual([
        { line: 2, text: '{"a": "}, {\\\\\\"", "b": [1, {"c": 2}]}' },
        { line: 3, text: "7" },
        { line: 3, text: '"x,y"' },
        { line: 4, text: '{ "d": null}' },
      ]);
    }
  });
});

describe("a Parquet file with types", () => {
  it("becomes canonical text", async () => {
    const path = await file("opportunities.parquet", "");
    {
      await using engine = await openDuckDb({ fileAccess: true });
      await using session = await engine.session();
      await session.run(sql`copy (select 'o1' as opportunity_id, timestamptz '2026-01-05 10:00:00+01' as created_at, 1234.50::decimal(18,2) as amount,
        timestamp '2026-03-01 00:00:00' as expected_close_on, date '2026-02-03' as closed_on, true as is_test, 7 as score, ['a'] as tags)
        to ${quoted(path)} (format parquet)`);
    }
    await using staged = await stage([path]);
    expect(
      await staged.ask(
        "select created_at, amount, expected_close_on, closed_on, is_test, attributes from staged.opportunities",
      ),
    ).toEqual([
      {
        created_at: "2026-01-05T09:00:00.000000Z",
        amount: "1234.50",
        expected_close_on: "2026-03-01",
        closed_on: "2026-02-03",
        is_test: "true",
        attributes: '{"score":"7","tags":"[\\"a\\"]"}',
      },
    ]);
  });

  it("is refused when it is damaged", async () => {
    await expect(stage([await file("leads.parquet", "PAR1 and nothing more")])).rejects.toMatchObject({
      code: "file_unreadable",
    });
  });
});

describe("dates that are not ISO", () => {
  const created = async (...cells: string[]) => {
    const rows = cells.map((one, index) => `l${index},"${one}"\n`).join("");
    await using staged = await stage([await file("leads.csv", `lead_id,created_at\n${rows}`)]);
    const found = await staged.ask("select created_at from staged.leads order by lead_id");
    return found.map((row) => row.created_at);
  };

  it("are read day first or month first, as the whole column says", async () => {
    expect(await created("13/02/2026", "01/02/2026")).toEqual(["2026-02-13", "2026-02-01"]);
    expect(await created("02/13/2026", "01/02/2026")).toEqual(["2026-02-13", "2026-01-02"]);
    expect(await created("13.2.26 7:05", "1-2-99")).toEqual(["2026-02-13T07:05:00", "1999-02-01"]);
    expect(await created("2/13/26 12:15 AM", "2/1/26, 1:05:09 pm")).toEqual([
      "2026-02-13T00:15:00",
      "2026-02-01T13:05:09",
    ]);
    expect(await created("2026/2/13", "2026-01-02")).toEqual(["2026-02-13", "2026-01-02"]);
    expect(await created("05/05/2026", "")).toEqual(["2026-05-05", ""]);
  });

  it("are refused when both readings fit every cell", async () => {
    await expect(created("03/04/2026", "05/06/2026")).rejects.toMatchObject({
      code: "ambiguous_dates",
      facts: { column: "created_at", sample: "03/04/2026", dayFirst: "2026-04-03", monthFirst: "2026-03-04" },
    });
  });

  it("stay as they are when they contradict each other, and so does what is no date", async () => {
    expect(await created("13/02/2026", "02/13/2026")).toEqual(["13/02/2026", "02/13/2026"]);
    expect(await created("13/02/2026", "soon")).toEqual(["2026-02-13", "soon"]);
  });

  it("lose nothing but those that are none in either order, or no date at all", async () => {
    for (const none of ["31/02/2026", "32/13/2026", "14/01/2026 25:00", "14/01/2026 10:61", "soon", "-"])
      expect(await created(none, "13/01/2026", "02/01/2026"), none).toEqual([none, "2026-01-13", "2026-01-02"]);
    for (const none of ["02/30/2026", "13/32/2026"])
      expect(await created(none, "01/13/2026", "01/02/2026"), none).toEqual([none, "2026-01-13", "2026-01-02"]);
    for (const none of ["none", "-", "13-Jan-2026"]) {
      expect(await created(none, "46027", "46027.5"), none).toEqual([none, "2026-01-05", "2026-01-05T12:00:00"]);
      expect(await created(none, "1767605400"), none).toEqual([none, "2026-01-05T09:30:00.000000Z"]);
    }
    expect(await created("20260105", "46027")).toEqual(["20260105", "46027"]);
    expect(await created("1767605400", "46027")).toEqual(["1767605400", "46027"]);
  });

  it("keep what is written where a date is wanted and more is said: so it is found", async () => {
    const days = ["13/02/2026 10:00", "46027.5", "1767605400", "2026-1-5 10:00", "2026-01-05T10:00:00Z"];
    for (const day of days) {
      const text = `opportunity_id,created_at,closed_on\no1,2026-01-05,${day}\n`;
      await using ours = await stage([await file("opportunities.csv", text)]);
      expect(await ours.one("select closed_on from staged.opportunities"), day).toBe(day);
      await using mapped = await stage(
        [await file("deals.csv", text)],
        "files: {deals: {columns: [opportunity_id]}}\ntables: {opportunities: [{from: deals, columns: {opportunity_id: opportunity_id, created_at: created_at, closed_on: closed_on}}]}",
      );
      expect(await mapped.one("select closed_on from staged.opportunities"), day).toBe(day);
    }
    await using declared = await stage(
      [await file("deals.csv", "Id,Closed\no1,13/02/2026\no2,2026-02-13\n")],
      "dates: {Closed: DD/MM/YYYY}\nfiles: {deals: {columns: [Id]}}\ntables: {opportunities: [{from: deals, columns: {opportunity_id: Id, closed_on: Closed}}]}",
    );
    const closes = await declared.ask("select closed_on from staged.opportunities order by opportunity_id");
    expect(closes.map((row) => row.closed_on)).toEqual(["2026-02-13", null]);
  });

  it("are read as declared", async () => {
    const path = await file("leads.csv", "lead_id,created_at\nl1,03/04/2026\n");
    await using staged = await stage([path], "dates: {created_at: DD/MM/YYYY}");
    expect(await staged.one("select created_at from staged.leads")).toBe("2026-04-03");
  });
});
