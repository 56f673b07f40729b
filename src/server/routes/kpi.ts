/** `GET /kpis/{id}`: one question, one answer. */
import { z } from "zod";
import { questionIn } from "../../query/index.ts";
import { answerSchema } from "../schemas/answer.ts";
import { questionQuery, questionWords } from "../schemas/question.ts";
import { kpiNamed } from "./catalogue.ts";
import { type AddRoute, problemResponses } from "./route.ts";

export const addKpi: AddRoute = (api, { house, answers }) => {
  api.route({
    method: "GET",
    url: "/kpis/:id",
    schema: {
      summary: "The answer to a question about one KPI",
      params: z.strictObject({ id: z.string() }),
      querystring: questionQuery,
      response: { 200: answerSchema, ...problemResponses },
    },
    handler: (request, reply) => {
      const { id } = kpiNamed(house.catalogue, request.params.id);
      const words = questionWords(request.query);
      return answers.json(request, reply, async ({ asker }) => asker.answer(await questionIn(id, words, asker)));
    },
  });
};
