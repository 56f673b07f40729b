/** A workspace that a running server has open, asked through it: the same questions, the same answers. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { catalogue } from "../kpis/index.ts";
import { parseConfig } from "../model/config.ts";
import type { WorkspaceConfig } from "../model/process.ts";
import { Problem } from "../problem.ts";
import type { Answer, Asker, Filter, Question, RecordPage, RecordRow, ScorecardLine } from "../query/index.ts";
import type { GoalRecord } from "../reports/table/goal-list.ts";
import { filterText, namesText } from "../server/index.ts";
import type { DimensionValues, Goals, Health, Records, Scorecard, Workspace } from "../server/types.ts";
import { hasCode } from "../storage/durable.ts";
import { configHashOf } from "../storage/index.ts";
import { type Calling, callingTo, type Parameters } from "./calling.ts";
import type { Asking } from "./parts.ts";

const rangedParameters = (asked: {
  readonly range: Question["range"];
  readonly where?: readonly Filter[];
  readonly asOf?: string;
  readonly compare?: Question["compare"];
  readonly grain?: Question["grain"];
}): Parameters => ({
  from: asked.range.from,
  to: asked.range.to,
  where: (asked.where ?? []).map(filterText),
  as_of: asked.asOf,
  compare: asked.compare === undefined ? undefined : `${asked.compare.from}..${asked.compare.to}`,
  grain: asked.grain,
});

const parametersOf = (question: Question): Parameters => ({
  ...rangedParameters(question),
  variant: question.variant,
  by: question.by === undefined || question.by.length === 0 ? undefined : namesText(question.by),
});

/** What the server hands out at once. */
const mostRecords = 1000;
const mostMembers = 10_000;

const goalOf = (goal: Goals["goals"][number]): GoalRecord => ({
  id: goal.goal_id,
  kpi: goal.kpi,
  variant: goal.variant,
  scope: goal.scope,
  scopeId: goal.scope_id,
  startsOn: goal.starts_on,
  endsOn: goal.ends_on,
  target: goal.target,
  direction: goal.direction,
  currency: goal.currency,
  version: goal.version,
  deletedAt: goal.deleted_at,
});

/** Those that were withdrawn, too. */
export const goalsOf = async ({ get }: Calling): Promise<readonly GoalRecord[]> =>
  (await get<Goals>("/goals", { withdrawn: "yes" })).goals.map(goalOf);

/**
 * What is asked and changed is told in the words of the file, so it must say what the server computes by.
 * Problems: `not_a_workspace`, `bad_config`.
 */
export const servedConfig = async (folder: string, { get }: Calling): Promise<WorkspaceConfig> => {
  const file = join(folder, "quarterdeck.yaml");
  const text = await readFile(file).catch((error: unknown) => {
    throw hasCode(error, "ENOENT") ? new Problem("not_a_workspace", { folder }) : error;
  });
  const config = parseConfig(text, file);
  const { version } = await get<Health>("/health");
  if (version.endsWith(`-${configHashOf(config)}`)) return config;
  throw new Problem("bad_config", {
    ...{ file, line: null, key: "The file" },
    reason: "was changed after the server had opened the workspace, which answers by what it said then.",
    remedy: "End the server, and start it again.",
  });
};

/** Problems: those of asking, `bad_config` and `empty_workspace`. */
export const askServer = async (folder: string, address: string): Promise<Asking> => {
  const calling = callingTo(folder, address);
  const { get } = calling;
  const config = await servedConfig(folder, calling);
  const { watermark, extent } = await get<Workspace>("/workspace?findings=no");
  if (watermark === null || extent === null) throw new Problem("empty_workspace", { folder });
  const asker: Asker = {
    config,
    catalogue,
    watermark: Date.parse(watermark),
    extent,
    // Every answer says it of its as-of.
    reachAt: async (asOf) => {
      const asked = { period: extent.last, as_of: new Date(asOf).toISOString() };
      return Date.parse((await get<Answer>("/kpis/opportunities_created", asked)).watermark);
    },
    answer: (question) => get<Answer>(`/kpis/${question.kpi}`, parametersOf(question)),
    records: async (question, part, { limit, offset }): Promise<RecordPage> => {
      const rows: RecordRow[] = [];
      for (;;) {
        const page = await get<Records>(`/kpis/${question.kpi}/records`, {
          ...parametersOf(question),
          part,
          limit: String(Math.min(mostRecords, limit - rows.length)),
          offset: String(offset + rows.length),
        });
        rows.push(...page.rows);
        if (page.rows.length === 0 || rows.length >= limit || offset + rows.length >= page.total)
          return { total: page.total, rows };
      }
    },
    scorecard: async (request): Promise<readonly ScorecardLine[]> => {
      const asked = rangedParameters(request);
      const { lines } = await get<Scorecard>("/scorecard", { ...asked, compare: asked.compare ?? "none" });
      return lines.flatMap(({ kpi: id, answer, grain, trend, goal }) => {
        const kpi = catalogue.find((one) => one.id === id);
        return kpi === undefined ? [] : [{ kpi, answer, grain, trend, goal }];
      });
    },
    members: async (dimension) =>
      (await get<DimensionValues>(`/dimensions/${dimension}/values`, { limit: String(mostMembers) })).values.filter(
        ({ id }) => id !== null,
      ),
  };
  return {
    asker,
    goals: () => goalsOf(calling),
    async [Symbol.asyncDispose]() {},
  };
};
