import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { describe, expect, it } from "vitest";

/** What each floor may import, beside itself and `problem.ts`. A sibling within an open set is never imported by another. */
const mayImport: Record<string, readonly string[]> = {
  sql: [],
  model: [],
  stats: [],
  wording: ["model", "stats"],
  state: ["model"],
  engines: ["sql"],
  sources: ["model"],
  dimensions: ["model", "sql"],
  facts: ["model", "sql"],
  storage: ["engines", "state", "sql", "model", "facts"],
  kinds: ["model", "sql", "facts", "stats"],
  kpis: ["kinds", "dimensions", "model"],
  ingest: ["sources", "engines", "sql", "model", "state", "storage"],
  query: ["kinds", "dimensions", "engines", "sql", "model", "stats", "facts", "kpis", "wording"],
  insights: ["query", "stats", "kpis", "model"],
  reports: ["query", "insights", "model", "kpis", "wording"],
  server: ["query", "insights", "ingest", "reports", "state", "model", "wording"],
  demo: ["model"],
  cli: [
    "sql",
    "model",
    "stats",
    "wording",
    "state",
    "engines",
    "sources",
    "dimensions",
    "facts",
    "storage",
    "kinds",
    "kpis",
    "ingest",
    "query",
    "insights",
    "reports",
    "server",
    "demo",
  ],
};

const root = resolve(import.meta.dirname, "../src");
const page = resolve(import.meta.dirname, "../web/src");
const files = (folder: string): string[] =>
  readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? files(path) : /\.tsx?$/.test(path) ? [path] : [];
  });
const imports = (path: string): string[] =>
  [...readFileSync(path, "utf8").matchAll(/(?:from|import)\s*\(?\s*"(\.[^"]+)"/g)].map((match) =>
    resolve(dirname(path), match[1] ?? ""),
  );
const floor = (path: string): string => relative(root, path).split("/")[0] ?? "";

describe("the house", () => {
  const all = files(root);

  it("has files to look at", () => {
    expect(all.length).toBeGreaterThan(20);
    expect(all.flatMap(imports).length).toBeGreaterThan(50);
  });

  it("imports downwards only", () => {
    const wrong = all.flatMap((path) =>
      imports(path)
        .filter((target) => floor(target) !== "problem.ts" && floor(target) !== floor(path))
        .filter((target) => !(mayImport[floor(path)] ?? []).includes(floor(target)))
        .map((target) => `${relative(root, path)} imports ${relative(root, target)}`),
    );
    expect(wrong).toEqual([]);
  });

  it("has no circles", () => {
    const imported = new Map(all.map((path) => [path, imports(path)]));
    const reached = (from: string, seen = new Set<string>()): Set<string> => {
      for (const target of imported.get(from) ?? []) if (!seen.has(target)) reached(target, seen.add(target));
      return seen;
    };
    expect(all.filter((path) => reached(path).has(path)).map((path) => relative(root, path))).toEqual([]);
  });

  it("has a page that takes of the system nothing but its wording, in one place", () => {
    const foreign = files(page).flatMap((path) =>
      imports(path)
        .filter((target) => !target.startsWith(page))
        .map((target) => [relative(page, dirname(path)), relative(root, dirname(target))]),
    );
    expect(new Set(foreign.map(String))).toEqual(new Set(["words,wording"]));
  });

  it("knows every floor", () => {
    expect([...new Set(all.map(floor))].filter((name) => name !== "problem.ts" && !(name in mayImport))).toEqual([]);
  });
});
