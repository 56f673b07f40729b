import { once } from "node:events";
import { rm, writeFile } from "node:fs/promises";
import { Agent, request } from "node:http";
import { connect } from "node:net";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { serveWorkspace } from "../../src/cli/serving.ts";
import { writeConfig } from "../../src/model/config.ts";
import { createApp, createRequests, type House, type LogTo } from "../../src/server/index.ts";
import { ownerOfWorkspace } from "../../src/storage/index.ts";
import { randomWorld } from "../worlds/random.ts";
import { quiet, type Served, served, workspaceOf } from "./served.ts";

let here: Served;
beforeAll(async () => {
  here = await served(randomWorld(7));
});
afterAll(() => here[Symbol.asyncDispose]());

/** What is written while the requests are answered by a server over the same house. */
const logged = async (
  to: Omit<LogTo, "write">,
  urls: readonly string[],
  house: House = here.house,
): Promise<readonly string[]> => {
  const lines: string[] = [];
  const app = await createApp({ house, log: { ...to, write: (text) => lines.push(text) } });
  const address = await app.listen({ host: "127.0.0.1", port: 0 });
  for (const url of urls) await (await fetch(`${address}${url}`)).text();
  await app.close();
  return lines.filter((line) => !line.includes("Server listening"));
};

const named = "/api/v1/kpis/win_rate?where=person:eq:Anna%20Snelling&period=2024";
describe("the log", () => {
  it("as JSON has a line for each request: what was asked by its pattern, and how it ended", async () => {
    const lines = (
      await logged({ form: "json", isDebugging: false }, [named, "/api/v1/findings/nothing", "/people/p1"])
    )
      .map((line) => JSON.parse(line) as Record<string, unknown>)
      .filter(({ message }) => message === "request");
    expect(lines.map(({ method, route, status, code }) => [method, route, status, code])).toEqual([
      ["GET", "/api/v1/kpis/:id", 400, "unknown_value"],
      ["GET", "/api/v1/findings/:code", 404, "nothing_there"],
      ["GET", "page", 503, undefined],
    ]);
    for (const line of lines) {
      expect(
        Object.keys(line)
          .filter((key) => key !== "code")
          .sort(),
      ).toEqual(["level", "message", "method", "ms", "request", "route", "status", "time"].sort());
      expect(String(line.request)).toMatch(/^[0-9a-f-]{36}$/);
    }
    expect(JSON.stringify(lines)).not.toContain("Snelling");
  });

  it("tells whole addresses only to whoever debugs", async () => {
    const [line = ""] = await logged({ form: "json", isDebugging: true }, [named]);
    expect(JSON.parse(line).url).toBe(named);
  });

  it("as text is silent but for what goes wrong on our side", async () => {
    const house: House = { ...here.house, within: () => Promise.reject(new TypeError("we divided by a duck")) };
    expect(await logged({ form: "text", isDebugging: false }, [named.replace("Anna%20Snelling", "null")])).toEqual([]);
    const lines = await logged({ form: "text", isDebugging: false }, ["/api/v1/goals", named], house);
    expect(lines).toEqual([
      expect.stringMatching(/^\S+Z error: TypeError: we divided by a duck\n +at /),
      expect.stringMatching(/^\S+Z warn: GET \/api\/v1\/goals 500 after [\d.]+ ms \(fault\)\n$/),
      expect.stringMatching(/^\S+Z error: TypeError/),
      expect.stringMatching(/^\S+Z warn: GET \/api\/v1\/kpis\/:id 500 after /),
    ]);
    expect(await logged({ form: "off", isDebugging: false }, [named], house)).toEqual([]);
  });

  it.each(["json", "text"] as const)("as %s calls nothing wrong where whoever asked has left", async (form) => {
    const lines: string[] = [];
    const requests = createRequests();
    const house: House = { ...here.house, within: (signal) => pause(60_000, undefined as never, { signal }) };
    const app = await createApp({
      house,
      requests,
      log: { form, isDebugging: false, write: (text) => lines.push(text) },
    });
    const address = await app.listen({ host: "127.0.0.1", port: 0 });
    for (const path of ["goals", "kpis/win_rate", "kpis/win_rate/records/export"]) {
      const leaving = new AbortController();
      const asking = fetch(`${address}/api/v1/${path}`, { signal: leaving.signal });
      await expect.poll(() => requests.figures().underWay).toBe(1);
      leaving.abort();
      await expect(asking).rejects.toThrow();
      await expect.poll(() => requests.figures().underWay).toBe(0);
    }
    for (const [type, path] of [
      ["octet-stream", "imports/files"],
      ["json", "annotations"],
    ]) {
      const head = `POST /api/v1/${path} HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/${type}\r\n`;
      const socket = connect(Number(new URL(address).port), "127.0.0.1", () =>
        socket.write(`${head}content-length: 9\r\n\r\n{`),
      );
      await expect.poll(() => requests.figures().underWay).toBe(1);
      socket.destroy();
      await expect.poll(() => requests.figures().underWay).toBe(0);
    }
    await app.close();
    const told = lines.filter((line) => !line.includes("Server listening"));
    if (form === "text") expect(told).toEqual([]);
    else
      expect(told.map((line) => JSON.parse(line)).map(({ level, status, code }) => [level, status, code])).toEqual(
        Array.from({ length: 5 }, () => ["info", 499, undefined]),
      );
  });
});

it("a server that cannot start, as the disk is full, gives its workspace back", async () => {
  const { config } = here.house;
  const lead = { lead_id: "l1", created_at: "2024-03-01T10:00:00Z" };
  const folder = await workspaceOf({ config, tables: { leads: [lead] } });
  await writeFile(join(folder, "quarterdeck.yaml"), writeConfig({ ...config, currency: "CAD" }));
  const show = () => {
    throw Object.assign(new Error("write"), { code: "ENOSPC" });
  };
  await expect(serveWorkspace(folder, { ...quiet, progress: { ...quiet.progress, show } })).rejects.toThrow("write");
  expect(await ownerOfWorkspace(folder)).toBeNull();
  await rm(folder, { recursive: true });
});

it("a server that is stopped lets an import that is under way come to its end, with its facts", async () => {
  const { config } = here.house;
  const lead = { lead_id: "l1", created_at: "2024-03-01T10:00:00Z" };
  await using other = await served({ config, tables: { leads: [lead] } });
  const path = join(other.folder, "more.csv");
  await writeFile(path, "lead_id,created_at\nl2,2024-03-02T10:00:00Z\n");
  const loading = other.house.load({ files: [{ name: "leads.csv", path }], as: "canonical" });
  await other.house[Symbol.asyncDispose]();
  expect((await loading).imported.batch).toBe(2);
});

describe("a server that is stopped", () => {
  const slow = (ms: number): House => ({
    ...here.house,
    within: async (signal, work) => {
      await pause(ms, undefined, { signal }).catch(() => signal.throwIfAborted());
      return here.house.within(signal, work);
    },
  });

  const asked = (address: string, agent: Agent): Promise<{ status: number; code: unknown }> =>
    new Promise((told, failed) => {
      const sent = request(`${address}/api/v1/goals`, { agent }, (response) => {
        let text = "";
        response.on("data", (part) => {
          text += part;
        });
        response.on("end", () => told({ status: response.statusCode ?? 0, code: JSON.parse(text).code }));
      });
      sent.on("error", failed).end();
    });

  const stoppedDuring = async (ms: number, graceMs: number) => {
    const requests = createRequests();
    const app = await createApp({ house: slow(ms), requests, graceMs });
    const address = await app.listen({ host: "127.0.0.1", port: 0 });
    const agent = new Agent({ keepAlive: true });
    const events = await fetch(`${address}/api/v1/events`);
    const answer = asked(address, agent);
    await expect.poll(() => requests.figures().underWay, { timeout: 10_000 }).toBe(1);
    const began = Date.now();
    await app.close();
    const tookMs = Date.now() - began;
    await events.text();
    const told = await answer;
    agent.destroy();
    return { ...told, tookMs, ...requests.figures() };
  };

  it("finishes what is under way, and does not wait for who only listens or keeps a connection", async () => {
    const { tookMs, ...stopped } = await stoppedDuring(600, 8000);
    expect(stopped).toEqual({ status: 200, code: undefined, underWay: 0, finished: 1 });
    expect(tookMs).toBeLessThan(3000);
  });

  it.each([
    ["nothing was asked yet, as browsers open them ahead", ""],
    ["a question was begun and not ended", "GET /api/v1/goals HTTP/1.1\r\nhost: loc"],
    [
      "less of a body came than was announced",
      "POST /api/v1/goals HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 9\r\n\r\n{",
    ],
  ])("does not wait for connections over which %s", async (_what, begun) => {
    const app = await createApp({ house: here.house, graceMs: 200 });
    const address = new URL(await app.listen({ host: "127.0.0.1", port: 0 }));
    const socket = connect(Number(address.port), address.hostname, () => socket.write(begun));
    const left = new Promise((gone) => socket.once("close", gone));
    await once(app.server, "connection");
    await pause(50);
    const began = Date.now();
    await app.close();
    expect(Date.now() - began).toBeLessThan(3000);
    await left;
  });

  it("says so to whoever asks while it finishes what is under way", async () => {
    const requests = createRequests();
    const app = await createApp({ house: slow(500), requests });
    const address = await app.listen({ host: "127.0.0.1", port: 0 });
    const [agent, other] = [new Agent({ keepAlive: true }), new Agent({ keepAlive: true })];
    const answer = asked(address, agent);
    await expect.poll(() => requests.figures().underWay).toBe(1);
    const closing = app.close();
    expect(await asked(address, other)).toEqual({ status: 503, code: "server_stopping" });
    expect((await answer).status).toBe(200);
    await closing;
    for (const one of [agent, other]) one.destroy();
  });

  it("lets a large answer out to whoever reads it slowly", async () => {
    const size = 30_000_000;
    const house: House = {
      ...here.house,
      within: (signal, work) =>
        here.house.within(signal, (session, present) =>
          work({ ...session, goals: async () => [{ id: "x".repeat(size), deletedAt: null }] as never }, present),
        ),
    };
    const app = await createApp({ house });
    const address = await app.listen({ host: "127.0.0.1", port: 0 });
    const response = await fetch(`${address}/api/v1/goals`);
    const closing = app.close();
    await pause(300);
    expect((await response.text()).length).toBeGreaterThan(size);
    await closing;
  });

  it("gives up what takes too long, and says so", async () => {
    const { tookMs, ...stopped } = await stoppedDuring(20_000, 200);
    expect(stopped).toEqual({ status: 503, code: "server_stopping", underWay: 0, finished: 0 });
    expect(tookMs).toBeLessThan(3000);
  });
});
