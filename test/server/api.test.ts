import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { catalogue } from "../../src/kpis/index.ts";
import { problems } from "../../src/problem.ts";
import { createApp } from "../../src/server/index.ts";
import { randomWorld } from "../worlds/random.ts";
import { own, type Served, served } from "./served.ts";

const world = randomWorld(7);
let here: Served;
beforeAll(async () => {
  here = await served(world, { limitMs: 240_000 });
});
afterAll(() => here[Symbol.asyncDispose]());

const ask = (url: string, headers: Record<string, string> = {}) =>
  here.app.inject({ url: `/api/v1${url}`, headers: { host: own.host, ...headers } });

const change = (method: "PUT" | "POST" | "DELETE", url: string, payload?: object, headers: object = own) =>
  here.app.inject({
    method,
    url: `/api/v1${url}`,
    headers: { ...headers },
    ...(payload === undefined ? {} : { payload }),
  });

const period = "from=2024-02-01&to=2025-02-01";

interface Parameter {
  readonly name: string;
  readonly in: "query" | "path";
}

interface Operation {
  readonly parameters?: readonly Parameter[];
  readonly responses?: Readonly<
    Record<string, { content?: Readonly<Record<string, { schema?: Parameters<typeof z.fromJSONSchema>[0] }>> }>
  >;
}

const operations = async (): Promise<readonly { path: string; method: string; operation: Operation }[]> => {
  const document = (await ask("/openapi.json")).json();
  expect(document.openapi).toBe("3.1.0");
  return Object.entries(document.paths as Record<string, Record<string, Operation>>).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
};

/** For each parameter: what is good, what is at the edge, and what nobody should send. */
const values: Readonly<Record<string, readonly string[]>> = {
  id: [
    "win_rate",
    "stage_conversion",
    "goal_attainment",
    "nothing",
    "__proto__",
    "../../etc/passwd",
    "a".repeat(400),
    "%00",
  ],
  code: ["unknown_reference", "nothing", "'; drop table findings; --"],
  name: [
    "West",
    "Süd/Ost",
    " ",
    "%00",
    "../../etc/passwd",
    "__proto__",
    "'; drop table views; --",
    "\u{1f6a2}".repeat(40),
  ],
  period: ["2024", "this-quarter", "all", "", "2024-13", "FY2024", "x".repeat(300), "2031"],
  from: ["2024-02-01", "2024-02-30", "not-a-day", "0001-01-01"],
  to: ["2025-02-01", "1999-01-01", "9999-12-31"],
  where: [
    "team:eq:t1",
    "person:eq:null",
    "amount:gte:100",
    "amount:gte:x",
    "team:is:t1",
    "team",
    ":::",
    "person:in:a\\,b,c",
    "source:contains:<b>",
  ],
  as_of: ["2024-09-01T00:00:00Z", "2024-09-01", "yesterday", "275760-09-13T00:00:00Z"],
  compare: ["previous", "year", "2023-01-01..2023-06-01", "sideways"],
  grain: ["month", "week", "fortnight", "MONTH"],
  variant: ["default", "value", "nothing"],
  by: ["person", "team,source", "person,team,source,stage", "nothing", ","],
  part: ["num", "den", "entered", "lost", "both"],
  limit: ["0", "1", "1000", "1001", "-1", "1e3", "x"],
  offset: ["0", "999999999", "-5"],
  effects: ["yes", "no", "maybe"],
  withdrawn: ["yes", "no", "maybe"],
  table: ["leads", "../../quarterdeck.yaml", "%00"],
  format: ["csv", "xlsx", "pdf"],
  search: ["a", "%", "\u{1f6a2}"],
};

const expected = new Set([200, 204, 400, 404, 409, 412]);

/** It is declared, status and type of content, and its body is by the schema that is declared. */
const matches = ({ responses = {} }: Operation, response: Awaited<ReturnType<typeof ask>>, about: string): void => {
  const { statusCode, headers } = response;
  const declared = responses[statusCode] ?? responses[`${Math.floor(statusCode / 100)}XX`];
  expect(declared, `${about}: ${statusCode} is not declared`).toBeDefined();
  const [type = ""] = String(headers["content-type"] ?? "").split(";");
  if (statusCode === 204) {
    expect([type, response.body], about).toEqual(["", ""]);
    return;
  }
  const { schema } = declared?.content?.[type] ?? {};
  expect(schema, `${about}: ${type} is not declared`).toBeDefined();
  if (type.endsWith("json") && schema !== undefined) z.fromJSONSchema(schema).parse(response.json());
};

describe("every route of the OpenAPI document", () => {
  it("answers each good, boundary and hostile value with what its schema says, and never with a fault", async () => {
    let asked = 0;
    for (const { path, method, operation } of await operations()) {
      if (method !== "get") continue;
      const parameters = operation.parameters ?? [];
      const fill = (told: Readonly<Record<string, string>>): string => {
        const query = new URLSearchParams();
        for (const one of parameters)
          if (one.in === "query" && told[one.name] !== undefined) query.set(one.name, told[one.name] ?? "");
        const filled = path
          .replace("/api/v1", "")
          .replaceAll(/\{(\w+)\}/g, (_, name) => encodeURIComponent(told[name] ?? values[name]?.[0] ?? "x"));
        return `${filled}?${query}`;
      };
      const questions = [
        fill({}),
        ...parameters.flatMap(({ name }) => (values[name] ?? [""]).map((value) => fill({ [name]: value }))),
      ];
      for (const url of questions) {
        const response = await ask(url);
        asked += 1;
        expect(expected, `${url}: ${response.statusCode} ${response.body.slice(0, 300)}`).toContain(
          response.statusCode,
        );
        matches(operation, response, url);
      }
    }
    expect(asked).toBeGreaterThan(150);
  }, 300_000);

  it("answers each change, good, at the edge and hostile, with what its schema says, and never with a fault", async () => {
    const goal = { kpi: "win_rate", scope: "company", starts_on: "2024-08-01", ends_on: "2024-08-31", target: 0.4 };
    const note = { day: "2024-03-02", text: "A fair", kpi: null };
    const view = { path: "/funnel", search: "" };
    const bodies: readonly unknown[] = [
      ...[
        { goals: [goal] },
        { goals: [] },
        { goals: [{ ...goal, target: 1e308 }] },
        { goals: [{ ...goal, target: -1 }] },
      ],
      ...[{ goals: [{ ...goal, scope_id: "'; drop table goals; --", scope: "person" }] }, { goals: { length: 9 } }],
      ...[note, { ...note, text: "" }, { ...note, text: "x".repeat(20_000) }, { ...note, kpi: "nothing" }],
      ...[{ ...note, day: "9999-12-31" }, { ...note, text: "\u0000<script>" }, view, { ...view, search: "?\u0000" }],
      ...[{ files: [] }, { files: [{ upload: "../../etc/passwd", name: "a.csv" }] }, { batch: 1, tables: ["leads"] }],
      ...[
        { batch: -1, tables: [] },
        { batch: 1e20, tables: ["'; drop table leads; --"] },
        {},
        [],
        null,
        "text",
        7,
        true,
      ],
      { __proto__: null, constructor: { prototype: { polluted: true } } },
    ];
    const file = "application/octet-stream";
    let asked = 0;
    for (const { path, method, operation } of await operations()) {
      if (method === "get") continue;
      // Whatever is sent as a file is one; nothing is sent to have tables written, which takes long.
      const isFile = path === "/api/v1/imports/files";
      const sent = path === "/api/v1/tables" ? bodies.slice(0, 2) : bodies;
      const places = [...(values.name ?? []), "nothing", "1"].map((value) =>
        path.replaceAll(/\{\w+\}/g, () => encodeURIComponent(value)),
      );
      for (const url of new Set(places))
        for (const payload of method === "delete" ? [undefined] : sent) {
          const response = await here.app.inject({
            method: method.toUpperCase() as "PUT",
            url,
            headers: {
              ...own,
              ...(payload === undefined ? {} : { "content-type": isFile ? file : "application/json" }),
            },
            ...(payload === undefined ? {} : { payload: JSON.stringify(payload) }),
          });
          const about = `${method} ${url} ${JSON.stringify(payload)?.slice(0, 100)}: ${response.statusCode} ${response.body.slice(0, 200)}`;
          asked += 1;
          expect(expected, about).toContain(response.statusCode);
          matches(operation, response, about);
        }
    }
    expect(asked).toBeGreaterThan(300);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
    // What was taken in on the way is taken away again: other tests count.
    for (const { id } of (await ask("/annotations")).json().annotations) await change("DELETE", `/annotations/${id}`);
    for (const { name } of (await ask("/views")).json().views)
      await change("DELETE", `/views/${encodeURIComponent(name)}`);
    const set = (await ask("/goals")).json().goals.filter((one: typeof goal) => one.starts_on === goal.starts_on);
    for (const { goal_id: id } of set) await change("DELETE", `/goals/${encodeURIComponent(id)}`);
  }, 300_000);

  it("answers an address that cannot be read with a problem document, too", async () => {
    const response = await ask("/kpis/%zz");
    expect([response.statusCode, response.json().code]).toEqual([400, "bad_request"]);
    expect(response.headers["content-type"]).toContain("application/problem+json");
  });

  it("has no page under the address of an answer, whatever is asked for", async () => {
    await writeFile(join(here.folder, ".temp", "index.html"), "<!doctype html>");
    await using app = await createApp({ house: here.house, pageFolder: join(here.folder, ".temp") });
    const at = (url: string) => app.inject({ url, headers: { host: own.host } });
    expect((await at("/people")).body).toBe("<!doctype html>");
    const response = await at(`/api/v1/kpis/${"x".repeat(2000)}`);
    expect([response.statusCode, response.json().code]).toEqual([404, "nothing_there"]);
  });

  it("has a page that is compressed for who can read that, and says so to whoever keeps it for others", async () => {
    const pageFolder = join(here.folder, ".temp", "page");
    await mkdir(pageFolder);
    for (const [file, text] of Object.entries({ "index.html": "plain", "index.html.gz": "packed" }))
      await writeFile(join(pageFolder, file), text);
    await using app = await createApp({ house: here.house, pageFolder });
    for (const url of ["/", "/people"]) {
      const told = async (encoding: string) => {
        const { body, headers } = await app.inject({ url, headers: { host: own.host, "accept-encoding": encoding } });
        return [body, headers["content-encoding"], headers.vary];
      };
      expect(await told("gzip"), url).toEqual(["packed", "gzip", "accept-encoding"]);
      expect(await told("identity"), url).toEqual(["plain", undefined, "accept-encoding"]);
    }
  });

  it("has a page of everybody, whatever their id, and none where a file of the page would be", async () => {
    const pageFolder = join(here.folder, ".temp", "everybody");
    await mkdir(pageFolder);
    await writeFile(join(pageFolder, "index.html"), "the page");
    await using app = await createApp({ house: here.house, pageFolder });
    const at = async (url: string) => (await app.inject({ url, headers: { host: own.host } })).body;
    for (const id of ["ann.lee@acme.com", "a/b.c", ".x", "50%", "a\\b", "\u00fc.\u00f6", "7.5"])
      expect(await at(`/people/${encodeURIComponent(id)}`), id).toBe("the page");
    for (const file of ["/nothing.js", "/assets/old.js", "/assets/fonts/old.woff2"])
      expect(await at(file), file).toContain("nothing_there");
  });

  it("says of each problem what it means where the type of its document leads", async () => {
    const { type } = (await ask("/kpis/nothing")).json();
    const { body, headers } = await here.app.inject({ url: type, headers: { host: own.host } });
    expect(headers["content-type"]).toBe("text/markdown; charset=utf-8");
    expect(body).toMatch(/^## unknown_kpi\n\n> There is no KPI called .*\n\nWhat to do: /);
    for (const code of [...Object.keys(problems), "fault"])
      expect((await ask(`/problems/${code}`)).statusCode, code).toBe(200);
    expect((await ask("/problems/__proto__")).json()).toMatchObject({ status: 404, code: "nothing_there" });
  });

  it("says of a method that a path does not have which ones it has, and of no path that it is one", async () => {
    const known = await operations();
    const paths = new Set(known.map(({ path }) => path));
    for (const path of paths) {
      const url = path.replaceAll(/\{\w+\}/g, "a%20b");
      const has = known.filter((one) => one.path === path).map(({ method }) => method.toUpperCase());
      for (const method of ["GET", "POST", "PUT", "PATCH", "DELETE"] as const) {
        if (has.includes(method)) continue;
        const { statusCode, headers, body } = await here.app.inject({ method, url, headers: own });
        expect([statusCode, JSON.parse(body).code], `${method} ${url}`).toEqual([405, "method_not_allowed"]);
        expect(new Set(String(headers.allow).split(", ")), url).toEqual(
          new Set([...has, ...(has.includes("GET") ? ["HEAD"] : [])]),
        );
      }
    }
    expect(paths.size).toBeGreaterThan(20);
    expect((await here.app.inject({ method: "POST", url: "/", headers: own })).headers.allow).toBe("GET, HEAD");
    // Its answer would have no end.
    const events = await here.app.inject({ method: "HEAD", url: "/api/v1/events", headers: own });
    expect([events.statusCode, events.headers.allow]).toEqual([405, "GET"]);
    expect((await here.app.inject({ method: "DELETE", url: "/api/v1/nowhere", headers: own })).statusCode).toBe(404);
  });

  it("refuses parameters that it does not know, instead of answering another question", async () => {
    const response = await ask("/kpis/win_rate?perriod=2024");
    expect([response.statusCode, response.json()]).toMatchObject([
      400,
      { code: "bad_request", detail: "perriod is not known here.", facts: { field: "perriod" } },
    ]);
    for (const { path, method } of await operations()) {
      if (method !== "get") continue;
      const url = path.replace("/api/v1", "").replaceAll(/\{\w+\}/g, (name) => values[name.slice(1, -1)]?.[0] ?? "x");
      expect((await ask(`${url}?perriod=2024`)).json().detail, path).toBe("perriod is not known here.");
    }
  });
});

describe("an answer over HTTP", () => {
  it.each(catalogue.map(({ id }) => id))(
    "of %s is the engine's own, and its records are as many as its figures",
    async (id) => {
      const response = await ask(`/kpis/${id}?${period}&compare=previous`);
      const answer = response.json();
      const { asker } = await here.house.within(new AbortController().signal, async (session) => ({
        asker: await session.asker.answer({
          kpi: id,
          range: { from: "2024-02-01", to: "2025-02-01" },
          compare: answer.question.compare,
        }),
      }));
      expect(answer).toEqual(JSON.parse(JSON.stringify(asker)));
      if (id === "goal_attainment" || answer.total.n === 0) return;
      const part = answer.total.den === null ? "num" : "den";
      const records = (await ask(`/kpis/${id}/records?${period}&part=${part}&limit=1`)).json();
      expect(records.total).toBe(answer.total.n);
    },
  );

  it("is not sent again to who has it, and is again after a change", async () => {
    const url = `/kpis/goal_attainment?${period}`;
    const first = await ask(url);
    const etag = String(first.headers.etag);
    expect((await ask(url, { "if-none-match": etag })).statusCode).toBe(304);
    const heard: string[] = [];
    const stop = here.house.onChange(({ version }) => heard.push(version));
    const goal = { kpi: "win_rate", scope: "company", starts_on: "2024-04-01", ends_on: "2024-06-30", target: 0.4 };
    const set = await change("PUT", "/goals", { goals: [goal] });
    stop();
    expect([set.statusCode, heard]).toEqual([200, [set.json().version]]);
    const second = await ask(url, { "if-none-match": etag });
    expect(second.statusCode).toBe(200);
    expect(second.json().rows.length).toBe(first.json().rows.length + 1);
  });

  it("is of the whole question, though a value holds a question mark", async () => {
    const value = encodeURIComponent("Who?").replaceAll("%3F", "?");
    const of = async (rest: string) => await ask(`/kpis/opportunities_created?where=source:contains:${value}${rest}`);
    const [one, other] = [await of("&period=2024"), await of("&period=2023")];
    expect([one, other].map((response) => response.json().question.from)).toEqual(["2024-01-01", "2023-01-01"]);
    expect(other.headers.etag).not.toBe(one.headers.etag);
  });

  it("is known to who has any, where there is one", async () => {
    const any = { "if-none-match": "*" };
    for (const url of [`/kpis/win_rate?${period}`, "/workspace?findings=no", "/kpis", "/goals", "/views"]) {
      const { headers } = await ask(url);
      const response = await ask(url, any);
      expect([response.statusCode, response.headers.etag, response.body], url).toEqual([304, headers.etag, ""]);
    }
    expect((await ask("/kpis/win_rate?period=never", any)).statusCode).toBe(400);
  });

  it("that there is not has no version, and stays not found", async () => {
    const missing = await ask("/kpis/nothing/definition");
    expect([missing.statusCode, missing.headers.etag]).toEqual([404, undefined]);
  });

  it("asked while goals are set is of the version before or of the one after, as a whole", async () => {
    const url = `/kpis/goal_attainment?${period}`;
    const before = (await ask(url)).json().rows.length;
    const goal = { kpi: "win_rate", scope: "company", starts_on: "2024-07-01", ends_on: "2024-09-30", target: 0.4 };
    const asked = Array.from({ length: 12 }, (_, index) => ask(`${url}${index % 2 === 0 ? "" : "&grain=year"}`));
    const setting = change("PUT", "/goals", { goals: [goal] });
    const later = Array.from({ length: 6 }, () => ask(url));
    for (const response of await Promise.all([...asked, ...later]))
      if (response.statusCode === 200) expect([before, before + 1]).toContain(response.json().rows.length);
    expect((await setting).statusCode).toBe(200);
    expect((await ask(url)).json().rows.length).toBe(before + 1);
  });

  it("lists the statements that make it", async () => {
    const { statements } = (await ask(`/kpis/win_rate/sql?${period}`)).json();
    expect(statements.length).toBeGreaterThan(0);
    for (const { text } of statements) expect(text).toMatch(/^(select|with)\b/);
  });
});

describe("goals set over HTTP", () => {
  const goal = { kpi: "win_rate", scope: "company", starts_on: "2024-10-01", ends_on: "2024-12-31", target: 0.3 };

  it("are all set or none: one that is wrong is named by its place and field", async () => {
    const before = (await ask("/goals")).json().goals.length;
    const wrong: readonly [object, string][] = [
      [{ kpi: "nothing" }, "kpi"],
      [{ variant: "nothing" }, "variant"],
      [{ starts_on: "2024-12-01", ends_on: "2024-11-01" }, "ends_on"],
      [{ starts_on: "2024-02-31" }, "starts_on"],
      [{ scope: "person", scope_id: "nobody" }, "scope_id"],
      [{ scope_id: "t1" }, "scope_id"],
      [{ target: "much" }, "target"],
      [{ target: null }, "target"],
      // What the command line refuses.
      [{ target: 1.2 }, "target"],
      [{ target: -0.1 }, "target"],
      [{ kpi: "cost_per_lead", currency: "EUX" }, "currency"],
      [{ kpi: "stage_conversion" }, "kpi"],
      [{ kpi: "lead_stage_share" }, "kpi"],
    ];
    for (const [part, field] of wrong) {
      const response = await change("PUT", "/goals", { goals: [goal, { ...goal, ...part }] });
      expect([response.statusCode, response.json().code], JSON.stringify(part)).toEqual([400, "bad_goal"]);
      expect(response.json().facts, JSON.stringify(part)).toMatchObject({ index: 1, field });
    }
    expect((await ask("/goals")).json().goals.length).toBe(before);
    const beyond = await change("PUT", "/goals", { goals: [goal, { ...goal, target: 1.2 }] });
    expect(beyond.json().detail).toBe("target of goal 2 is wrong: A rate is at most 100%.");
  });

  it("keep their id as it is, also where a spreadsheet would take it for a formula", async () => {
    const goal_id = '+1, "new"';
    const set = await change("PUT", "/goals", { goals: [{ ...goal, goal_id, starts_on: "2024-11-01" }] });
    expect(set.json().goals.map((one: { goal_id: string }) => one.goal_id)).toContain(goal_id);
    expect((await change("DELETE", `/goals/${encodeURIComponent(goal_id)}`)).statusCode).toBe(204);
  });

  it("change one that is there into its next version", async () => {
    const first = (await change("PUT", "/goals", { goals: [goal] })).json().goals;
    const second = (await change("PUT", "/goals", { goals: [{ ...goal, target: 0.35 }] })).json().goals;
    const of = (goals: readonly { starts_on: string; kpi: string; scope: string; target: number; version: number }[]) =>
      goals
        .filter((one) => one.starts_on === goal.starts_on && one.kpi === goal.kpi && one.scope === goal.scope)
        .map(({ target, version }) => ({ target, version }));
    expect(of(second)).toEqual([{ target: 0.35, version: (of(first)[0]?.version ?? 0) + 1 }]);
  });
});

describe("goals withdrawn over HTTP", () => {
  const goal = { kpi: "win_rate", scope: "company", starts_on: "2024-01-01", ends_on: "2024-03-31", target: 0.3 };
  const other = { ...goal, starts_on: "2024-02-01" };
  interface Told {
    readonly goal_id: string;
    readonly starts_on: string;
    readonly ends_on: string;
    readonly deleted_at: string | null;
  }
  const those = (goals: readonly Told[]): readonly Told[] => goals.filter((one) => one.ends_on === goal.ends_on);
  const startsOf = (goals: readonly Told[]): readonly string[] => those(goals).map((one) => one.starts_on);
  const listed = async (search = ""): Promise<readonly Told[]> => (await ask(`/goals${search}`)).json().goals;

  it("are those without a target, together with what is set; history keeps them", async () => {
    await change("PUT", "/goals", { goals: [goal] });
    const sent = await change("PUT", "/goals", { goals: [other, { ...goal, target: null }] });
    expect([sent.statusCode, startsOf(sent.json().goals)]).toEqual([200, [other.starts_on]]);
    const all = those(await listed("?withdrawn=yes"));
    expect(all.map((one) => one.deleted_at === null).toSorted()).toEqual([false, true]);
    const inForce = async (more: string): Promise<boolean> =>
      (await ask(`/kpis/goal_attainment?${period}${more}`))
        .json()
        .rows.some(
          (row: { keys: { goal: string } }) => row.keys.goal === `win_rate:company:${goal.starts_on}:${goal.ends_on}`,
        );
    expect([await inForce("&as_of=2024-03-01T00:00:00Z"), await inForce("")]).toEqual([true, false]);
    const again = await change("PUT", "/goals", { goals: [{ ...goal, target: null }] });
    expect([again.statusCode, again.json().facts]).toMatchObject([400, { index: 0, field: "target" }]);
  });

  it("are one by its id, which is not there twice", async () => {
    const [found] = those(await listed());
    const url = `/goals/${encodeURIComponent(found?.goal_id ?? "")}`;
    expect((await change("DELETE", url)).statusCode).toBe(204);
    expect(startsOf(await listed())).toEqual([]);
    expect((await change("DELETE", url)).json()).toMatchObject({ status: 404, code: "nothing_there" });
  });
});

describe("goals that two people change", () => {
  const goal = { kpi: "win_rate", scope: "company", starts_on: "2024-05-01", ends_on: "2024-05-31", target: 0.3 };
  const put = (target: number, etag: string) =>
    change("PUT", "/goals", { goals: [{ ...goal, target }] }, { ...own, "if-match": etag });

  it("are changed by the first; the second is told, and changes them once they have looked again", async () => {
    const first = await ask("/goals");
    const etag = String(first.headers.etag);
    expect((await ask("/goals", { "if-none-match": etag })).statusCode).toBe(304);
    const set = await put(0.4, etag);
    expect(set.statusCode).toBe(200);
    const late = await put(0.5, etag);
    expect([late.statusCode, late.json()]).toMatchObject([
      412,
      { code: "changed_meanwhile", detail: "The sheet of goals is no longer as it was when you looked at it." },
    ]);
    const again = await ask("/goals");
    expect(again.headers.etag).toBe(set.headers.etag);
    expect((await put(0.5, String(again.headers.etag))).statusCode).toBe(200);
    const [{ goal_id: id }] = again.json().goals.filter((one: typeof goal) => one.starts_on === goal.starts_on);
    const deleting = await change("DELETE", `/goals/${id}`, undefined, { ...own, "if-match": etag });
    expect(deleting.json()).toMatchObject({ status: 412, code: "changed_meanwhile" });
    expect((await put(0.6, "*")).statusCode).toBe(200);
  });

  it("are sent at once by several, of whom one is the first", async () => {
    const etag = String((await ask("/goals")).headers.etag);
    const sent = await Promise.all([0.11, 0.12, 0.13].map((target) => put(target, etag)));
    expect(sent.map(({ statusCode }) => statusCode).toSorted()).toEqual([200, 412, 412]);
  });
});

describe("files and notes", () => {
  it("an answer and its records come as CSV and as a workbook", async () => {
    const { default: readXlsx } = await import("read-excel-file/node");
    const answer = (await ask(`/kpis/win_rate?${period}&by=team`)).json();
    const csv = await ask(`/kpis/win_rate/export?${period}&by=team&format=csv`);
    expect(csv.headers["content-disposition"]).toBe('attachment; filename="win_rate-2024-02-01-2025-02-01.csv"');
    expect(csv.body.trimEnd().split("\r\n").length).toBe(answer.rows.length + 2);
    const workbook = await ask(`/kpis/win_rate/records/export?${period}&part=den&format=xlsx`);
    const [sheet] = await readXlsx(workbook.rawPayload);
    expect(sheet?.data.length).toBe(answer.total.den + 1);
  });

  it("a note is kept, listed and taken away", async () => {
    const note = { day: "2024-03-01", text: "New prices <b>", kpi: null };
    const added = (await change("POST", "/annotations", note)).json();
    expect((await ask("/annotations")).json().annotations).toEqual([{ ...note, id: added.id }]);
    expect((await change("DELETE", `/annotations/${added.id}`)).statusCode).toBe(204);
    expect((await change("DELETE", `/annotations/${added.id}`)).statusCode).toBe(404);
    for (const day of ["soon", "2024-02-30", "2024-13-01"])
      expect((await change("POST", "/annotations", { ...note, day })).json().detail).toContain("must be a date");
    expect((await change("POST", "/annotations", { ...note, kpi: "win_rat" })).json().hint).toContain("win_rate");
  });
});

describe("who may ask", () => {
  it("another name than this computer's own is refused, whatever is asked", async () => {
    for (const host of ["example.com", "127.0.0.1.example.com", "localhost.example.com:4173"])
      expect((await here.app.inject({ url: "/api/v1/health", headers: { host } })).statusCode, host).toBe(403);
    for (const host of ["localhost", "127.0.0.1:4173", "[::1]:4173"])
      expect((await here.app.inject({ url: "/api/v1/health", headers: { host } })).statusCode, host).toBe(200);
  });

  it("another site cannot change anything", async () => {
    const goals = {
      goals: [{ kpi: "win_rate", scope: "company", starts_on: "2024-01-01", ends_on: "2024-03-31", target: 1 }],
    };
    for (const headers of [
      { ...own, origin: "http://example.com" },
      { ...own, origin: "http://127.0.0.1:9999" },
      { ...own, "sec-fetch-site": "cross-site" },
    ])
      expect((await change("PUT", "/goals", goals, headers)).statusCode).toBe(403);
    const form = await here.app.inject({
      method: "PUT",
      url: "/api/v1/goals",
      headers: { ...own, "content-type": "text/plain" },
      payload: JSON.stringify(goals),
    });
    expect(form.statusCode).toBe(415);
  });

  it("no page may run foreign code or frame us", async () => {
    const { headers } = await ask("/health");
    expect(headers["content-security-policy"]).toContain("script-src 'self'");
    expect(headers["content-security-policy"]).toContain("frame-ancestors 'none'");
    expect(headers["x-content-type-options"]).toBe("nosniff");
  });

  it("no path leads to a file", async () => {
    for (const url of [
      "/../package.json",
      "/..%2f..%2fpackage.json",
      "/assets/..%2f..%2fquarterdeck.yaml",
      "/api/v1/../../etc/passwd",
    ]) {
      const { body } = await here.app.inject({ url, headers: { host: own.host } });
      expect(body, url).not.toMatch(/"dependencies"|workspace:|root:/);
    }
  });
});

describe("files sent to be imported", () => {
  const send = (payload: string, type = "application/octet-stream") =>
    here.app.inject({
      method: "POST",
      url: "/api/v1/imports/files",
      headers: { ...own, "content-type": type },
      payload,
    });

  it("are loaded together, and open pages hear of it", async () => {
    const heard: string[] = [];
    const stop = here.house.onChange(({ version }) => heard.push(version));
    const leads = (await send("lead_id,created_at,source\nsent1,2024-03-01T10:00:00Z,web\n")).json();
    const people = (await send("person_id,name,started_on\nsent2,Ada,2024-01-01\n")).json();
    const loaded = await change("POST", "/imports", {
      files: [
        { upload: leads.upload, name: "leads.csv" },
        { upload: people.upload, name: "people.csv" },
      ],
    });
    stop();
    expect([loaded.statusCode, heard.length, leads.size]).toEqual([200, 1, 57]);
    expect(
      loaded
        .json()
        .imported.tables.map(({ table }: { table: string }) => table)
        .sort(),
    ).toEqual(["leads", "people"]);
    const again = await change("POST", "/imports", { files: [{ upload: leads.upload, name: "leads.csv" }] });
    expect([again.statusCode, again.json().code]).toEqual([404, "nothing_there"]);
  });

  it("are those that were sent: no name leads to another file, and a file that cannot be read changes nothing", async () => {
    const { version } = here.house.present();
    for (const upload of ["../../quarterdeck.yaml", "/etc/passwd", "..", "", "%2e%2e/warehouse.duckdb", "a".repeat(90)])
      expect((await change("POST", "/imports", { files: [{ upload, name: "leads.csv" }] })).statusCode, upload).toBe(
        404,
      );
    for (const body of [{ files: [] }, {}, { files: "all" }, { files: [{ upload: 1 }] }, { paths: ["/etc/passwd"] }])
      expect((await change("POST", "/imports", body)).statusCode, JSON.stringify(body)).toBe(400);
    for (const content of ["", "\u0000\u0001", "a,b\n1,2\n", "lead_id,lead_id\n1,1\n"]) {
      const { upload } = (await send(content)).json();
      const refused = await change("POST", "/imports", { files: [{ upload, name: "../../etc/<b>.csv" }] });
      expect([refused.statusCode, refused.json().code], content).toEqual([400, expect.stringMatching(/file/)]);
      const { upload: other } = (await send(content)).json();
      const mapping = { name: "wrong", text: "{{" };
      const unread = await change("POST", "/imports", { files: [{ upload: other, name: "x.csv" }], mapping });
      expect([unread.statusCode, unread.json().code], content).toEqual([400, "bad_mapping"]);
    }
    for (const type of ["text/plain", "multipart/form-data; boundary=b"])
      expect((await send("a", type)).json()).toMatchObject({ status: 415, detail: expect.stringContaining("octet") });
    expect((await send("{}", "application/json")).statusCode).toBe(400);
    expect((await send("a,b\n", "Application/Octet-Stream; charset=binary")).statusCode).toBe(200);
    expect(here.house.present().version).toBe(version);
  });
});

describe("a question that is given up", () => {
  it("because it takes too long says so", async () => {
    await using hurried = await served(randomWorld(8), { limitMs: 1 });
    const response = await hurried.app.inject({ url: `/api/v1/scorecard?${period}`, headers: { host: own.host } });
    expect([response.statusCode, response.json().code]).toEqual([503, "query_timeout"]);
  });
});

describe("the form of an answer", () => {
  const csv = { accept: "text/csv" };
  const lines = (body: string) => body.trimEnd().split("\r\n");

  it("is what Accept asks for: the answer object, its rows as CSV, or a table for people", async () => {
    const url = `/kpis/win_rate?${period}&by=team`;
    const answer = (await ask(url)).json();
    const rows = await ask(url, csv);
    expect(rows.headers["content-type"]).toBe("text/csv; charset=utf-8");
    expect(lines(rows.body)[0]).toMatch(/^cell,team,team_label,value,/);
    expect(lines(rows.body)).toHaveLength(answer.rows.length + 2);
    const table = await ask(url, { accept: "text/plain" });
    expect(table.headers["content-type"]).toBe("text/plain; charset=utf-8");
    expect(table.body).toMatch(/^Win rate {2}/);
    for (const accept of ["*/*", "application/json", "text/html,application/xhtml+xml,*/*;q=0.8", "text/csv;q=0, */*"])
      expect((await ask(url, { accept })).headers["content-type"], accept).toBe("application/json; charset=utf-8");
    for (const accept of ["text/csv, */*;q=0.5", "application/json;q=0.2, text/*;q=0.1, text/csv", "TEXT/CSV"])
      expect((await ask(url, { accept })).headers["content-type"], accept).toContain("text/csv");
  });

  it("is one of its own to whoever keeps answers", async () => {
    const url = `/kpis/win_rate?${period}`;
    const rows = await ask(url, csv);
    expect(rows.headers.vary).toContain("accept");
    const etag = String(rows.headers.etag);
    expect((await ask(url, { ...csv, "if-none-match": etag })).statusCode).toBe(304);
    expect((await ask(url, { "if-none-match": etag })).statusCode).toBe(200);
  });

  it("holds for records and the scorecard, too", async () => {
    const url = `/kpis/win_rate/records?${period}&part=den&limit=1000`;
    const { rows } = (await ask(url)).json();
    expect(lines((await ask(url, csv)).body)).toHaveLength(rows.length + 1);
    const scorecard = await ask(`/scorecard?${period}`, csv);
    expect(lines(scorecard.body)[0]).toMatch(/^kpi,name,unit,key,value,/);
    expect((await ask(`/scorecard?${period}`, { accept: "text/plain" })).body).toContain("Win rate");
  });

  it("of a problem is a problem document, whatever is asked for", async () => {
    const response = await ask("/kpis/win_rte", csv);
    expect([response.statusCode, response.headers["content-type"]]).toEqual([
      404,
      "application/problem+json; charset=utf-8",
    ]);
  });
});

it("a list of nobody alone is nobody, as one of several is that holds nobody", async () => {
  const total = async (filter: string) =>
    (await ask(`/kpis/win_rate?${period}&where=${encodeURIComponent(filter)}`)).json().total;
  expect(await total("person:in:null")).toEqual(await total("person:eq:null"));
  expect(await total("person:not-in:null")).toEqual(await total("person:ne:null"));
  const refused = await ask(`/kpis/win_rate?${period}&where=person:gt:null`);
  expect([refused.statusCode, refused.json().code]).toEqual([400, "bad_filter"]);
});

it("a filter in words of the command line is answered with how it is written in an address", async () => {
  const refused = await ask("/kpis/win_rate?where=team=west");
  expect([refused.statusCode, refused.json().code]).toEqual([400, "bad_filter"]);
  const forms = String(refused.json().hint.match(/over HTTP (.+)\.$/)?.[1]).split(/, | or /);
  expect(forms).toHaveLength(3);
  // There may be no team west in this company: that is another problem.
  for (const form of forms)
    expect((await ask(`/kpis/win_rate?where=${encodeURIComponent(form)}`)).json().code, form).not.toBe("bad_filter");
});
