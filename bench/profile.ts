/** Where the time goes: each step of the build, of a refresh after so many changed records, and each question, by CPU. `node profile.js FILE [build|refresh|ask] [threads] [only|changed]` */
import { openDuckDb } from "../src/engines/index.ts";
import { buildFacts } from "../src/facts/index.ts";
import { benchConfig } from "./company.ts";
import { askerOf, build, contextOf, counting, cpu, latest, withSession } from "./engine.ts";
import { refreshAfter } from "./facts.ts";
import { questions } from "./questions.ts";

const [file, what, threads = "1", only] = process.argv.slice(2);
const config = benchConfig();
const engine = await openDuckDb({ file, threads: Number(threads), memoryLimit: "4GB" });
await withSession(engine, async (session) => {
  const at = await latest(session, config);
  if (what === "build") {
    const { runner, told } = counting(session, true);
    const start = cpu();
    await buildFacts(runner, await contextOf(session, config, at, "facts"));
    const longest = told.reduce((sum, one) => sum + one.longest, 0);
    console.log("build", (cpu() - start).toFixed(2), "the thread that does most", longest.toFixed(2));
    for (const one of told.filter((x) => x.cpu > 0.02))
      console.log(one.cpu.toFixed(3), one.longest.toFixed(3), one.text.slice(0, 90).replaceAll("\n", " "));
    await session.run({ chunks: ["checkpoint"], values: [] });
  } else if (what === "refresh") {
    const { runner, told } = counting(session);
    const spent = await refreshAfter(runner, config, Number(only ?? 1_000));
    console.log("refresh", spent.facts.toFixed(3), "sums", spent.sums.toFixed(3), `${told.length} statements`);
    for (const one of told.filter((x) => x.cpu > 0.004))
      console.log(one.cpu.toFixed(3), one.text.slice(0, 200).replaceAll("\n", " "));
  } else {
    const { runner, told } = counting(session);
    const asker = await askerOf(runner, config, at);
    for (const { question } of questions) if (only === undefined || question.kpi === only) await asker.answer(question);
    let all = 0;
    for (const { name, question } of questions.filter((q) => only === undefined || q.question.kpi === only)) {
      told.length = 0;
      const start = cpu();
      const answer = await asker.answer(question);
      const spent = cpu() - start;
      all += spent;
      console.log(
        spent.toFixed(3),
        name,
        `${answer.rows.length} rows`,
        told.map((one) => one.cpu.toFixed(3)).join(" "),
      );
      if (only !== undefined) for (const one of told) console.log("   ", one.cpu.toFixed(3), one.text);
    }
    console.log("all", all.toFixed(3));
  }
});
await engine[Symbol.asyncDispose]();
void build;
