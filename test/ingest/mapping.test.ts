import { mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { openDuckDb } from "../../src/engines/index.ts";
import {
  absentColumns,
  candidatesOf,
  mappingJsonSchema,
  parseMapping,
  recognise,
} from "../../src/ingest/mapping/index.ts";
import { sources } from "../../src/sources/index.ts";
import { stage } from "../sources/staged.ts";
import { temporaryFolders } from "./folders.ts";

const files = temporaryFolders("mapping-");

/** Columns of one opportunity made of one row. */
const mapped = async (header: string, row: string, columns: string) => {
  const place = await files({ "deals.csv": `Id,Opened,${header}\n1,2026-01-05,${row}\n` });
  return stage(
    [place],
    `files: {deals: {columns: [Id]}}\ntables:\n  opportunities:\n    - from: deals\n      columns: {opportunity_id: id, created_at: opened, ${columns}}\n`,
  );
};
const value = async (cell: string, expression: string, column = "name") => {
  await using staged = await mapped("x,y", cell, `${column}: ${expression}`);
  const findings = await staged.ask("select code, record_id, column_name, value from staged.findings");
  return [await staged.one(`select ${column} from staged.opportunities`), ...findings.map((finding) => finding.value)];
};

describe("a mapping file", () => {
  const problem = (text: string) => {
    try {
      parseMapping(text, "m.yaml");
    } catch (error) {
      return error;
    }
    return null;
  };

  it("is refused with the line and the key of what is wrong", () => {
    expect(problem("name: x\nfile: {}\n")).toMatchObject({ code: "bad_mapping", facts: { line: 2, key: "file" } });
    expect(problem("files: {a: {columns: [x]}}\ntables:\n  leads:\n    - from: b\n      columns: {}\n")).toMatchObject({
      facts: { line: 4, key: "tables.leads.0.from" },
    });
    expect(
      problem(
        "files: {a: {columns: [x]}}\ntables:\n  leads:\n    - from: a\n      columns:\n        lead_id: x\n        leed: y\n",
      ),
    ).toMatchObject({ facts: { line: 7, key: "tables.leads.0.columns.leed" } });
    expect(
      problem(
        "files: {a: {columns: [x]}}\ntables:\n  leads:\n    - from: a\n      columns:\n        lead_id: {colum: x}\n",
      ),
    ).toMatchObject({ facts: { line: 6, key: "tables.leads.0.columns.lead_id.colum" } });
    expect(
      problem(
        "files: {a: {columns: [x]}}\ntables:\n  leads:\n    - from: a\n      columns:\n        lead_id: {column: x, constant: y}\n",
      ),
    ).toMatchObject({ facts: { line: 6, reason: expect.stringContaining("exactly one") } });
    expect(problem("files: {a: {columns: [x]}}\ntables: {lead: []}\n")).toMatchObject({
      facts: { key: "tables.lead" },
    });
    expect(
      problem(
        "files: {a: {columns: [x]}}\ntables:\n  leads:\n    - {from: [a, a], columns: {}}\n    - {from: a, columns: {}}\n",
      ),
    ).toMatchObject({ facts: { line: 4, key: "tables.leads.0.from", reason: "names a twice." } });
    expect(
      problem(
        "files: {a: {columns: [x]}, b: {columns: [y]}}\ntables:\n  leads:\n    - {from: [a, b], columns: {}}\n    - {from: [b, c], columns: {}}\n",
      ),
    ).toMatchObject({ facts: { line: 5, key: "tables.leads.1.from", reason: "names no file: c." } });
    expect(
      problem(
        "files: {a: {columns: [x]}, b: {columns: [y]}}\ntables:\n  leads:\n    - {from: [a, b], columns: {}}\n    - {from: b, columns: {created_at: {column: y, date: soon}}}\n",
      ),
    ).toMatchObject({ facts: { line: 5, key: "tables.leads.1.columns.created_at.date" } });
    expect(
      problem("files: {a: {columns: [x]}}\ntables:\n  leads:\n    - {from: a, by_name: true, columns: {}}\n"),
    ).toMatchObject({ facts: { line: 4, key: "tables.leads.0.by_name", reason: "is for people only." } });
    expect(problem("dates:\n  x: someday\n")).toMatchObject({ facts: { line: 2, key: "dates.x" } });
    expect(problem("files: {a: [}\n")).toMatchObject({ facts: { line: 1, key: "the file" } });
    expect(
      problem("files: {a: {columns: [x]}}\ntables:\n  leads:\n    - {from: a, columns: {lead_id: {last: x}}}\n"),
    ).toMatchObject({ facts: { reason: expect.stringContaining("fold") } });
  });

  it("is refused with a date format that is none, whatever it is of", () => {
    const block = "{from: a, columns: {}, attributes: {Since: {column: x, date: soon}}}";
    expect(problem(`files: {a: {columns: [x]}}\ntables:\n  leads:\n    - ${block}\n`)).toMatchObject({
      facts: { line: 4, key: "tables.leads.0.attributes.Since.date" },
    });
    expect(problem(`files: {a: {columns: [x]}}\nprocess:\n  read:\n    - ${block}\n`)).toMatchObject({
      facts: { line: 4, key: "process.read.0.attributes.Since.date" },
    });
  });

  it("is refused where one sign would part thousands and decimals, so that 12.50 were 1250", () => {
    const saying = (money: string) =>
      problem(
        `files: {a: {columns: [x]}}\ntables:\n  spend:\n    - {from: a, columns: {amount: {column: x, money: ${money}}}}\n`,
      );
    for (const wrong of ["{thousands: .}", "{thousands: ',', decimal: ','}"])
      expect(saying(wrong), wrong).toMatchObject({
        facts: { line: 4, key: "tables.spend.0.columns.amount.money.thousands" },
      });
    expect(saying("{thousands: ., decimal: ','}")).toBeNull();
  });

  it("is refused with the word that is not known, not with what it might have been", () => {
    const saying = (rest: string) =>
      problem(`files: {a: {columns: [x]}}\ntables:\n  leads:\n    - {from: a, ${rest}}\n`);
    expect(saying("when: {x: {is: 5}}, columns: {}")).toMatchObject({
      facts: { line: 4, key: "tables.leads.0.when.x.is", reason: "is not known here." },
    });
    expect(saying("columns: {stage: {column: x, default: drop}}")).toMatchObject({
      facts: { key: "tables.leads.0.columns.stage.default", reason: expect.stringContaining('"keep"|"finding"') },
    });
    for (const template of ["'{x'", "'x}'", "'{x} {'"])
      expect(saying(`columns: {name: {template: ${template}}}`), template).toMatchObject({
        facts: { key: "tables.leads.0.columns.name", reason: expect.stringContaining("bracket") },
      });
  });

  it("is refused where what it multiplies by is no number, or nothing would be taken of a cell", () => {
    const saying = (value: string) =>
      problem(
        `files: {a: {columns: [x]}}\ntables:\n  leads:\n    - from: a\n      columns:\n        name:\n          column: x\n          ${value}\n`,
      );
    for (const wrong of [
      "times: abc",
      "times: 0.0000001",
      "money: {multiples: {K: 1e3}}",
      "extract: '[0-9]+'",
      "extract: '(?i:deal)'",
      "extract: '\\(deal[(]'",
    ])
      expect(saying(wrong), wrong).toMatchObject({ code: "bad_mapping", facts: { line: 8 } });
    for (const right of [
      "times: 60",
      "times: -0.001",
      "extract: '^(.*) [(]'",
      "extract: '(?P<a>x)'",
      "extract: '[]()]([)])'",
    ])
      expect(saying(right), right).toBeNull();
  });

  it("is refused with what is no regular expression", async () => {
    for (const [wrong, key] of [
      ["extract: '(x'", "extract"],
      ["extract: '(?=x)(y)'", "extract"],
      ["replace: {find: '[', with: y}", "replace.find"],
    ] as const)
      await expect(mapped("x", "1", `name: {first_of: [{column: x, ${wrong}}]}`), wrong).rejects.toMatchObject({
        code: "bad_mapping",
        facts: { key },
      });
  });

  it("that names columns no file has tells nothing from them: each is named, with the one that may be meant", () => {
    const mapping = parseMapping(
      `files: {deals: {columns: [Id]}, firms: {columns: [Firm]}}
tables:
  opportunities:
    - from: deals
      when: {Statsu: [open]}
      columns:
        opportunity_id: id
        amount: {column: Ammount, money: {decimal: "."}}
        stage: {first_of: [Step, Phase]}
        owner_id: {first_of: [Owner, Seller]}
        account_id: {lookup: {in: firms, match: {Fimr: Firm name}, take: Region}}
        product: {template: "{Id}/{Colour}/{n}"}
`,
      "m.yaml",
    );
    const there = (columns: string, firms: string) => [
      { path: "deals.csv", as: "deals", columns: columns.split(",") },
      { path: "firms.csv", as: "firms", columns: firms.split(",") },
    ];
    expect(absentColumns(mapping, there("Id,Status,Amount,owner,Firm", "Firm,Region"))).toEqual([
      {
        path: "deals.csv",
        columns: [
          { name: "Statsu", near: "Status" },
          { name: "Ammount", near: "Amount" },
          { name: "Step", near: null },
          { name: "Phase", near: null },
          { name: "Firm name", near: null },
          { name: "Colour", near: null },
        ],
      },
      { path: "firms.csv", columns: [{ name: "Fimr", near: "Firm" }] },
    ]);
    const whole = there("Id,Statsu,Ammount,Phase,Seller,Firm name,Colour", "Fimr,Region");
    expect(absentColumns(mapping, whole)).toEqual([]);
    // Of two files of one kind either may have it; what is not there at all is not looked at.
    const second = { path: "more.csv", as: "deals", columns: ["Statsu", "Ammount", "Step", "Firm name", "Colour"] };
    expect(absentColumns(mapping, [...there("Id,owner", "Fimr,Region").slice(0, 1), second])).toEqual([]);
  });

  it("that names columns no file has beside those of its tables is told of them, too", () => {
    const mapping = parseMapping(
      `files: {deals: {columns: [Id], dates: {Mdae: DD.MM.YYYY}}}
dates: {Closd: DD.MM.YYYY, made: DD.MM.YYYY}
derived: {parts: {from: deals, split: {column: Pepole}, when: {Statsu: [open]}}}
tables:
  opportunities:
    - {from: deals, unique: [Idd], columns: {opportunity_id: Id}}
  activities:
    - from: deals
      fold: {by: Id, time: Made, field: Feild, value: Value}
      columns: {activity_id: Id}
`,
      "m.yaml",
    );
    const columns = ["Id", "Made", "Closed", "People", "Status", "Field", "Value"];
    const [absent] = absentColumns(mapping, [{ path: "deals.csv", as: "deals", columns }]);
    expect(absent?.columns.map(({ name, near }) => `${name} ${near}`)).toEqual([
      "Idd Id",
      "Feild Field",
      "Statsu Status",
      "Pepole People",
      "Mdae Made",
      "Closd Closed",
    ]);
  });

  it("has a published schema that is up to date", async () => {
    const path = resolve(import.meta.dirname, "../../docs/schema/mapping.schema.json");
    await expect(`${JSON.stringify(mappingJsonSchema(), null, 2)}
`).toMatchFileSnapshot(path);
  });

  it("of every source shipped can be read, and offers a process", () => {
    for (const source of sources) {
      const mapping = parseMapping(source.mapping, source.name);
      expect(mapping.name).toBe(source.name);
      expect((mapping.process?.pipelines?.length ?? 0) + (mapping.process?.read?.length ?? 0)).toBeGreaterThan(0);
    }
  });

  it("of every source shipped is known by the same files, whether that is read alone or all of it", () => {
    const candidates = candidatesOf(sources);
    expect(candidates.map(({ source }) => source)).toEqual(sources);
    for (const { source, known } of candidates) {
      const { files, one_of } = parseMapping(source.mapping, source.name);
      expect(Object.keys(files).length, source.name).toBeGreaterThan(0);
      expect(known, source.name).toEqual({ files, one_of });
    }
  });
});

describe("a value", () => {
  it("comes from a column, a constant, several columns, or the first that has one", async () => {
    expect(await value("a,b", "X")).toEqual(["a"]);
    expect(await value("a,b", "{constant: 7}")).toEqual(["7"]);
    expect(await value("a,b", '{template: "{x}-{Y} no {line}"}')).toEqual(["a-b no 2"]);
    expect(await value("a,", '{template: "{x}-{y}"}')).toEqual([""]);
    expect(await value(",b", "{first_of: [x, y]}")).toEqual(["b"]);
    expect(await value(",b", "x")).toEqual([""]);
    expect(await value("a,b", "nowhere")).toEqual([null]);
  });

  it("is changed by a map, and one the map does not name is kept, replaced or a finding", async () => {
    expect(await value("a,", "{column: x, map: {a: Alpha}}")).toEqual(["Alpha"]);
    expect(await value("z,", "{column: x, map: {a: Alpha}}")).toEqual(["z"]);
    expect(await value("z,", "{column: x, map: {a: Alpha}, default: {constant: Other}}")).toEqual(["Other"]);
    expect(await value("z,", "{column: x, map: {a: Alpha}, default: finding}")).toEqual([null, "z"]);
    expect(await value(",", "{column: x, map: {a: Alpha}, default: finding}")).toEqual([""]);
    expect(await value(",", '{column: x, map: {"": None}}')).toEqual(["None"]);
  });

  it("is taken only where a condition holds", async () => {
    expect(await value("a,yes", "{column: x, when: {y: yes}}")).toEqual(["a"]);
    expect(await value("a,no", "{column: x, when: {y: [yes, ja]}}")).toEqual([""]);
    expect(await value("a,no", "{column: x, when: {y: {not: no}}}")).toEqual([""]);
    expect(await value("a,", "{column: x, when: {y: {empty: true}}}")).toEqual(["a"]);
    expect(await value("a,", "{column: x, when: {y: {empty: false}}}")).toEqual([""]);
  });

  it("that is wrong is found once where another stands in its place, and that one is not found", async () => {
    const money = (column: string) => `{column: ${column}, money: {}}`;
    const first = `{first_of: [${money("x")}, ${money("y")}]}`;
    expect(await value("abc,5", first, "amount")).toEqual(["5", "abc"]);
    expect(await value("abc,def", first, "amount")).toEqual([null, "abc", "def"]);
    expect(await value("5,def", first, "amount")).toEqual(["5", "def"]);
    expect(await value("soon,5", `{first_of: [x, y], times: 2}`, "amount")).toEqual([null, "soon"]);
    expect(await value("abc,5", `{column: x, money: {}, otherwise: ${money("y")}}`, "amount")).toEqual(["5", "abc"]);
  });

  it("that is assumed can be reported", async () => {
    expect(await value(",b", "{column: x, otherwise: y, report: assumed}")).toEqual(["b", "b"]);
    expect(await value("a,b", "{column: x, otherwise: y, report: assumed}")).toEqual(["a"]);
  });
});

describe("money", () => {
  const german = '{column: x, money: {decimal: ",", thousands: ".", symbols: ["€"]}}';
  it("is read as declared, and anything else is a finding", async () => {
    for (const [written, amount] of [
      ["1.234,50 €", "1234.50"],
      ["-12", "-12"],
      ["(1.000,00)", "-1000.00"],
      ["1234,5", "1234.5"],
    ])
      expect(await value(`"${written}",`, german, "amount"), written).toEqual([amount]);
    for (const wrong of ["1.5", "1,234.50", "12 $", "abc", "1..000"])
      expect(await value(`"${wrong}",`, german, "amount"), wrong).toEqual([null, wrong]);
    expect(await value('"$1,234.50",', '{column: x, money: {thousands: ",", symbols: [$]}}', "amount")).toEqual([
      "1234.50",
    ]);
  });

  it("has spaces where groups of three digits end, and is no two numbers beside each other", async () => {
    const money = '{column: x, money: {decimal: ",", thousands: " ", symbols: [€], multiples: {Mio: 1000000}}}';
    for (const [written, amount] of [
      ["1 234 567,50 €", "1234567.50"],
      ["- € 1\u202f234", "-1234"],
      ["( 1\u2009234 )", "-1234"],
      ["\u2212 12,5", "-12.5"],
      ["1 234,5 Mio", "1234500000"],
    ])
      expect(await value(`"${written}",`, money, "amount"), written).toEqual([amount]);
    for (const wrong of ["12 34", "1234 567", "1 234 56", "5 10,00", "1 000 / 2 000"])
      expect(await value(`"${wrong}",`, money, "amount"), wrong).toEqual([null, wrong]);
    const swiss = `{column: x, money: {thousands: "'"}}`;
    for (const written of ["1'234.50", "1\u2019234.50"])
      expect(await value(`"${written}",`, swiss, "amount"), written).toEqual(["1234.50"]);
  });
});

describe("a date", () => {
  const on = (cell: string, format: string) => value(`"${cell}",`, `{column: x, date: "${format}"}`, "closed_at");
  it("is read in the declared format, and anything else is a finding", async () => {
    expect(await on("3/4/26", "M/D/YY")).toEqual(["2026-03-04"]);
    expect(await on("3/4/85", "M/D/YY")).toEqual(["1985-03-04"]);
    expect(await on("04.03.2026 07:05", "DD.MM.YYYY HH:mm")).toEqual(["2026-03-04T07:05:00"]);
    expect(await on("02/23/26 08:55 PM", "MM/DD/YY hh:mm A")).toEqual(["2026-02-23T20:55:00"]);
    expect(await on("02/23/26 12:05 am", "MM/DD/YY hh:mm A")).toEqual(["2026-02-23T00:05:00"]);
    expect(await on("4 March 2026", "D MMM YYYY")).toEqual(["2026-03-04"]);
    expect(await on("2026-03-04T07:05:09.25+02:00", "YYYY-MM-DDTHH:mm:ssZ")).toEqual(["2026-03-04T07:05:09.25+02:00"]);
    for (const [wrong, format] of [
      ["13/4/26", "M/D/YY"],
      ["2/30/26", "M/D/YY"],
      ["3/4/2026", "M/D/YY"],
      ["03/04/26 13:00 PM", "MM/DD/YY hh:mm A"],
      ["soon", "M/D/YY"],
    ] as const)
      expect(await on(wrong, format), wrong).toEqual([null, wrong]);
  });

  it("alone is kept of a time where a date is wanted", async () => {
    expect(await value("04.03.2026 07:05,", '{column: x, date: "DD.MM.YYYY HH:mm"}', "closed_on")).toEqual([
      "2026-03-04",
    ]);
  });

  it("without a declared format is read as its whole column says", async () => {
    const place = await files({ "deals.csv": "id,opened\n1,13/02/2026\n2,01/02/2026\n" });
    await using staged = await stage(
      [place],
      "files: {deals: {columns: [id]}}\ntables: {opportunities: [{from: deals, columns: {opportunity_id: id, created_at: opened}}]}",
    );
    expect(await staged.one("select created_at from staged.opportunities where opportunity_id = '2'")).toBe(
      "2026-02-01",
    );
    expect(staged.report.dates).toEqual([{ file: join(place, "deals.csv"), column: "opened", read: "day_first" }]);
  });

  it("in UTC says so", async () => {
    const place = await files({
      "deals.csv": "id,opened\n1,2026-01-05 10:00:00\n2,2026-01-05\n3,2026-01-05T10:00:00+01:00\n",
    });
    await using staged = await stage(
      [place],
      "zone: UTC\nfiles: {deals: {columns: [id]}}\ntables: {opportunities: [{from: deals, columns: {opportunity_id: id, created_at: opened}}]}",
    );
    expect(await staged.ask("select created_at from staged.opportunities order by opportunity_id")).toEqual([
      { created_at: "2026-01-05 10:00:00Z" },
      { created_at: "2026-01-05" },
      { created_at: "2026-01-05T10:00:00+01:00" },
    ]);
  });
});

describe("a look-up in another file", () => {
  const mapping = `
files: {deals: {columns: [deal, owner]}, users: {columns: [user, label], optional: true}}
tables:
  opportunities:
    - from: deals
      columns: {opportunity_id: deal, created_at: {constant: 2026-01-05}, name: {lookup: {in: users, match: {user: owner}, take: label}}}
`;
  it("takes the value of the row with that key, and nothing where there is none", async () => {
    const place = await files({ "deals.csv": "deal,owner\n1,a\n2,z\n3,\n", "users.csv": "user,label\na,Anna\nb,Bo\n" });
    await using staged = await stage([place], mapping);
    expect(await staged.ask("select name from staged.opportunities order by opportunity_id")).toEqual([
      { name: "Anna" },
      { name: "" },
      { name: "" },
    ]);
  });

  it("is refused when a key occurs twice, for it would multiply rows", async () => {
    const place = await files({ "deals.csv": "deal,owner\n1,a\n", "users.csv": "user,label\na,Anna\na,Anne\n" });
    await expect(stage([place], mapping)).rejects.toMatchObject({
      code: "join_multiplies",
      facts: { column: "user", key: "a", count: 2 },
    });
  });

  it("gives nothing without the file", async () => {
    await using staged = await stage([await files({ "deals.csv": "deal,owner\n1,a\n" })], mapping);
    expect(await staged.one("select name from staged.opportunities")).toBeNull();
  });
});

describe("a row", () => {
  it("with a count stands for that many records", async () => {
    const place = await files({ "days.csv": "day,leads\n2026-01-05,2\n2026-01-06,0\n2026-01-07,many\n" });
    await using staged = await stage(
      [place],
      'files: {days: {columns: [day, leads]}}\ntables: {leads: [{from: days, repeat: leads, columns: {lead_id: {template: "{day}-{n}"}, created_at: day}}]}',
    );
    expect(await staged.ask("select lead_id, source_line, attributes from staged.leads order by 1")).toEqual([
      { lead_id: "2026-01-05-1", source_line: 2, attributes: null },
      { lead_id: "2026-01-05-2", source_line: 2, attributes: null },
    ]);
    expect(await staged.ask("select code, line, value from staged.findings")).toEqual([
      { code: "bad_value", line: 4, value: "many" },
    ]);
  });

  it("is left out by a condition, and one file fills several tables", async () => {
    const place = await files({ "all.csv": "kind,id,at\nlead,1,2026-01-05\ndeal,2,2026-01-06\n" });
    await using staged = await stage(
      [place],
      `files: {all: {columns: [kind, id]}}
tables:
  leads: [{from: all, when: {kind: lead}, columns: {lead_id: id, created_at: at}}]
  opportunities: [{from: all, when: {kind: {not: [lead]}}, columns: {opportunity_id: id, created_at: at}}]
`,
    );
    expect(staged.report.tables).toEqual([
      { table: "leads", rows: 1 },
      { table: "opportunities", rows: 1 },
    ]);
  });

  it("that repeats a key can be taken once, or reported", async () => {
    const place = await files({ "all.csv": "id,team\n1,West\n2,WEST\n1,East\n,None\n" });
    const with_ = (option: string) =>
      stage(
        [place],
        `files: {all: {columns: [id, team]}}\ntables: {teams: [{from: all, ${option}, columns: {team_id: id, name: team}}]}`,
      );
    {
      await using staged = await with_("once: true");
      expect(await staged.ask("select team_id, name from staged.teams order by 1")).toEqual([
        { team_id: "1", name: "West" },
        { team_id: "2", name: "WEST" },
      ]);
    }
    await using staged = await with_("unique: id");
    expect(await staged.one("select count(*) from staged.teams")).toBe(4);
    expect(await staged.ask("select code, record_id, line, value from staged.findings")).toEqual([
      { code: "colliding_id", record_id: "1", line: 4, value: "2" },
    ]);
  });
});

describe("a log of changes", () => {
  it("becomes one record of first and last values, a loss undone by a later stage", async () => {
    const place = await files({
      "log-1.csv":
        "deal,at,what,to\nA,2026-01-03,stage,2\nA,2026-01-01,created,2026-01-01\nA,2026-01-02,stage,1\nA,2026-01-04,lost,price\n",
      "log-2.csv":
        "to,what,at,deal\n2026-01-01,created,2026-01-01,B\nprice,lost,2026-01-02,B\n3,stage,2026-01-03,B\n2026-01-09,created,2026-01-09,B\n",
    });
    await using staged = await stage(
      [place],
      `files: {log: {columns: [deal, at, what, to]}}
tables:
  opportunities:
    - from: log
      fold: {by: deal, time: at, field: what, value: to, once: [created]}
      columns:
        opportunity_id: deal
        created_at: {first: created}
        stage: {last: [stage, lost], as: {lost: gone}}
        closed_at: {last_time: lost, unless_later: stage}
        lost_reason: {last: lost, unless_later: stage}
`,
    );
    expect(
      await staged.ask(
        "select opportunity_id, created_at, stage, closed_at, lost_reason from staged.opportunities order by 1",
      ),
    ).toEqual([
      { opportunity_id: "A", created_at: "2026-01-01", stage: "gone", closed_at: "2026-01-04", lost_reason: "price" },
      { opportunity_id: "B", created_at: "2026-01-01", stage: "3", closed_at: "", lost_reason: "" },
    ]);
    expect(await staged.ask("select code, record_id, value from staged.findings")).toEqual([
      { code: "colliding_id", record_id: "B", value: "2" },
    ]);
  });
});

describe("an export", () => {
  it("is recognised by its columns, whatever its files are called", async () => {
    await using engine = await openDuckDb({ fileAccess: true });
    await using session = await engine.session();
    const place = await files({
      "a.csv": "mql_id,first_contact_date,landing_page_id,origin\n1,2018-01-01,x,social\n",
      "b.csv": "x,y\n1,2\n",
    });
    expect((await recognise(session, [place], sources)).name).toBe("olist_funnel");
    const ours = await files({ "leads.csv": "lead_id,created_at\n1,2018-01-01\n" });
    expect(await recognise(session, [ours], sources)).toMatchObject({ name: "canonical", mapping: null });
    await expect(recognise(session, [await files({ "b.csv": "x,y\n1,2\n" })], sources)).rejects.toMatchObject({
      code: "unrecognised_file",
    });
  });

  it("is none where a folder has only folders in it: it says which", async () => {
    await using engine = await openDuckDb({});
    await using session = await engine.session();
    const place = await files({ "ORIGIN.txt": "from there" });
    await mkdir(join(place, "salesforce"));
    await mkdir(join(place, "hubspot"));
    await expect(recognise(session, [place], sources)).rejects.toMatchObject({
      message: `${place} holds no table that can be read here.`,
      hint: "There are folders in it: hubspot, salesforce. Name the one whose files belong together.",
    });
  });

  it("may have files of ours beside it", async () => {
    const place = await files({
      "pages.csv": "mql_id,first_contact_date,landing_page_id,origin\n1,2018-01-01,x,social\n",
      "goals.csv": "goal_id,kpi,scope,starts_on,ends_on,target\ng1,win_rate,company,2026-01-01,2026-12-31,0.3\n",
    });
    await using staged = await stage([place]);
    expect(staged.report.tables).toEqual([
      { table: "leads", rows: 1 },
      { table: "goals", rows: 1 },
    ]);
  });
});
