/** Commands from start to finish, as a user waits for them. */
import { execFileSync } from "node:child_process";
import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { median, say, table } from "./measure.ts";

/** The demo's company is made anew in `folder`: what is kept there may be of another version. */
export const commands = (folder: string): void => {
  const main = "dist/cli/main.js";
  say("## The command line\n");
  if (!existsSync(main)) {
    say("Not built.\n");
    return;
  }
  const demo = join(folder, "demo");
  rmSync(demo, { recursive: true, force: true });
  execFileSync(process.execPath, [main, "demo", "--folder", demo, "--no-serve"], { stdio: "ignore" });
  const wall = (args: readonly string[]): string => {
    const times = Array.from({ length: 5 }, () => {
      const start = performance.now();
      execFileSync(process.execPath, [main, ...args], { stdio: "ignore" });
      return performance.now() - start;
    });
    return `${Math.round(median(times))} ms`;
  };
  table(
    ["command", "start to finish"],
    [
      ["`quarterdeck --help`", wall(["--help"])],
      ["`quarterdeck kpis win_rate`", wall(["kpis", "win_rate"])],
      ["`quarterdeck kpi win_rate` of the demo", wall(["kpi", "win_rate", "--workspace", demo])],
      ["`quarterdeck scorecard` of the demo", wall(["scorecard", "--workspace", demo])],
    ],
  );
};
