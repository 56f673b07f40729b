/** `GET /scorecard`: all KPIs at once, each with its change, its course and its goal. */
import type { z } from "zod";
import { type Asker, grainNamed, rangedIn, type ScorecardLine } from "../../query/index.ts";
import { scorecardSchema } from "../schemas/answer.ts";
import { rangedQuery, rangedWords } from "../schemas/question.ts";
import { type AddRoute, problemResponses } from "./route.ts";

const told = ({ kpi, answer, grain, trend, goal }: ScorecardLine) => ({
  kpi: kpi.id,
  group: kpi.group,
  answer,
  grain,
  trend,
  goal,
});

type Query = z.output<typeof rangedQuery>;

/** The lines, and what they were asked over. */
export const scorecardFor = async (asker: Asker, { grain, ...query }: Query) => {
  const ranged = await rangedIn(rangedWords(query), asker);
  const lines = await asker.scorecard({
    ...ranged,
    grain: grain === undefined ? undefined : grainNamed(grain, asker),
  });
  return { ranged, lines };
};

export const addScorecard: AddRoute = (api, { answers }) => {
  api.route({
    method: "GET",
    url: "/scorecard",
    schema: {
      summary: "All KPIs at once",
      querystring: rangedQuery,
      response: { 200: scorecardSchema, ...problemResponses },
    },
    handler: (request, reply) =>
      answers.json(request, reply, async ({ asker }) => {
        const { config } = asker;
        const { ranged, lines } = await scorecardFor(asker, request.query);
        const { range, where, compare } = ranged;
        const asOf = ranged.asOf ?? new Date(asker.watermark).toISOString();
        const question = {
          from: range.from,
          to: range.to,
          timezone: config.timezone,
          as_of: asOf,
          grain: lines[0]?.grain ?? null,
          by: [],
          where,
          ...(compare === undefined ? {} : { compare }),
        };
        return {
          question,
          watermark: new Date(await asker.reachAt(Date.parse(asOf))).toISOString(),
          lines: lines.map(told),
        };
      }),
  });
};
