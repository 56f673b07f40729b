/** `GET /scorecard`: all KPIs at once, each with its change, its course and its goal. */
import type { z } from "zod";
import { type Asker, grainNamed, rangedIn, scorecardWords } from "../../query/index.ts";
import { scorecardCsv } from "../../reports/csv.ts";
import { scorecardTold } from "../../reports/scorecard.ts";
import { scorecardLines } from "../../reports/table/scorecard.ts";
import { plainLook, showOf } from "../../reports/table/show.ts";
import { inEachForm } from "../forms.ts";
import { scorecardSchema } from "../schemas/answer.ts";
import { rangedQuery, rangedWords } from "../schemas/question.ts";
import { type AddRoute, problemResponses } from "./route.ts";

type Query = z.output<typeof rangedQuery>;

/** The lines, and what they were asked over. */
export const scorecardFor = async (asker: Asker, { grain, ...query }: Query) => {
  const ranged = await rangedIn(scorecardWords(rangedWords(query)), asker);
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
      summary: "All KPIs at once; compared with the previous period where nothing else is said",
      querystring: rangedQuery,
      response: { 200: inEachForm(scorecardSchema), ...problemResponses },
    },
    handler: (request, reply) =>
      answers.formed(request, reply, ({ asker }) => scorecardFor(asker, request.query), {
        json: ({ ranged, lines }, asker) => scorecardTold(lines, ranged, asker),
        csv: ({ lines }) => scorecardCsv(lines),
        text: ({ lines }, asker) => scorecardLines(lines, asker.config.workspace, showOf(asker, plainLook)),
      }),
  });
};
