/** `quarterdeck demo`: a made-up company in a workspace of its own, the first answer, and the page. */
import { spawn } from "node:child_process";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { settingLines } from "../../reports/table/shell.ts";
import { type Context, hearingOf, print, say } from "../context.ts";
import { importInto } from "../import-told.ts";
import { type WorkspaceOptions, wholeNumber } from "../options.ts";
import { Usage } from "../usage.ts";
import type { AddCommand } from "./command.ts";
import { inFolder } from "./import.ts";
import { placeConfig } from "./init.ts";
import { showScorecard } from "./scorecard.ts";
import { serveUntilEnded } from "./serve.ts";

interface Options extends WorkspaceOptions {
  readonly seed: number;
  readonly folder?: string;
  readonly until?: string;
  readonly serve?: boolean;
}

const dayMs = 86_400_000;
const defaultSeed = 7;

const browsers: Readonly<Partial<Record<NodeJS.Platform, string>>> = { darwin: "open", win32: "explorer" };

/** Shows the page where the system knows how; the address is printed anyway. */
const openBrowser = (address: string): void => {
  const command = browsers[process.platform] ?? "xdg-open";
  const browser = spawn(command, [address], { detached: true, stdio: "ignore" });
  browser.on("error", () => {});
  browser.unref();
};

/** The folder of the company's workspace, once it is made and its scorecard shown. */
const makeWorkspace = async (context: Context, options: Options): Promise<string> => {
  const { progress } = hearingOf(context);
  const { temporaryFolder } = await import("../../storage/temporary.ts");
  const { remove } = await import("../../storage/durable.ts");
  const made = await temporaryFolder("demo-files");
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
    print(context, [
      "",
      `The workspace is ${folder}. What to type next:`,
      ...settingLines("QUARTERDECK_WORKSPACE", folder).map((line) => `  ${line}`),
      "  quarterdeck kpi win_rate --grain month",
      "  quarterdeck kpi stage_conversion --compare previous",
      "  quarterdeck records win_rate --part num --limit 10",
      "  quarterdeck kpis response_time",
    ]);
    if (options.folder === undefined) say(context, "It is a temporary folder: --folder DIR makes one that stays.");
    return folder;
  } finally {
    progress.end();
    await remove(made);
  }
};

export const demoCommand: AddCommand = (program, context) =>
  program
    .command("demo")
    .description("make a realistic company to look at")
    .option("--seed <n>", "the same seed and day give the same company", wholeNumber, defaultSeed)
    .option("--folder <dir>", "where to put the workspace (default: a temporary folder)")
    .option("--until <date>", "the last day of its data (default: yesterday)")
    .option("--serve", "open the page when it is made (usual on a terminal)")
    .option("--no-serve", "only make it")
    .action(async ({ workspace, ...options }: Options) => {
      if (workspace !== undefined && options.folder !== undefined)
        throw new Usage("--folder and --workspace say the same thing twice.", "Use one of them.");
      const folder = await makeWorkspace(context, { folder: workspace, ...options });
      if (!(options.serve ?? context.io.isTerminal.out)) return;
      // Any port that is free: the demo may stand beside a workspace that is served.
      await serveUntilEnded(context, folder, { host: "127.0.0.1", port: 0 }, (address) => {
        if (context.io.isTerminal.out) openBrowser(address);
      });
    });
