/** What the server tells a program, for what the page shows of it. */
import { setTimeout as pause } from "node:timers/promises";

/** How often a server that says *not now* is asked again, after as long as it says. */
const patience = 5;

/** The JSON at the path below `/api/v1`, from the served company's address; a refusal fails with the server's own words. */
export const api = async (address: string, path: string) => {
  for (let again = 0; ; again += 1) {
    const response = await fetch(`${address}/api/v1${path}`);
    const text = await response.text();
    if (response.ok) return JSON.parse(text);
    const seconds = Number(response.headers.get("retry-after") ?? Number.NaN);
    if (again === patience || Number.isNaN(seconds))
      throw new Error(`${path} was answered with ${response.status}: ${text}`);
    console.warn(`${path} is asked again in ${seconds} s: ${text}`);
    await pause(seconds * 1000);
  }
};
