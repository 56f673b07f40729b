/** `GET /kpis/{id}`: one question, one answer. */
import { z } from "zod";
import { questionIn } from "../../query/index.ts";
import { answerCsv } from "../../reports/csv.ts";
import { answerLines } from "../../reports/table/answer.ts";
import { plainLook, showOf } from "../../reports/table/show.ts";
import { inEachForm } from "../forms.ts";
import type { Session } from "../house.ts";
import { answerSchema } from "../schemas/answer.ts";
import { questionQuery, questionWords } from "../schemas/question.ts";
import { kpiNamed } from "./catalogue.ts";
import { type AddRoute, problemResponses } from "./route.ts";

const allRows = { limit: Number.POSITIVE_INFINITY, offset: 0 };

export const addKpi: AddRoute = (api, { house, answers }) => {
  api.route({
    method: "GET",
    url: "/kpis/:id",
    schema: {
      summary: "The answer to a question about one KPI",
      params: z.strictObject({ id: z.string() }),
      querystring: questionQuery,
      response: { 200: inEachForm(answerSchema), ...problemResponses },
    },
    handler: (request, reply) => {
      const { id } = kpiNamed(house.catalogue, request.params.id);
      const words = questionWords(request.query);
      const ask = async ({ asker }: Session) => asker.answer(await questionIn(id, words, asker));
      return answers.formed(request, reply, ask, {
        csv: answerCsv,
        text: (answer, asker) => answerLines(answer, showOf(asker, plainLook), allRows),
      });
    },
  });
};
