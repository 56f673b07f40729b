import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { catalogue } from "../../src/kpis/index.ts";
import { problems } from "../../src/problem.ts";
import { errorsPage } from "../../src/reports/docs/errors-page.ts";
import { kpiIndexPage, kpiPage } from "../../src/reports/docs/kpi-page.ts";

// `npm run docs` writes the pages: it runs this file with --update.
const docs = join(import.meta.dirname, "../../docs");

describe("the documents", () => {
  for (const kpi of catalogue)
    it(`say of ${kpi.id} what the code says`, async () => {
      await expect(kpiPage(kpi)).toMatchFileSnapshot(join(docs, "kpis", `${kpi.id}.md`));
    });

  it("list all KPIs, and no page is left of one that is gone", async () => {
    await expect(kpiIndexPage(catalogue)).toMatchFileSnapshot(join(docs, "kpis/README.md"));
    expect(readdirSync(join(docs, "kpis")).sort()).toEqual(
      ["README.md", ...catalogue.map(({ id }) => `${id}.md`)].sort(),
    );
  });

  it("name every problem with its sentence and what to do", async () => {
    const page = errorsPage();
    await expect(page).toMatchFileSnapshot(join(docs, "errors.md"));
    expect(Object.keys(problems).filter((code) => !page.includes(`## ${code}\n`))).toEqual([]);
  });
});
