/** `GET /kpis/{id}/records`: the records behind a figure, as many as the figure says. */
import { z } from "zod";
import { questionIn } from "../../query/index.ts";
import { questionWords } from "../schemas/question.ts";
import { recordsQuery, recordsSchema } from "../schemas/records.ts";
import { kpiNamed } from "./catalogue.ts";
import { type AddRoute, problemResponses } from "./route.ts";

const defaultLimit = 50;

export const addRecords: AddRoute = (api, { house, answers }) => {
  api.route({
    method: "GET",
    url: "/kpis/:id/records",
    schema: {
      summary: "The records behind a figure",
      params: z.strictObject({ id: z.string() }),
      querystring: recordsQuery,
      response: { 200: recordsSchema, ...problemResponses },
    },
    handler: (request, reply) => {
      const { id } = kpiNamed(house.catalogue, request.params.id);
      const { part, limit = defaultLimit, offset = 0, ...query } = request.query;
      const words = questionWords(query);
      return answers.json(request, reply, async ({ asker }) => {
        const { total, rows } = await asker.records(await questionIn(id, words, asker), part, { limit, offset });
        return { kpi: id, part, limit, offset, total, rows };
      });
    },
  });
};
