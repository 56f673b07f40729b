/** A window on the page: it remembers what went wrong in it, and lets axe look. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { inject } from "vitest";
import { flags } from "./chromium.ts";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

export const launch = (): Promise<Browser> =>
  chromium.launch({ executablePath: inject("chromium"), args: flags, timeout: 60_000 });

export interface Window extends AsyncDisposable {
  readonly page: Page;
  /** Messages of the console and errors of the page so far. */
  readonly faults: readonly string[];
}

export const laptop = { width: 1440, height: 900 };
export const phone = { width: 390, height: 844 };

export const openWindow = async (browser: Browser, options: BrowserContextOptions = {}): Promise<Window> => {
  // The page's policy refuses foreign code; axe is one that we bring ourselves.
  const context = await browser.newContext({ viewport: laptop, bypassCSP: true, reducedMotion: "reduce", ...options });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") faults.push(message.text());
  });
  page.on("pageerror", (error) => faults.push(String(error)));
  return { page, faults, [Symbol.asyncDispose]: () => context.close() };
};

/** Opens a page of the dashboard and waits until nothing on it is still loading. */
export const visit = async (page: Page, address: string): Promise<void> => {
  await page.goto(address);
  await page.waitForSelector("h1");
  await settled(page);
};

/** Nothing waits any more: no skeleton, nothing dimmed. */
export const settled = (page: Page): Promise<unknown> =>
  page.waitForFunction(
    () => document.querySelector('[role="status"][aria-label^="Loading"], [aria-busy="true"]') === null,
    null,
    { timeout: 30_000 },
  );

interface Violation {
  readonly id: string;
  readonly help: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
}

/** What axe finds, one line each. */
export const violations = async (page: Page): Promise<readonly string[]> => {
  // Half a megabyte: once for each document.
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe);
  const found = await page.evaluate(async () => {
    const { axe: look } = window as unknown as { axe: { run: (options: object) => Promise<{ violations: unknown }> } };
    return (await look.run({ resultTypes: ["violations"] })).violations;
  });
  return (found as readonly Violation[]).map(
    ({ id, help, nodes }) => `${id}: ${help}: ${nodes.map((node) => node.html.slice(0, 160)).join(" | ")}`,
  );
};
