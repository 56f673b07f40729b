/** A workspace that is served for days: what lay in the future comes true. */
import { expect, it, vi } from "vitest";
import { randomWorld } from "../worlds/random.ts";
import { own, servedFolder, workspaceOf } from "./served.ts";

const dayMs = 86_400_000;

it("facts that lie in the future come true while it is served, in a version of their own", async () => {
  const { config } = randomWorld(7);
  const ahead = new Date(Date.now() + dayMs).toISOString();
  const call = { type: "call", direction: "outbound", status: "completed" };
  const activities = [
    { ...call, activity_id: "a1", occurred_at: new Date(Date.now() - dayMs).toISOString() },
    { ...call, activity_id: "a2", occurred_at: ahead },
  ];
  const folder = await workspaceOf({ config, tables: { activities } });
  vi.useFakeTimers({ toFake: ["Date", "setInterval", "clearInterval"] });
  try {
    await using here = await servedFolder(folder);
    const ask = async () => {
      const url = "/api/v1/kpis/activities?period=last-12-months";
      return await here.app.inject({ url, headers: { host: own.host } });
    };
    const before = await ask();
    const changed = new Promise<string>((tell) => here.house.onChange(({ version }) => tell(version)));
    const { version } = here.house.present();
    vi.setSystemTime(Date.now() + 2 * dayMs);
    vi.advanceTimersByTime(10 * 60_000);
    expect(await changed).not.toBe(version);
    const after = await ask();
    expect([before, after].map((response) => response.json().total.value)).toEqual([1, 2]);
    expect(after.json().watermark).toBe(ahead);
    expect(after.headers.etag).not.toBe(before.headers.etag);
  } finally {
    vi.useRealTimers();
  }
});
