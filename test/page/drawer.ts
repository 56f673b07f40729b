/** The drawer of records: how many it says there are. */
import type { Page } from "playwright-core";

export const drawerCount = async (page: Page): Promise<number> => {
  const drawer = page.getByRole("dialog");
  await drawer.locator("table").first().waitFor();
  const [, count = ""] = /Copy link([\d,]+) records?/.exec((await drawer.textContent()) ?? "") ?? [];
  return Number(count.replaceAll(",", ""));
};
