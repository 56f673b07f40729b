/** `GET /problems/{code}`: where the type of a problem document leads: what it says, what to do, its facts. */
import { z } from "zod";
import { Problem } from "../../problem.ts";
import { problemText } from "../../reports/docs/errors-page.ts";
import { type AddRoute, problemResponses } from "./route.ts";

export const addProblems: AddRoute = (api) => {
  api.route({
    method: "GET",
    url: "/problems/:code",
    schema: {
      summary: "What a problem means, and what to do",
      params: z.strictObject({ code: z.string() }),
      response: {
        200: { description: "For people.", content: { "text/markdown": { schema: z.string() } } },
        ...problemResponses,
      },
    },
    handler: async (request, reply) => {
      const { code } = request.params;
      const text = problemText(code);
      if (text === null) throw new Problem("nothing_there", { what: `problem ${code}` });
      return reply.header("cache-control", "no-cache").type("text/markdown; charset=utf-8").send(`${text}\n`);
    },
  });
};
