import { describe, expect, it } from "vitest";
import { meansOf } from "../src/engines/memory.ts";
import { Problem, shortageOf } from "../src/problem.ts";

const system = (code: string, path: string): Error => Object.assign(new Error(`${code}: write`), { code, path });
const within = (message: string): Error => new Error("it failed", { cause: new Error(message) });

describe("what the machine lacks or refuses", () => {
  it.each<[string, unknown, string, string | null]>([
    ["the system", system("ENOSPC", "/data/x"), "disk_full", "/data/x"],
    ["a quota", system("EDQUOT", "/data/x"), "disk_full", "/data/x"],
    ["SQLite", new Error("database or disk is full"), "disk_full", null],
    [
      "SQLite, beside its file",
      Object.assign(new Error("disk I/O error"), { code: "SQLITE_IOERR_SHMSIZE" }),
      "disk_full",
      null,
    ],
    [
      "DuckDB",
      new Error('Failed to commit: Could not write file "/data/w.duckdb.wal": No space left on device'),
      "disk_full",
      "/data/w.duckdb.wal",
    ],
    [
      "DuckDB on Windows",
      new Error(
        'IO Error: Could not write file "C:\\data\\w.duckdb" (error in WriteFile): There is not enough space on the disk.',
      ),
      "disk_full",
      "C:\\data\\w.duckdb",
    ],
    ["DuckDB's spill", new Error("Out of Memory Error: see 'max_temp_directory_size'"), "disk_full", null],
    ["DuckDB's memory", new Error("Out of Memory Error: could not allocate block"), "out_of_memory", null],
    ["a cause", within("std::bad_alloc"), "out_of_memory", null],
  ])("is known as %s says it", (_who, error, code, path) => {
    const problem = shortageOf(error);
    expect(problem?.code).toBe(code);
    expect(problem?.facts).toEqual(code === "disk_full" ? { path } : {});
  });

  it.each<[string, unknown, string | null, RegExp]>([
    ["the system", system("EACCES", "/data/x"), "/data/x", /permission/],
    ["a folder of somebody else's", system("EPERM", "/data/x"), "/data/x", /permission/],
    ["a disk that is only read", system("EROFS", "/data/x"), "/data/x", /written/],
    ["a path through a file", system("ENOTDIR", "/data/x/y"), "/data/x/y", /no folder/],
    ["a folder for a file", system("EISDIR", "/data"), "/data", /is a folder/],
    ["a workbook that is open in Excel", system("EBUSY", "C:\\data\\x.xlsx"), "C:\\data\\x.xlsx", /open/],
    ["OneDrive without a network", system("UNKNOWN", "C:\\data\\x.csv"), "C:\\data\\x.csv", /OneDrive/],
    ["SQLite", new Error("attempt to write a readonly database"), null, /written/],
    [
      "DuckDB",
      new Error('IO Error: Cannot open file "/data/w.duckdb": Permission denied'),
      "/data/w.duckdb",
      /permission/,
    ],
    [
      "DuckDB on Windows",
      new Error('IO Error: Cannot open file "C:\\data\\x.csv": Access is denied.'),
      "C:\\data\\x.csv",
      /permission/,
    ],
    [
      "DuckDB on Windows in any language",
      new Error(
        'IO Error: Cannot open file "C:\\x.csv": Der Prozess kann nicht zugreifen.\nFile is already open in \nexcel.exe (PID 7)',
      ),
      "C:\\x.csv",
      /open/,
    ],
  ])("is a path that cannot be used, as %s says it", (_who, error, path, reason) => {
    const problem = shortageOf(error);
    expect([problem?.code, problem?.facts]).toEqual(["path_unusable", { path, reason: expect.stringMatching(reason) }]);
  });

  it("is to be closed where it is open", () => {
    expect(shortageOf(system("EBUSY", "x.xlsx"))?.hint).toMatch(/^Close it there/);
    expect(shortageOf(system("EACCES", "x.xlsx"))?.hint).toMatch(/^Name another one/);
  });

  it("is nothing else: a wrong statement, or a problem that was told already", () => {
    expect(shortageOf(new Error("Binder Error: no column"))).toBeNull();
    expect(shortageOf(new Problem("out_of_memory", {}))).toBeNull();
    expect(shortageOf("no words")).toBeNull();
  });
});

describe("the engine's part of the machine", () => {
  it.each([
    [256, { megabytes: 96, threads: 1 }],
    [512, { megabytes: 154, threads: 1 }],
    [1024, { megabytes: 307, threads: 2 }],
    [16_384, { megabytes: 400, threads: 2 }],
  ])("of %d MB leaves room for the process around it", (megabytes, means) => {
    expect(meansOf(megabytes * 1024 * 1024)).toEqual(means);
  });
});
