/** Every command, in the order of the help. A new one is a file and a line here. */
import { backupCommand } from "./backup.ts";
import { checkCommand } from "./check.ts";
import type { AddCommand } from "./command.ts";
import { demoCommand } from "./demo.ts";
import { doctorCommand } from "./doctor.ts";
import { exportCommand } from "./export.ts";
import { goalsCommand } from "./goals.ts";
import { importCommand } from "./import.ts";
import { initCommand } from "./init.ts";
import { kpiCommand } from "./kpi.ts";
import { kpisCommand } from "./kpis.ts";
import { recordsCommand } from "./records.ts";
import { restoreCommand } from "./restore.ts";
import { scorecardCommand } from "./scorecard.ts";
import { serveCommand } from "./serve.ts";

export const commands: readonly AddCommand[] = [
  demoCommand,
  initCommand,
  importCommand,
  checkCommand,
  scorecardCommand,
  kpiCommand,
  recordsCommand,
  kpisCommand,
  goalsCommand,
  exportCommand,
  serveCommand,
  backupCommand,
  restoreCommand,
  doctorCommand,
];
