/** A browser to look at the page with: told, installed, or brought here. Never a silent skip. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium } from "playwright-core";

const names = [
  "chromium",
  "chromium-browser",
  "google-chrome",
  "google-chrome-stable",
  "microsoft-edge",
  "microsoft-edge-stable",
];
const macApps = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
];

const onPath = (): string | undefined =>
  (process.env.PATH ?? "")
    .split(delimiter)
    .flatMap((folder) => names.map((name) => join(folder, name)))
    .concat(macApps)
    .find((path) => existsSync(path));

/** The one that `playwright-core install` has brought, if any. */
const kept = (): string | undefined => {
  const path = chromium.executablePath();
  return path !== "" && existsSync(path) ? path : undefined;
};

const run = (command: string, ...words: string[]): boolean =>
  spawnSync(command, words, { stdio: ["ignore", "ignore", "inherit"] }).status === 0;

const isRootOnDebian = (): boolean => process.getuid?.() === 0 && existsSync("/usr/bin/apt-get");

/** The path of a browser; installs one where there is none. */
export const findChromium = (): string => {
  const told = process.env.QUARTERDECK_BROWSER;
  if (told !== undefined && told !== "") {
    if (!existsSync(told)) throw new Error(`QUARTERDECK_BROWSER names ${told}, which is not there.`);
    return told;
  }
  const found = onPath() ?? kept();
  if (found !== undefined) return found;
  process.stderr.write("No browser is installed: installing chromium for the tests of the page.\n");
  if (isRootOnDebian()) {
    run("apt-get", "update", "-qq");
    run("apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium");
  }
  const installed = onPath() ?? (run("npx", "playwright-core", "install", "chromium") ? kept() : undefined);
  if (installed !== undefined) return installed;
  throw new Error(
    "The tests of the page need Chromium, and it could not be installed. Install Chrome or Chromium, or name one in QUARTERDECK_BROWSER.",
  );
};

export const flags = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
