import { openDuckDb } from "../src/engines/index.ts";
import { benchConfig } from "./company.ts";
import { cpu, latest, withSession } from "./engine.ts";
import { floorQuestions } from "./floor/questions.ts";

const [file, threads = "1"] = process.argv.slice(2);
const engine = await openDuckDb({ file, threads: Number(threads), memoryLimit: "2GB" });
await withSession(engine, async (session) => {
  const at = await latest(session, benchConfig());
  const rows = await session.rows({
    chunks: ["select key, days from facts.horizons where stage_no is null"],
    values: [],
  });
  const h = new Map(rows.map((row) => [String(row.key), Number(row.days)]));
  const all = floorQuestions({
    schema: "facts",
    asOf: new Date(at).toISOString().replace("T", " ").replace("Z", ""),
    horizons: { conversion: h.get("lead_conversion") ?? 30, closeRate: h.get("close_rate") ?? 30 },
  });
  let sum = 0;
  for (const pass of [0, 1])
    for (const { name, statements } of all) {
      const start = cpu();
      let n = 0;
      for (const one of statements) n += (await session.columns({ chunks: [one], values: [] })).rowCount;
      if (pass === 1) {
        const spent = cpu() - start;
        sum += spent;
        console.log(spent.toFixed(3), name, n);
      }
    }
  console.log("all", sum.toFixed(3));
});
await engine[Symbol.asyncDispose]();
