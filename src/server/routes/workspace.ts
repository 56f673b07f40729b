/** `GET /workspace`: what is in it, up to when, and by which process. */

import { dateOf } from "../../model/day.ts";
import { watermarkDay } from "../../model/period.ts";
import type { WorkspaceConfig } from "../../model/process.ts";
import type { Overview, Present } from "../house.ts";
import { workspaceQuery, workspaceSchema } from "../schemas/workspace.ts";
import type { Workspace } from "../types.ts";
import { type AddRoute, problemResponses } from "./route.ts";

type PipelineFacts = Workspace["process"]["pipelines"][number];

/** A declared pipeline may hold stages of leads and of opportunities: each is told as one of its own. */
const pipelinesOf = (config: WorkspaceConfig): PipelineFacts[] =>
  config.pipelines.flatMap(({ id, name, stages }) =>
    (["lead", "opportunity"] as const).flatMap((object) => {
      const own = stages.filter((stage) => stage.of === object);
      return own.length === 0
        ? []
        : [
            {
              id,
              label: name,
              object,
              stages: own.map((stage) => ({
                id: stage.id,
                label: stage.name,
                category: stage.category,
                qualifying: stage.qualifies,
              })),
            },
          ];
    }),
  );

const told = (config: WorkspaceConfig, { version, watermark, extent }: Present, overview: Overview): Workspace => ({
  name: config.workspace,
  version,
  currency: config.currency,
  timezone: config.timezone,
  watermark: watermark === null ? null : new Date(watermark).toISOString(),
  today: watermark === null ? null : dateOf(watermarkDay(watermark, config.timezone)),
  extent: extent === null ? null : { first: extent.first, last: extent.last },
  week_starts: config.weekStarts,
  fiscal_calendars: config.fiscalCalendars.map(({ id, startsMonth, label }) => ({
    id,
    starts_month: startsMonth,
    label,
  })),
  working_hours: {
    days: [...config.workingTime.days],
    from: config.workingTime.from,
    to: config.workingTime.to,
    holidays: config.workingTime.holidays === "US" ? "US" : [...config.workingTime.holidays],
  },
  follow_up_days: config.followUpDays,
  sla_working_hours: config.slaWorkingHours,
  horizon_days: { ...config.horizonDays },
  sample: { ...config.sample },
  counts: overview.counts.map(({ table, rows }) => ({ table, rows })),
  process: { pipelines: pipelinesOf(config) },
  batches: overview.batches.map(({ batch, acceptedAt, files, rows }) => ({
    batch,
    accepted_at: new Date(acceptedAt).toISOString(),
    files: [...files],
    rows,
  })),
  findings: overview.findings,
});

export const addWorkspace: AddRoute = (api, { house, answers }) => {
  api.route({
    method: "GET",
    url: "/workspace",
    schema: {
      summary: "What is in the workspace, up to when, and by which process",
      querystring: workspaceQuery,
      response: { 200: workspaceSchema, ...problemResponses },
    },
    handler: (request, reply) =>
      answers.json(request, reply, async (session, present) =>
        told(house.config, present, await session.overview({ findings: request.query.findings !== "no" })),
      ),
  });
};
