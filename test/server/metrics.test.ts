import { request } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { counter, exposition, histogram, reading } from "../../src/server/exposition.ts";
import { randomWorld } from "../worlds/random.ts";
import { own, type Served, served } from "./served.ts";

describe("metrics as text", () => {
  it("have their help and type once, labels escaped, and buckets that hold those below them", () => {
    const requests = counter("requests_total", "Back\\slash and\nline.");
    requests.add({ route: '/a"b\\c\nd' });
    requests.add({ route: '/a"b\\c\nd' });
    const seconds = histogram("seconds", "Time.", [0.1, 1]);
    for (const value of [0.1, 0.5, 3]) seconds.observe({ route: "/" }, value);
    expect(exposition([requests, seconds, reading("gauge", "nothing", "None.", () => null)])).toBe(
      [
        "# HELP requests_total Back\\\\slash and\\nline.",
        "# TYPE requests_total counter",
        'requests_total{route="/a\\"b\\\\c\\nd"} 2',
        "# HELP seconds Time.",
        "# TYPE seconds histogram",
        'seconds_bucket{route="/",le="0.1"} 1',
        'seconds_bucket{route="/",le="1"} 2',
        'seconds_bucket{route="/",le="+Inf"} 3',
        'seconds_sum{route="/"} 3.6',
        'seconds_count{route="/"} 3',
        "# HELP nothing None.",
        "# TYPE nothing gauge",
        "",
      ].join("\n"),
    );
  });
});

describe("the metrics of a server", () => {
  let here: Served;
  let address: string;
  beforeAll(async () => {
    here = await served(randomWorld(7));
    address = await here.app.listen({ host: "127.0.0.1", port: 0 });
  });
  afterAll(() => here[Symbol.asyncDispose]());

  const metrics = async (): Promise<string> => {
    const response = await fetch(`${address}/metrics`);
    expect(response.headers.get("content-type")).toBe("text/plain; version=0.0.4; charset=utf-8");
    return response.text();
  };

  const figure = async (line: string): Promise<number> => {
    const found = (await metrics()).split("\n").find((one) => one.startsWith(`${line} `));
    return Number(found?.slice(line.length + 1) ?? Number.NaN);
  };

  it("are lines that Prometheus can read, each family once", async () => {
    const text = await metrics();
    const sample = /^[a-z_]+(\{([a-z_]+="([^"\\\n]|\\["\\n])*",?)*\})? (\+Inf|-?\d+(\.\d+)?(e[+-]?\d+)?)$/;
    for (const line of text.trimEnd().split("\n"))
      expect(line).toMatch(line.startsWith("#") ? /^# (HELP|TYPE) / : sample);
    const families = [...text.matchAll(/^# TYPE (\w+)/gm)].map(([, name]) => name);
    expect(new Set(families).size).toBe(families.length);
    expect(text).toContain(`quarterdeck_data_info{version="${here.house.present().version}"} 1`);
    for (const name of ["process_resident_memory_bytes", "quarterdeck_uptime_seconds", "process_cpu_seconds_total"])
      expect(await figure(name), name).toBeGreaterThan(0);
  });

  it("count requests by the pattern of their address, never by what was asked", async () => {
    const secret = "Anna%20Snelling";
    for (const url of [`kpis/win_rate?where=person:eq:${secret}`, `findings/${secret}`, `no/${secret}`])
      await fetch(`${address}/api/v1/${url}`);
    await fetch(`${address}/people/${secret}`);
    const text = await metrics();
    expect(text).not.toContain("Snelling");
    expect(text).toMatch(/requests_total\{route="\/api\/v1\/kpis\/:id",method="GET",status="\d+"\} 1/);
    expect(text).toMatch(/requests_total\{route="\/api\/v1\/findings\/:code",method="GET",status="404"\} 1/);
    expect(text).toMatch(/requests_total\{route="page",method="GET",status="404"\} 1/);
  });

  it("tell what was known from what had to be found", async () => {
    const before = [await figure("quarterdeck_cache_hits_total"), await figure("quarterdeck_cache_misses_total")];
    const url = `${address}/api/v1/kpis/close_rate?period=2024`;
    await Promise.all([fetch(url), fetch(url), fetch(url)]);
    await fetch(url);
    const after = [await figure("quarterdeck_cache_hits_total"), await figure("quarterdeck_cache_misses_total")];
    expect(after).toEqual([(before[0] ?? 0) + 3, (before[1] ?? 0) + 1]);
    expect(await figure("quarterdeck_cache_bytes")).toBeGreaterThan(0);
    const line = 'quarterdeck_http_request_duration_seconds_count{route="/api/v1/kpis/:id",method="GET"}';
    expect(await figure(line)).toBeGreaterThanOrEqual(4);
  });

  it("are not for another name than this computer's own", async () => {
    const status = await new Promise((told, failed) => {
      const asked = request(`${address}/metrics`, { headers: { host: "example.com" } }, ({ statusCode }) =>
        told(statusCode),
      );
      asked.on("error", failed).end();
    });
    expect(status).toBe(403);
    expect((await here.app.inject({ url: "/metrics", headers: { host: own.host } })).statusCode).toBe(200);
  });
});
