import { readdir } from "node:fs/promises";
import { connect } from "node:net";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createApp, type House } from "../../src/server/index.ts";
import { randomWorld } from "../worlds/random.ts";
import { type Served, served } from "./served.ts";

let here: Served;
beforeAll(async () => {
  here = await served(randomWorld(7));
});
afterAll(() => here[Symbol.asyncDispose]());

/** Whoever asks it is answered only after the data was asked the same so many times. */
const tiring = (times: number): { readonly house: House; readonly asked: () => number } => {
  let asked = 0;
  const house: House = {
    ...here.house,
    within: (signal, work) =>
      here.house.within(signal, async (session, present) => {
        for (let time = 0; time < times; time += 1) {
          await session.asker.answer({ kpi: "win_rate", range: { from: "2024-01-01", to: "2025-01-01" } });
          asked += 1;
        }
        return work(session, present);
      }),
  };
  return { house, asked: () => asked };
};

const listening = async (house: House, atOnce = 3) => {
  const app = await createApp({ house, atOnce });
  const address = await app.listen({ host: "127.0.0.1", port: 0 });
  const figure = async (line: string): Promise<number> => {
    const text = await (await fetch(`${address}/metrics`)).text();
    const found = text.split("\n").find((one) => one.startsWith(`${line} `));
    return found === undefined ? 0 : Number(found.slice(line.length + 1));
  };
  return { address, figure, [Symbol.asyncDispose]: () => app.close() };
};

/** Asks over a socket of its own; `leave` ends it as a browser does whose tab is closed. */
const askAndLeave = (address: string, path: string): { readonly leave: () => void } => {
  const { hostname, port, host } = new URL(address);
  const socket = connect(Number(port), hostname, () => socket.write(`GET ${path} HTTP/1.1\r\nhost: ${host}\r\n\r\n`));
  socket.on("error", () => {});
  return { leave: () => socket.destroy() };
};

const gone = 'quarterdeck_queries_interrupted_total{reason="gone"}';
const running = "quarterdeck_queries_running";
const waiting = "quarterdeck_queries_waiting";

it("goals that were set are told so, however many questions wait", async () => {
  let letGo = (): void => {};
  const released = new Promise<void>((done) => {
    letGo = done;
  });
  const within: House["within"] = (signal, work) => released.then(() => here.house.within(signal, work));
  const setGoals: House["setGoals"] = (choose) => here.house.setGoals(choose).finally(() => void setTimeout(letGo, 50));
  await using app = await createApp({ house: { ...here.house, within, setGoals }, atOnce: 1 });
  const headers = { host: "localhost" };
  const asked = Array.from({ length: 201 }, () => app.inject({ url: "/api/v1/goals", headers }));
  const figures = async () => (await app.inject({ url: "/metrics", headers })).body;
  await expect.poll(figures, { timeout: 20_000 }).toContain(`${waiting} 200`);
  const goal = { kpi: "win_rate", scope: "company", starts_on: "2024-08-01", ends_on: "2024-08-31", target: 0.4 };
  const set = await app.inject({ method: "PUT", url: "/api/v1/goals", headers, payload: { goals: [goal] } });
  expect(set.statusCode).toBe(200);
  for (const one of asked) expect((await one).statusCode).toBe(200);
});

describe("whoever leaves before the answer", () => {
  it.each([
    ["/api/v1/kpis/close_rate?period=2024", "/api/v1/kpis/:id"],
    ["/api/v1/scorecard?period=2024", "/api/v1/scorecard"],
    ["/api/v1/kpis/activities/records/export?period=2024", "/api/v1/kpis/:id/records/export"],
    ["/api/v1/kpis/activities/export?period=2024&format=xlsx", "/api/v1/kpis/:id/export"],
  ])("ends the question %s", async (path, route) => {
    const { house, asked } = tiring(100_000);
    await using server = await listening(house);
    const { leave } = askAndLeave(server.address, path);
    await expect.poll(() => server.figure(running)).toBe(1);
    await expect.poll(asked).toBeGreaterThan(2);
    leave();
    await expect.poll(() => server.figure(running), { timeout: 3000 }).toBe(0);
    const then = asked();
    await pause(150);
    expect(asked()).toBe(then);
    expect(await server.figure(gone)).toBe(1);
    expect(await server.figure(`quarterdeck_http_requests_total{route="${route}",method="GET",status="499"}`)).toBe(1);
  });

  it("does not take the answer from another who waits for the same", async () => {
    await using server = await listening(tiring(40).house);
    const path = "/api/v1/kpis/close_rate?period=2024";
    const { leave } = askAndLeave(server.address, path);
    await expect.poll(() => server.figure(running)).toBe(1);
    const other = fetch(`${server.address}${path}`);
    await pause(50);
    leave();
    expect((await other).status).toBe(200);
    expect(await server.figure(gone)).toBe(0);
  });

  it("leaves the queue, and the next one comes to its turn", async () => {
    await using server = await listening(tiring(60).house, 1);
    const first = fetch(`${server.address}/api/v1/kpis/close_rate?period=2024`);
    await expect.poll(() => server.figure(running)).toBe(1);
    const { leave } = askAndLeave(server.address, "/api/v1/kpis/win_rate?period=2024");
    await expect.poll(() => server.figure(waiting)).toBe(1);
    leave();
    await expect.poll(() => server.figure(waiting), { timeout: 3000 }).toBe(0);
    expect([(await first).status, await server.figure(gone)]).toEqual([200, 1]);
  });
});

describe("records as a CSV file", () => {
  it("are all of them, in the order of the pages, portion after portion", async () => {
    await here.house.within(new AbortController().signal, async ({ asker }) => {
      for (const [kpi, part] of [
        ["activities", "num"],
        ["win_rate", "den"],
        ["pipeline_by_stage", "num"],
        ["lead_stage_share", "entered"],
        ["cost_per_lead", "den"],
        ["goal_attainment", "num"],
      ] as const) {
        const question = { kpi, range: { from: "2023-01-01", to: "2025-02-01" } };
        const page = await asker.records(question, part, { limit: 100_000, offset: 0 });
        const ids = (rows: typeof page.rows): readonly string[] => rows.map(({ day, id }) => `${day} ${id}`);
        const portions: string[][] = [];
        for await (const portion of asker.everyRecord(question, part, 7)) {
          expect([portion.total, portion.rows.length <= 7]).toEqual([page.total, true]);
          portions.push([...ids(portion.rows)]);
        }
        expect(portions.flat(), `${kpi} ${part}`).toEqual(ids(page.rows));
        expect(portions.length).toBe(Math.max(1, Math.ceil(page.total / 7)));
      }
    });
  });

  it("have their length, and lie on the server no longer than they are read", async () => {
    await using server = await listening(here.house);
    const url = `${server.address}/api/v1/kpis/activities`;
    const response = await fetch(`${url}/records/export?period=all`);
    const text = await response.text();
    const { total } = JSON.parse(await (await fetch(`${url}/records?period=all`)).text());
    expect(text.trimEnd().split("\r\n").length).toBe(total + 1);
    expect(Number(response.headers.get("content-length"))).toBe(Buffer.byteLength(text));
    const kept = (): Promise<string[]> => readdir(join(here.house.tempFolder, "exports"));
    await expect.poll(kept).toEqual([]);
    const { leave } = askAndLeave(server.address, "/api/v1/kpis/activities/records/export?period=all");
    await pause(100);
    leave();
    await expect.poll(kept, { timeout: 3000 }).toEqual([]);
    const head = await fetch(`${url}/records/export?period=all`, { method: "HEAD" });
    expect([head.status, await head.text()]).toEqual([200, ""]);
    await expect.poll(kept, { timeout: 3000 }).toEqual([]);
  });
});
