/** `quarterdeck demo`: a made-up company in a workspace of its own, and the first answer. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { hearingOf, print, say } from "../context.ts";
import { wholeNumber } from "../options.ts";
import type { AddCommand } from "./command.ts";
import { importInto, inFolder } from "./import.ts";
import { placeConfig } from "./init.ts";
import { showScorecard } from "./scorecard.ts";

interface Options {
  readonly seed: number;
  readonly folder?: string;
  readonly until?: string;
}

const dayMs = 86_400_000;
const defaultSeed = 7;

export const demoCommand: AddCommand = (program, context) =>
  program
    .command("demo")
    .description("make a realistic company to look at")
    .option("--seed <n>", "the same seed and day give the same company", wholeNumber, defaultSeed)
    .option("--folder <dir>", "where to put the workspace (default: a temporary folder)")
    .option("--until <date>", "the last day of its data (default: yesterday)")
    .action(async (options: Options) => {
      const { progress } = hearingOf(context);
      const made = await mkdtemp(join(tmpdir(), "quarterdeck-demo-files-"));
      try {
        progress.show("making up a company", 0, 3);
        const { makeDemo, writeDemo } = await import("../../demo/index.ts");
        const endsOn = options.until ?? new Date(context.io.now() - dayMs).toISOString().slice(0, 10);
        const demo = makeDemo({ seed: options.seed, endsOn });
        const folder =
          options.folder === undefined
            ? await mkdtemp(join(tmpdir(), "quarterdeck-demo-"))
            : inFolder(context, options.folder);
        await placeConfig(folder, demo.config);
        progress.show("writing its files", 1, 3);
        writeDemo(made, demo);
        progress.end();
        const { imported } = await importInto(context, folder, { paths: [made] });
        const rows = imported.tables.reduce((sum, table) => sum + table.new, 0).toLocaleString("en-US");
        const found = imported.findings.reduce((sum, group) => sum + group.count, 0);
        print(context, [
          `${rows} records in ${imported.tables.length} tables; ${found} findings, which quarterdeck check lists.`,
          "",
        ]);
        await showScorecard(context, { workspace: folder, format: "table" });
        const word = /[^\w@%+=:,./-]/.test(folder) ? `'${folder}'` : folder;
        print(context, [
          "",
          `The workspace is ${folder}. What to type next:`,
          `  export QUARTERDECK_WORKSPACE=${word}`,
          "  quarterdeck kpi win_rate --grain month",
          "  quarterdeck kpi stage_conversion --compare previous",
          "  quarterdeck records win_rate --part num --limit 10",
          "  quarterdeck kpis response_time",
        ]);
        if (options.folder === undefined) say(context, "It is a temporary folder: --folder DIR makes one that stays.");
      } finally {
        progress.end();
        await rm(made, { recursive: true, force: true });
      }
    });
