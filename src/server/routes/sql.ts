/** `GET /kpis/{id}/sql`: the statements that make the answer. */
import { z } from "zod";
import { questionIn } from "../../query/index.ts";
import { questionQuery, questionWords } from "../schemas/question.ts";
import { kpiNamed } from "./catalogue.ts";
import { type AddRoute, problemResponses } from "./route.ts";

export const addSql: AddRoute = (api, { house, answers }) => {
  api.route({
    method: "GET",
    url: "/kpis/:id/sql",
    schema: {
      summary: "The statements that make the answer, to read",
      params: z.strictObject({ id: z.string() }),
      querystring: questionQuery,
      response: {
        200: z.strictObject({ statements: z.array(z.strictObject({ purpose: z.string(), text: z.string() })) }),
        ...problemResponses,
      },
    },
    handler: (request, reply) => {
      const { id } = kpiNamed(house.catalogue, request.params.id);
      const words = questionWords(request.query);
      return answers.json(request, reply, async (session) => {
        const run = await session.statements(async (asker) => asker.answer(await questionIn(id, words, asker)));
        return {
          statements: run.map(({ text, values }, index) => ({
            purpose: `Statement ${index + 1} of ${run.length}`,
            text:
              values.length === 0
                ? text
                : `${text}\n-- ${values.map((value, at) => `$${at + 1} = ${String(value)}`).join(", ")}`,
          })),
        };
      });
    },
  });
};
