/** Every route. A new one is a file and a line here. */
import { addAnnotations } from "./annotations.ts";
import { addCatalogue } from "./catalogue.ts";
import { addDimensions } from "./dimensions.ts";
import { addEvents } from "./events.ts";
import { addExports } from "./exports.ts";
import { addFindings } from "./findings.ts";
import { addGoals } from "./goals.ts";
import { addHealth } from "./health.ts";
import { addImports } from "./imports.ts";
import { addKpi } from "./kpi.ts";
import { addOpenApi } from "./openapi.ts";
import { addOrganisation } from "./organisation.ts";
import { addProblems } from "./problems.ts";
import { addRecords } from "./records.ts";
import type { AddRoute } from "./route.ts";
import { addScorecard } from "./scorecard.ts";
import { addSql } from "./sql.ts";
import { addTables } from "./tables.ts";
import { addViews } from "./views.ts";
import { addWorkspace } from "./workspace.ts";

export const routes: readonly AddRoute[] = [
  addWorkspace,
  addOrganisation,
  addCatalogue,
  addKpi,
  addRecords,
  addScorecard,
  addDimensions,
  addGoals,
  addAnnotations,
  addViews,
  addImports,
  addExports,
  addTables,
  addSql,
  addFindings,
  addProblems,
  addHealth,
  addEvents,
  addOpenApi,
];
