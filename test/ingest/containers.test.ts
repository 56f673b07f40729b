import { access, copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { crc32, deflateRawSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import writeXlsxFile from "write-excel-file/node";
import { openContainers } from "../../src/ingest/read/index.ts";
import { leftPacked, passedOver } from "../../src/ingest/read/passed-over.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "containers-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

interface ZipEntry {
  readonly name: string;
  readonly content: Uint8Array;
  /** A size that is not true. */
  readonly claims?: number;
}

/** A ZIP made byte by byte, so that it may lie. */
const zipOf = (entries: readonly ZipEntry[]): Buffer => {
  const locals: Buffer[] = [];
  const centrals: Buffer[] = [];
  let offset = 0;
  for (const { name, content, claims } of entries) {
    const packed = deflateRawSync(content);
    const bytes = Buffer.from(name);
    const head = Buffer.alloc(26);
    head.writeUInt16LE(20, 0);
    head.writeUInt16LE(8, 4);
    head.writeUInt32LE(crc32(content), 10);
    head.writeUInt32LE(packed.length, 14);
    head.writeUInt32LE(claims ?? content.length, 18);
    head.writeUInt16LE(bytes.length, 22);
    const local = Buffer.concat([Buffer.from("PK\x03\x04"), head, bytes, packed]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    centrals.push(Buffer.concat([Buffer.from("PK\x01\x02\x14\x00"), head, tail, bytes]));
    locals.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(centrals);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(entries.length, 4);
  end.writeUInt16LE(entries.length, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...locals, directory, Buffer.from("PK\x05\x06"), end]);
};

const text = (value: string): Uint8Array => Buffer.from(value);

const opened = async (name: string, content: Uint8Array) => {
  const path = join(folder, name);
  await writeFile(path, content);
  await using files = await openContainers([path], Readable.from([]));
  return Promise.all(
    files.files.map(async (file) =>
      typeof file === "string"
        ? { name: file, content: null }
        : { name: file.name.replace(`${folder}/`, ""), content: await readFile(file.path, "utf8") },
    ),
  );
};

describe("an archive of exports", () => {
  it("is its tables, each by the name that it has there, and nothing else of it", async () => {
    const zip = zipOf([
      { name: "leads.csv", content: text("lead_id\n1\n") },
      { name: "deep/er/deals.csv", content: text("id\n2\n") },
      { name: "readme.txt", content: text("hello") },
      { name: "__MACOSX/._leads.csv", content: text("x") },
    ]);
    expect(await opened("export.zip", zip)).toEqual([
      { name: "export.zip/leads.csv", content: "lead_id\n1\n" },
      { name: "export.zip/deep/er/deals.csv", content: "id\n2\n" },
    ]);
  });

  it("tells what may be a table in it and is not read there, as a folder does", async () => {
    const place = join(folder, "beside");
    await mkdir(join(place, "older"), { recursive: true });
    await mkdir(join(place, "images"));
    await writeFile(join(place, "older", "leads.csv"), "lead_id\n1\n");
    await writeFile(join(place, "images", "logo.png"), "x");
    for (const name of ["accounts.ods", "deals.json", "locked.xlsx", "leads.csv", "~$leads.xls"])
      await writeFile(join(place, name), "x");
    const names = ["leads.csv", "deals.json", "in.zip", "old.xls", "logo.png", "__MACOSX/._deals.json"];
    await writeFile(join(place, "all.zip"), zipOf(names.map((name) => ({ name, content: text("x\n") }))));
    const packed = ["deals.json", "in.zip", "old.xls"].map((name) => join(place, "all.zip", name));
    expect(await passedOver([place])).toEqual({
      files: ["accounts.ods", "deals.json", "locked.xlsx", "older"].map((name) => join(place, name)),
      packed,
    });
    expect(await passedOver([join(place, "all.zip"), join(place, "leads.csv")])).toEqual({ files: [], packed });
    expect(await leftPacked([{ name: "all.zip", path: join(place, "all.zip") }])).toContain("all.zip/deals.json");
  });

  it("is refused when a path in it climbs out, and nothing is written there", async () => {
    const place = join(folder, "climb");
    await mkdir(place);
    for (const name of ["../../evil.csv", "/tmp/quarterdeck-evil.csv", "..\\evil.csv"]) {
      await expect(opened(`climb/${name.length}.zip`, zipOf([{ name, content: text("x\n") }]))).rejects.toMatchObject({
        code: "file_unreadable",
      });
    }
    await expect(access(join(folder, "evil.csv"))).rejects.toThrow();
    await expect(access("/tmp/quarterdeck-evil.csv")).rejects.toThrow();
  });

  it("is refused when it would unpack to far more than it is", async () => {
    const bomb = zipOf([{ name: "bomb.csv", content: Buffer.alloc(20 * 1024 * 1024, 0x30) }]);
    await expect(opened("bomb.zip", bomb)).rejects.toMatchObject({ code: "file_unreadable" });
    const liar = zipOf([{ name: "liar.csv", content: Buffer.alloc(20 * 1024 * 1024, 0x30), claims: 1000 }]);
    await expect(opened("liar.zip", liar)).rejects.toMatchObject({ code: "file_unreadable" });
    const many = zipOf(Array.from({ length: 1001 }, (_, index) => ({ name: `${index}.csv`, content: text("x") })));
    await expect(opened("many.zip", many)).rejects.toMatchObject({ code: "file_unreadable" });
  });

  it("is refused by its name when no table is in it, as nothing is or an archive alone", async () => {
    const within = zipOf([{ name: "in.zip", content: zipOf([{ name: "leads.csv", content: text("x\n") }]) }]);
    for (const [name, zip] of [
      ["empty.zip", zipOf([])],
      ["twice.zip", within],
    ] as const)
      await expect(opened(name, zip)).rejects.toMatchObject({
        facts: { path: join(folder, name), reason: "there is no table in it." },
      });
  });

  it("is refused when it is cut off or a byte of it is wrong", async () => {
    const zip = zipOf([{ name: "leads.csv", content: text(`lead_id\n${"1\n".repeat(1000)}`) }]);
    await expect(opened("cut.zip", zip.subarray(0, zip.length - 30))).rejects.toMatchObject({
      code: "file_unreadable",
    });
    const wrong = Buffer.from(zip);
    wrong.writeUInt32LE(12345, zip.indexOf("PK\x01\x02") + 16);
    await expect(opened("wrong.zip", wrong)).rejects.toMatchObject({ code: "file_unreadable" });
  });
});

describe("a workbook", () => {
  const book = async (name: string): Promise<string> => {
    const path = join(folder, name);
    const leads = [
      [{ value: "lead_id" }, { value: "created_at" }, { value: "name" }],
      [
        { value: 1, type: Number },
        { value: new Date("2026-01-05T00:00:00Z"), type: Date, format: "yyyy-mm-dd" },
        { value: 'Eve "E" Elm, Ltd' },
      ],
      [
        { value: 12345678901, type: Number },
        { value: new Date("2026-01-05T09:30:00Z"), type: Date, format: "yyyy-mm-dd hh:mm" },
        null,
      ],
    ];
    const goals = [[{ value: "goal_id" }], [{ value: "g1" }]];
    await writeXlsxFile([
      { data: leads, sheet: "leads" },
      { data: goals, sheet: "Ziele 2026" },
    ]).toFile(path);
    return path;
  };

  it("is a table for each of its sheets, days as days and moments as moments", async () => {
    const path = await book("book.xlsx");
    await using files = await openContainers([path], Readable.from([]));
    const sheets = await Promise.all(
      files.files.map(async (file) =>
        typeof file === "string" ? null : [file.name, await readFile(file.path, "utf8")],
      ),
    );
    expect(sheets).toEqual([
      [
        `${path}/leads.csv`,
        '"lead_id","created_at","name"\n"1","2026-01-05","Eve ""E"" Elm, Ltd"\n"12345678901","2026-01-05T09:30:00",\n',
      ],
      [`${path}/Ziele 2026.csv`, '"goal_id"\n"g1"\n'],
    ]);
  });

  it("has lines of nothing where its rows have nothing in them, so that these are no records", async () => {
    const path = join(folder, "gaps.xlsx");
    const rows = [
      ["id", "name"],
      [null, null],
      ["1", "a"],
      [" ", null],
      ["2", null],
    ];
    await writeXlsxFile(rows.map((row) => row.map((value) => (value === null ? null : { value })))).toFile(path);
    const [sheet] = await opened("gaps.xlsx", await readFile(path));
    expect(sheet?.content).toBe('"id","name"\n\n"1","a"\n\n"2",\n');
  });

  const sheetOf = async (file: string, row: string) => {
    const frame: readonly (readonly [string, string])[] = [
      [
        "xl/workbook.xml",
        '<workbook xmlns:r="r"><sheets><sheet name="Deals" sheetId="1" r:id="rId1"/></sheets></workbook>',
      ],
      [
        "xl/_rels/workbook.xml.rels",
        '<Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
      ],
      ["xl/worksheets/sheet1.xml", `<worksheet><sheetData><row r="1">${row}</row></sheetData></worksheet>`],
    ];
    const [sheet] = await opened(file, zipOf(frame.map(([name, content]) => ({ name, content: text(content) }))));
    return sheet;
  };

  it("has an error of a formula and a day in words as a CSV of it has them, wherever it is read", async () => {
    const row =
      '<c r="A1" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="B1" t="d"><v>2026-01-05T10:30:00</v></c><c r="C1" t="inlineStr"><is><t>t="e"</t></is></c><c r="D1" s="0" t="e"><v>#N/A</v></c>';
    expect(await sheetOf("errors.xlsx", row)).toEqual({
      name: "errors.xlsx/Deals.csv",
      content: '"#DIV/0!","2026-01-05T10:30:00","t=""e""","#N/A"\n',
    });
  });

  it("has a formula that nothing has worked out as it is written, and one that came to nothing as nothing", async () => {
    const row =
      '<c r="A1"><f>HYPERLINK("https://crm/1","Deal &amp; 1")</f></c><c r="B1" s="0" t="n"><f>1+1</f><v></v></c><c r="C1"><f>2+2</f><v/></c><c r="D1" t="str"><f>IF(1=2,"a","")</f><v></v></c><c r="E1"><f>1+2</f><v>3</v></c>';
    expect((await sheetOf("unsaid.xlsx", row))?.content).toBe(
      '"=HYPERLINK(""https://crm/1"",""Deal & 1"")","=1+1","=2+2",,"3"\n',
    );
  });

  it("of the old form, or with a password, is said to be one", async () => {
    const old = Buffer.concat([Buffer.from("d0cf11e0a1b11ae1", "hex"), Buffer.alloc(600)]);
    for (const name of ["old.xls", "locked.xlsx"])
      await expect(opened(name, old)).rejects.toMatchObject({
        facts: { path: join(folder, name), reason: expect.stringContaining("(.xls), or one with a password") },
      });
  });

  it("that is a web page, or XML, is said to be one", async () => {
    const page = '<html><head><meta charset="UTF-8"></head><body><table><tr><td>Opportunity ID</td></tr></table>';
    const book = '\uFEFF<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?><Workbook></Workbook>';
    for (const content of [text(page), text(`\n  ${page}`), text(book), Buffer.from(book, "utf16le")])
      await expect(opened("report.xls", content)).rejects.toMatchObject({
        facts: { path: join(folder, "report.xls"), reason: expect.stringContaining("web page") },
      });
    expect(await opened("odd.csv", text("<Id>,Name\n1,2\n"))).toEqual([
      { name: join(folder, "odd.csv"), content: null },
    ]);
  });

  it("is found in a folder and in an archive too", async () => {
    const path = await book("again.xlsx");
    const place = join(folder, "books");
    await mkdir(place);
    await copyFile(path, join(place, "again.xlsx"));
    await using inFolder = await openContainers([place], Readable.from([]));
    expect(inFolder.files.length).toBe(3);
    const zip = await opened("books.zip", zipOf([{ name: "a/again.xlsx", content: await readFile(path) }]));
    expect(zip.map(({ name }) => name)).toEqual([
      "books.zip/a/again.xlsx/leads.csv",
      "books.zip/a/again.xlsx/Ziele 2026.csv",
    ]);
  });
});

describe("standard input", () => {
  it("is a file without a name, whatever is in it", async () => {
    await using files = await openContainers(["-"], Readable.from([Buffer.from("lead_id\n1\n")]));
    const [file] = files.files;
    expect(file).toMatchObject({ name: "standard input" });
    await using zipped = await openContainers(["-"], Readable.from([zipOf([{ name: "a.csv", content: text("x\n") }])]));
    expect(zipped.files).toEqual([{ name: "standard input/a.csv", path: expect.any(String) }]);
  });
});
