import { readFile, rm, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { askWorkspace } from "../../src/cli/asking.ts";
import type { Asking } from "../../src/cli/parts.ts";
import { askServer } from "../../src/cli/remote.ts";
import { changeServer } from "../../src/cli/remote-changes.ts";
import { wired } from "../../src/cli/wire.ts";
import { Problem } from "../../src/problem.ts";
import type { Filter, Question } from "../../src/query/index.ts";
import { namesText, questionWords } from "../../src/server/schemas/question.ts";
import { randomWorld } from "../worlds/random.ts";
import { rowsOf } from "../worlds/world.ts";
import { quiet, type Served, served } from "./served.ts";

const oddWords = ["a,b", "c\\d", "null"];

let here: Served;
let remote: Asking;
let address: string;
beforeAll(async () => {
  const world = randomWorld(7);
  const leads = rowsOf(world, "leads").map((row, index) => ({
    ...row,
    source: oddWords[index % 5] ?? row.source ?? "",
  }));
  here = await served({ ...world, tables: { ...world.tables, leads } });
  address = await here.app.listen({ host: "127.0.0.1", port: 0 });
  await here.house.announce(address);
  remote = await askServer(here.folder, address);
});
afterAll(() => here[Symbol.asyncDispose]());

const range = { from: "2024-02-01", to: "2025-02-01" };
const odd: Filter = { dimension: "source", operator: "in", values: [...oddWords, null] };

/** What the engine itself says. */
const within = <Result>(ask: (asker: Asking["asker"]) => Promise<Result>): Promise<Result> =>
  here.house.within(new AbortController().signal, ({ asker }) => ask(asker));

describe("a workspace that a server has open", () => {
  const questions: Partial<Question>[] = [
    {},
    { grain: "month", by: ["person"], compare: { from: "2023-02-01", to: "2024-02-01" } },
    { asOf: "2024-09-01T00:00:00Z", where: [odd] },
    { variant: "value", where: [{ dimension: "amount", operator: ">=", values: ["100"] }] },
  ];

  it.each(questions)("is answered by the server as by the engine: %j", async (part) => {
    const question: Question = { kpi: "win_rate", range, ...part };
    expect(await remote.asker.answer(question)).toEqual(await within((asker) => asker.answer(question)));
  });

  it("is asked there by names that hold what stands between names", () => {
    const by = ["person", "attribute.City, State", "attribute.Size\\Kind", "attribute.a\\,b\\\\", "team"];
    expect(questionWords({ by: namesText(by) }).by).toEqual(by);
    // As older addresses have it.
    expect(questionWords({ by: "person, attribute.Size\\Kind," }).by).toEqual(["person", "attribute.Size\\Kind"]);
  });

  it("is asked there of an instant whose plus sign an address reads as a space", () => {
    const asOf = (text: string) => questionWords({ as_of: text }).asOf;
    expect(asOf("2026-07-01T12:00:00 02:00")).toBe("2026-07-01T12:00:00+02:00");
    expect(asOf("2026-07-01T12:00 0530")).toBe("2026-07-01T12:00+0530");
    expect(["2026-07-01 12:00", "2026-07-01 12:00:30Z"].map(asOf)).toEqual([
      "2026-07-01 12:00",
      "2026-07-01 12:00:30Z",
    ]);
  });

  it("is asked there by filters of a thousand values", async () => {
    const values = Array.from({ length: 1000 }, (_, index) => `a-source-that-has-a-long-name-${index}`);
    const question: Question = { kpi: "win_rate", range, where: [{ dimension: "person", operator: "not-in", values }] };
    await expect(remote.asker.answer(question)).rejects.toMatchObject({ code: "unknown_value" });
  });

  it.each([
    [
      "is too long",
      `GET /api/v1/health?${"x".repeat(2 ** 20)} HTTP/1.1\r\nhost: localhost\r\n\r\n`,
      431,
      "request_too_large",
    ],
    ["is not HTTP", "BREW /coffee\r\n\r\n", 400, "bad_request"],
    ["names nobody", "GET /api/v1/health HTTP/1.1\r\n\r\n", 403, "request_refused"],
  ])("says of a request that %s what is wrong with it", async (_what, sent, status, code) => {
    const { hostname, port } = new URL(address);
    const socket = connect(Number(port), hostname, () => socket.write(sent));
    socket.on("error", () => {});
    let answer = "";
    socket.setEncoding("utf8").on("data", (part) => {
      answer += part;
    });
    await expect.poll(() => answer).toMatch(/}$/);
    socket.destroy();
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} [^]*content-type: application/problem\\+json`, "i"));
    expect(JSON.parse(answer.slice(answer.indexOf("{")))).toMatchObject({ status, code });
  });

  it("has its scorecard, records, members and goals from the server", async () => {
    const request = { range, compare: { from: "2023-02-01", to: "2024-02-01" } };
    expect(await remote.asker.scorecard(request)).toEqual(await within((asker) => asker.scorecard(request)));
    const question: Question = { kpi: "activities", range };
    const page = { limit: 1500, offset: 3 };
    expect(await remote.asker.records(question, "num", page)).toEqual(
      await within((asker) => asker.records(question, "num", page)),
    );
    expect(await remote.asker.members("person")).toEqual(await within((asker) => asker.members("person")));
    expect(await remote.goals()).toEqual(
      await here.house.within(new AbortController().signal, (session) => session.goals()),
    );
  });

  it("says how far reached what was known at an instant", async () => {
    for (const asOf of [Date.parse("2024-09-01T00:00:00Z"), Date.parse("2030-01-01T00:00:00Z")])
      expect(await remote.asker.reachAt(asOf)).toBe(await within((asker) => asker.reachAt(asOf)));
  });

  it("says the same problem", async () => {
    const wrong: Question = { kpi: "win_rate", variant: "valeu", range };
    const of = async (ask: Promise<unknown>): Promise<string> => {
      try {
        return JSON.stringify(await ask);
      } catch (error) {
        return error instanceof Problem ? `${error.message} ${error.hint}` : "no problem";
      }
    };
    const said = await of(remote.asker.answer(wrong));
    expect(said).toContain("Did you mean value?");
    expect(said).toBe(await of(within((asker) => asker.answer(wrong))));
    const where = Array.from({ length: 51 }, (): Filter => ({ dimension: "amount", operator: ">=", values: ["1"] }));
    const many: Question = { kpi: "win_rate", range, where };
    expect(await of(remote.asker.answer(many))).toContain("50 of them at most");
    expect(await of(remote.asker.answer(many))).toBe(await of(within((asker) => asker.answer(many))));
  });

  it("is asked and changed by nobody whose quarterdeck.yaml says something else than the server read: dollars were told as euros", async () => {
    const file = join(here.folder, "quarterdeck.yaml");
    const text = await readFile(file, "utf8");
    await writeFile(file, text.replace(/^currency: .*$/m, "currency: GBP"));
    for (const open of [() => askServer(here.folder, address), () => changeServer(here.folder, address, quiet)])
      await expect(open()).rejects.toMatchObject({ code: "bad_config", hint: "End the server, and start it again." });
    await rm(file);
    for (const open of [wired().ask, wired().open])
      await expect(open(here.folder, quiet)).rejects.toMatchObject({ code: "not_a_workspace" });
    await writeFile(file, text);
    await using again = await askServer(here.folder, address);
    expect(again.asker.config.currency).toBe(here.house.config.currency);
  });

  it("is asked through a server that was still starting when we looked", async () => {
    await here.house.announce(null);
    const asking = wired().ask(here.folder, quiet);
    await new Promise((done) => setTimeout(done, 300));
    await here.house.announce(address);
    await using found = await asking;
    expect(found.asker.watermark).toBe(remote.asker.watermark);
  });

  it("is not opened a second time", async () => {
    await expect(askWorkspace(here.folder, quiet)).rejects.toThrow("is in use by the server at");
  });
});
