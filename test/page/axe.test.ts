/** Every page of the dashboard in both schemes: axe finds nothing, and nothing is said on the console. */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { launch, openWindow, violations, visit } from "./browser.ts";
import { paths } from "./paths.ts";

describe("every page", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser.close());

  for (const colorScheme of ["light", "dark"] as const)
    it.each(paths)(`axe finds nothing on %s in ${colorScheme} colours, and the console is quiet`, async (path) => {
      await using window = await openWindow(browser, { colorScheme });
      await visit(window.page, inject("demo") + path);
      expect(await violations(window.page)).toEqual([]);
      expect(window.faults).toEqual([]);
    });
});
