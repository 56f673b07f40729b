/**
 * Measures what the server adds to the engine, and the page in a browser: `npm run bench:served -- [--sizes 100000,1000000] [--sections api,page]
 * [--browser PATH]`. Both sides in turn; who asks over HTTP is another process. Writes bench/served.md.
 */
import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { cpus, tmpdir, totalmem } from "node:os";
import { join } from "node:path";
import { serveWorkspace } from "../src/cli/serving.ts";
import type { Question } from "../src/query/question.ts";
import { createApp, type Session } from "../src/server/index.ts";
import { findChromium } from "../test/page/chromium.ts";
import type { Asked, Heard } from "./client.ts";
import { measurePage } from "./page.ts";
import { quiet, workspaceOf } from "./workspace.ts";

const option = (name: string, otherwise: string): string => {
  const index = process.argv.indexOf(`--${name}`);
  return index < 0 ? otherwise : (process.argv[index + 1] ?? otherwise);
};
const sizes = option("sizes", "100000").split(",").map(Number);
const sections = option("sections", "api,page").split(",");
const folder = option("folder", join(tmpdir(), "quarterdeck-bench"));
mkdirSync(folder, { recursive: true });

const told: string[] = [];
const say = (text: string): void => {
  console.log(text);
  told.push(text);
};
const table = (head: readonly string[], rows: readonly (readonly string[])[]): void => {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  say([line(head), line(head.map((_, index) => (index === 0 ? "---" : "---:"))), ...rows.map(line), ""].join("\n"));
};

const quantile = (values: readonly number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0;

const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const start = performance.now();
  await work();
  return performance.now() - start;
};

const dayMs = 86_400_000;
const iso = (day: number): string => new Date(day).toISOString().slice(0, 10);

/** Questions that are all different, so that no answer is known already. */
const askedOf = (count: number): readonly Question[] => {
  const kpis = [
    "win_rate",
    "opportunities_created",
    "activities",
    "lead_origin",
    "follow_up_rate",
    "sales_cycle_length",
  ];
  return Array.from({ length: count }, (_, index): Question => {
    const from = Date.UTC(2024, 11, 1) + index * dayMs;
    return { kpi: kpis[index % kpis.length] ?? "win_rate", range: { from: iso(from), to: iso(from + 30 * dayMs) } };
  });
};

const pathOf = ({ kpi, range }: Question): string =>
  range === undefined || !("from" in range)
    ? `/api/v1/kpis/${kpi}`
    : `/api/v1/kpis/${kpi}?from=${range.from}&to=${range.to}`;

/** Over HTTP, from another process. */
type Getting = (questions: readonly Question[], atOnce: number) => Promise<Heard>;

const clientsOf = (address: string): { readonly getting: Getting; readonly end: () => void } => {
  const child = fork(join(import.meta.dirname, "client.js"));
  return {
    getting: async (questions, atOnce) => {
      const paths = questions.map((question) => `${address}${pathOf(question)}`);
      child.send({ paths, atOnce } satisfies Asked);
      const [heard] = await once(child, "message");
      return heard;
    },
    end: () => child.kill(),
  };
};

const clients = 8;

/** Everything asked, by so many at once; milliseconds. */
const together = (
  questions: readonly Question[],
  many: number,
  ask: (question: Question) => Promise<unknown>,
): Promise<number> =>
  timed(async () => {
    const left = [...questions];
    await Promise.all(
      Array.from({ length: many }, async () => {
        for (let next = left.shift(); next !== undefined; next = left.shift()) await ask(next);
      }),
    );
  });

type Within = <Result>(work: (session: Session) => Promise<Result>) => Promise<Result>;

const measureApi = async (leads: number, getting: Getting, within: Within): Promise<void> => {
  const questions = askedOf(300);
  const [direct, served, repeated]: [number[], number[], number[]] = [[], [], []];
  await within(async ({ asker }) => {
    for (const question of questions.slice(0, 12)) await asker.answer(question);
  });
  await getting(questions.slice(0, 12), 1);
  for (const [index, question] of questions.entries()) {
    const engine = (into: number[]) => (): Promise<unknown> =>
      within(async ({ asker }) => into.push(await timed(() => asker.answer(question))));
    const api = async (): Promise<unknown> => served.push(...(await getting([question], 1)).each);
    const sides = [engine(direct), api, engine(repeated)];
    // Whoever comes later finds the pages warm: each does, in turn.
    for (const [place] of sides.entries()) await sides[(place + index) % sides.length]?.();
  }
  const added = (times: readonly number[]) => times.map((time, index) => time - (direct[index] ?? 0));
  const again = askedOf(700).slice(300);
  const half = again.length / 2;
  const alone = await together(again.slice(0, half), clients, (question) =>
    within(({ asker }) => asker.answer(question)),
  );
  const { took: many } = await getting(again.slice(half), clients);
  const { took: known } = await getting(again.slice(half), clients);
  const rate = (ms: number): string => `${Math.round((half / ms) * 1000)} a second`;
  say(`## The API beside the engine, ${leads.toLocaleString("en-US")} leads\n`);
  say(
    "300 questions of thirty days, each different, asked of the engine on an open session, over HTTP by another process, and of the engine once more, in turn.\n",
  );
  table(
    ["one client, ms", "median", "p99"],
    [
      ["the engine", ...[0.5, 0.99].map((share) => quantile(direct, share).toFixed(1))],
      ["over HTTP", ...[0.5, 0.99].map((share) => quantile(served, share).toFixed(1))],
      ["added to a question", ...[0.5, 0.99].map((share) => quantile(added(served), share).toFixed(1))],
      [
        "added by the engine itself, once more",
        ...[0.5, 0.99].map((share) => quantile(added(repeated), share).toFixed(1)),
      ],
    ],
  );
  table(
    [`${clients} clients`, "rate", "of the engine's"],
    [
      ["the engine, each question with a session of its own", rate(alone), "1.00"],
      ["over HTTP", rate(many), (alone / many).toFixed(2)],
      ["over HTTP, known already", rate(known), (alone / known).toFixed(2)],
    ],
  );
};

say(
  `# What the server and the page cost\n\n${new Date().toISOString().slice(0, 10)}, Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? "?"}, ${Math.round(totalmem() / 2 ** 30)} GB. Made by \`npm run bench:served -- --sizes ${sizes.join(",")}\`; how: README.md.\n`,
);
for (const leads of sizes) {
  const workspace = await workspaceOf(folder, leads);
  for (const section of sections) {
    await using house = await serveWorkspace(workspace, quiet);
    const app = await createApp({ house, pageFolder: join(process.cwd(), "dist/web") });
    await app.listen({ host: "127.0.0.1", port: 0 });
    const address = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
    if (section === "api") {
      const { getting, end } = clientsOf(address);
      await measureApi(leads, getting, (work) => house.within(new AbortController().signal, work));
      end();
    } else {
      say(`## The page in Chromium, ${leads.toLocaleString("en-US")} leads\n`);
      for (const { head, rows } of await measurePage(address, option("browser", "") || findChromium()))
        table(head, rows);
    }
    await app.close();
  }
}
writeFileSync("bench/served.md", `${told.join("\n").trimEnd()}\n`);
