/** `/annotations`: notes on days, shown where figures are drawn over time. */
import { z } from "zod";
import { Problem } from "../../problem.ts";
import { kpiNamed } from "./catalogue.ts";
import { type AddRoute, goneResponses, problemResponses } from "./route.ts";

const annotation = z.strictObject({
  id: z.string(),
  day: z.string(),
  text: z.string(),
  kpi: z.string().nullable(),
});

const body = z.strictObject({
  day: z.iso.date("must be a date such as 2026-07-01"),
  text: z.string().trim().min(1).max(500),
  kpi: z.string().max(200).nullable(),
});

export const addAnnotations: AddRoute = (api, { house, news }) => {
  api.route({
    method: "GET",
    url: "/annotations",
    schema: {
      summary: "Notes on days",
      response: { 200: z.strictObject({ annotations: z.array(annotation) }), ...problemResponses },
    },
    handler: async (_request, reply) => {
      reply.header("cache-control", "no-store");
      return { annotations: [...(await (await house.annotations()).list())] };
    },
  });
  api.route({
    method: "POST",
    url: "/annotations",
    schema: { summary: "Adds a note", body, response: { 200: annotation, ...problemResponses } },
    handler: async (request) => {
      const { kpi } = request.body;
      if (kpi !== null) kpiNamed(house.catalogue, kpi);
      const added = await (await house.annotations()).add(request.body);
      news.tell("annotations");
      return added;
    },
  });
  api.route({
    method: "DELETE",
    url: "/annotations/:id",
    schema: { summary: "Takes a note away", params: z.strictObject({ id: z.string() }), response: goneResponses },
    handler: async (request, reply) => {
      const { id } = request.params;
      if (!(await (await house.annotations()).remove(id))) throw new Problem("nothing_there", { what: `note ${id}` });
      news.tell("annotations");
      await reply.code(204).send(null);
    },
  });
};
