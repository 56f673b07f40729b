/** What a page costs the one who opens it for the first time: kilobytes as they came over the wire, answers left out. */
import type { Page } from "playwright-core";

/** Closes the page's window. */
export const fetched = async (page: Page, address: string, waitFor: string): Promise<number> => {
  const session = await page.context().newCDPSession(page);
  await session.send("Network.enable");
  const assets = new Set<string>();
  let bytes = 0;
  session.on("Network.responseReceived", ({ requestId, response }) => {
    if (!response.url.includes("/api/")) assets.add(requestId);
  });
  session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    if (assets.has(requestId)) bytes += encodedDataLength;
  });
  await page.goto(address);
  await page.waitForSelector(waitFor);
  await page.waitForLoadState("networkidle");
  await page.context().close();
  return bytes / 1000;
};
