import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { keeping } from "../../src/cli/keeping.ts";
import { randomWorld } from "../worlds/random.ts";
import { own, quiet, type Served, served, servedFolder, workspaceOf } from "./served.ts";

let here: Served;
beforeAll(async () => {
  here = await served(randomWorld(7));
});
afterAll(() => here[Symbol.asyncDispose]());

const ask = (
  method: "GET" | "PUT" | "DELETE",
  name: string | null,
  { payload, headers = {}, app = here.app }: { payload?: object; headers?: object; app?: Served["app"] } = {},
) =>
  app.inject({
    method,
    url: `/api/v1/views${name === null ? "" : `/${encodeURIComponent(name)}`}`,
    headers: { ...own, ...headers },
    ...(payload === undefined ? {} : { payload }),
  });

const west = { path: "/kpi/win_rate", search: "?period=2024-Q3&team=t1&where=source:eq:web" };

describe("a saved view", () => {
  it("is kept under its name, changed, called otherwise and taken away", async () => {
    const saved = await ask("PUT", "West in Q3", { payload: west });
    expect([saved.statusCode, saved.headers.etag]).toEqual([200, `"${saved.json().version}"`]);
    expect(saved.json()).toMatchObject({ name: "West in Q3", ...west });
    const changed = (await ask("PUT", "West in Q3", { payload: { path: "/people", search: "" } })).json();
    expect(changed.version).not.toBe(saved.json().version);
    const renamed = (await ask("PUT", "West in Q3", { payload: { ...west, name: "Süd/Ost 🛥 100 %" } })).json();
    expect((await ask("GET", "West in Q3")).statusCode).toBe(404);
    expect((await ask("GET", "Süd/Ost 🛥 100 %")).json()).toEqual(renamed);
    expect((await ask("GET", null)).json()).toEqual({ views: [renamed] });
    expect((await ask("DELETE", "Süd/Ost 🛥 100 %")).statusCode).toBe(204);
    expect((await ask("DELETE", "Süd/Ost 🛥 100 %")).json().code).toBe("nothing_there");
    expect((await ask("GET", null)).json()).toEqual({ views: [] });
  });

  it("is not sent again to who has it, and not overwritten by who has an older one", async () => {
    const none = { "if-none-match": "*" };
    const first = await ask("PUT", "Mine", { payload: west, headers: none });
    const etag = String(first.headers.etag);
    expect((await ask("GET", "Mine", { headers: { "if-none-match": etag } })).statusCode).toBe(304);
    const all = String((await ask("GET", null)).headers.etag);
    expect((await ask("GET", null, { headers: { "if-none-match": all } })).statusCode).toBe(304);
    const second = await ask("PUT", "Mine", { payload: west, headers: { "if-match": etag } });
    expect(second.statusCode).toBe(200);
    expect((await ask("GET", null, { headers: { "if-none-match": all } })).statusCode).toBe(200);
    for (const headers of [{ "if-match": etag }, none, { "if-match": '"a", "b"' }])
      expect((await ask("PUT", "Mine", { payload: west, headers })).json()).toMatchObject({
        status: 412,
        code: "changed_meanwhile",
      });
    expect((await ask("DELETE", "Mine", { headers: { "if-match": etag } })).statusCode).toBe(412);
    expect((await ask("PUT", "Not there", { payload: west, headers: { "if-match": "*" } })).statusCode).toBe(412);
    await ask("PUT", "Other", { payload: west });
    const taken = await ask("PUT", "Mine", { payload: { ...west, name: "Other" } });
    expect([taken.statusCode, taken.json().detail]).toEqual([400, "name is taken: there is a view Other already."]);
    expect((await ask("DELETE", "Mine", { headers: { "if-match": String(second.headers.etag) } })).statusCode).toBe(
      204,
    );
    expect((await ask("DELETE", "Other", { headers: { "if-match": "*" } })).statusCode).toBe(204);
  });

  it("of two that are saved at once under one name for the first time is one", async () => {
    const headers = { "if-none-match": "*" };
    const both = await Promise.all([1, 2].map(() => ask("PUT", "Race", { payload: west, headers })));
    expect(both.map(({ statusCode }) => statusCode).sort()).toEqual([200, 412]);
    await ask("DELETE", "Race");
  });

  it("leads to a page of ours and nowhere else", async () => {
    const paths = [
      ...["//example.com", "/\\example.com", "\\\\example.com", "https://example.com", "javascript:alert(1)", ""],
      ...["kpi", "/kpi/", "/a//b", "/../api", "/kpi/..", "/kpi/%2e%2E/x", "/.", "/api/v1/goals", "/metrics", "/a b"],
      ...["/a\nb", "/a?b", "/a#b", "/<script>", "/%", "/%ff", "/\u0000", "/\u{1f6a2}", `/${"a".repeat(500)}`],
    ];
    for (const path of paths) {
      const { statusCode, body } = await ask("PUT", "Hostile", { payload: { path, search: "" } });
      expect([statusCode, JSON.parse(body).code], path).toEqual([400, "bad_request"]);
    }
    const searches = [
      "period=2024",
      "?a#b",
      "?a b",
      "?\n",
      "?<b>",
      "?%",
      "?%e2%82",
      "?\u00e5",
      `?${"a".repeat(4000)}`,
      "??\\",
    ];
    for (const search of searches)
      expect((await ask("PUT", "Hostile", { payload: { path: "/", search } })).statusCode, search).toBe(400);
    for (const path of ["/", "/people/p%C3%A9%2F1", "/kpi/win_rate", "/apiary", "/wall"])
      expect((await ask("PUT", "Good", { payload: { path } })).json(), path).toMatchObject({ path, search: "" });
    await ask("DELETE", "Good");
  });

  it("has a name that can be read", async () => {
    const names = [" ", " a", "a ", "a\nb", "a\u0000", "\ud800", "\u2028", "a".repeat(81)];
    for (const name of names)
      expect((await ask("PUT", "Named", { payload: { ...west, name } })).statusCode, JSON.stringify(name)).toBe(400);
    for (const payload of [{}, { path: 1 }, { ...west, version: "1" }, { ...west, search: ["?a"] }, [west]])
      expect((await ask("PUT", "Named", { payload })).statusCode, JSON.stringify(payload)).toBe(400);
    for (const name of ["a".repeat(80), "\u{1f6a2}".repeat(40), "'; drop table views; --", "__proto__", "%", "é"]) {
      expect((await ask("PUT", name, { payload: west })).json().name, name).toBe(name);
      expect((await ask("DELETE", name)).statusCode, name).toBe(204);
    }
    expect((await ask("GET", null)).json()).toEqual({ views: [] });
  });

  it("is told to pages that are open, as notes are", async () => {
    const address = await here.app.listen({ host: "127.0.0.1", port: 0 });
    const stop = new AbortController();
    const events = await fetch(`${address}/api/v1/events`, { signal: stop.signal });
    const reader = events.body?.pipeThrough(new TextDecoderStream()).getReader();
    let heard = "";
    const until = async (words: string): Promise<void> => {
      while (!heard.includes(words)) heard += (await reader?.read())?.value ?? "";
    };
    await until("event: version");
    await ask("PUT", "Told", { payload: west });
    await until('event: kept\ndata: {"changed":"views"}\n\n');
    const note = { day: "2024-03-01", text: "New prices", kpi: null };
    await here.app.inject({ method: "POST", url: "/api/v1/annotations", headers: { ...own }, payload: note });
    await until('event: kept\ndata: {"changed":"annotations"}\n\n');
    stop.abort();
    await ask("DELETE", "Told");
  });
});

it("views and notes come back with a backup, also after the state was damaged", async () => {
  const folder = await workspaceOf(randomWorld(8));
  const copies = await mkdtemp(join(tmpdir(), "quarterdeck-copies-"));
  const kept = async (): Promise<unknown> => {
    const again = await servedFolder(folder);
    try {
      const notes = await again.app.inject({ url: "/api/v1/annotations", headers: { ...own } });
      return [(await ask("GET", null, { app: again.app })).json().views, notes.json().annotations];
    } finally {
      await again.app.close();
      await again.house[Symbol.asyncDispose]();
    }
  };
  try {
    const first = await servedFolder(folder);
    const saved = (await ask("PUT", "West", { payload: west, app: first.app })).json();
    const note = { day: "2024-03-01", text: "New prices", kpi: null };
    const noted = (
      await first.app.inject({ method: "POST", url: "/api/v1/annotations", headers: { ...own }, payload: note })
    ).json();
    // While the server has it open.
    const backup = await keeping.backup(folder, copies);
    await ask("PUT", "Later", { payload: west, app: first.app });
    await first.app.close();
    await first.house[Symbol.asyncDispose]();
    for (const ending of ["", "-wal", "-shm"]) await rm(join(folder, `state.db${ending}`), { force: true });
    await writeFile(join(folder, "state.db"), "this is no database, whatever its name says");
    const found = await keeping.doctor(folder, quiet);
    expect(found.find(({ of }) => of === "state")).toMatchObject({ state: "mended" });
    expect(await kept()).toEqual([[], []]);
    await keeping.restore(folder, backup.folder);
    expect(await kept()).toEqual([[saved], [noted]]);
    expect((await keeping.doctor(folder, quiet)).find(({ of }) => of === "state")).toMatchObject({ state: "well" });
  } finally {
    for (const one of [folder, copies]) await rm(one, { recursive: true, force: true });
  }
});
