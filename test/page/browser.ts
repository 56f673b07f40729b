/** A window on the page: it remembers what went wrong in it, and lets axe look. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  type CDPSession,
  chromium,
  type Page,
} from "playwright-core";
import { inject } from "vitest";
import { flags } from "./chromium.ts";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

export const launch = (): Promise<Browser> =>
  chromium.launch({
    executablePath: inject("chromium"),
    // Windows that follow one another have one process: it has compiled the page already.
    args: [...flags, "--process-per-site"],
    timeout: 60_000,
  });

export interface Window extends AsyncDisposable {
  readonly page: Page;
  /** Messages of the console and errors of the page so far. */
  readonly faults: readonly string[];
}

export const laptop = { width: 1440, height: 900 };
export const phone = { width: 390, height: 844 };

const contextOf = (browser: Browser, options: BrowserContextOptions): Promise<BrowserContext> =>
  // The page's policy refuses foreign code; axe is one that we bring ourselves.
  browser.newContext({ viewport: laptop, bypassCSP: true, reducedMotion: "reduce", ...options });

const windowIn = async (context: BrowserContext, close: () => Promise<void>): Promise<Window> => {
  const page = await context.newPage();
  const faults: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") faults.push(message.text());
  });
  page.on("pageerror", (error) => faults.push(String(error)));
  return { page, faults, [Symbol.asyncDispose]: close };
};

/** Of somebody who has never opened a page before, in a process of its own. */
export const openFirstWindow = async (browser: Browser, options: BrowserContextOptions = {}): Promise<Window> => {
  const context = await contextOf(browser, options);
  return windowIn(context, () => context.close());
};

/** Where windows follow one another: a page of ours stays open in it, so that its process does. */
interface Place {
  readonly context: BrowserContext;
  readonly stays: Page;
  readonly session: CDPSession;
  isTaken: boolean;
}

const places = new WeakMap<Browser, Map<string, Place>>();

const placeOf = async (browser: Browser, options: BrowserContextOptions): Promise<Place> => {
  const context = await contextOf(browser, options);
  const stays = await context.newPage();
  await stays.goto(`${inject("demo")}/mark.svg`);
  return { context, stays, session: await context.newCDPSession(stays), isTaken: true };
};

/** Leaves nothing behind of who was there: no page, nothing stored, nothing fetched. */
const leave = async (place: Place): Promise<void> => {
  const { context, stays, session } = place;
  const pages = context.pages().filter((page) => page !== stays);
  const origins = new Set(pages.map((page) => new URL(page.url()).origin).filter((origin) => origin !== "null"));
  await Promise.all(pages.map((page) => page.close()));
  for (const origin of origins) await session.send("Storage.clearDataForOrigin", { origin, storageTypes: "all" });
  await session.send("Network.clearBrowserCache");
  await context.clearPermissions();
  place.isTaken = false;
};

/** Of somebody else than whoever has one open, or had one. */
export const openWindow = async (browser: Browser, options: BrowserContextOptions = {}): Promise<Window> => {
  const known = places.get(browser) ?? new Map<string, Place>();
  places.set(browser, known);
  const key = JSON.stringify(options);
  const found = known.get(key);
  if (found?.isTaken === true) return openFirstWindow(browser, options);
  if (found !== undefined) found.isTaken = true;
  const place = found ?? (await placeOf(browser, options));
  known.set(key, place);
  return windowIn(place.context, () => leave(place));
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
