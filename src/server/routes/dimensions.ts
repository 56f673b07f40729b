/** `GET /dimensions` and their values: by what can be split and filtered. */
import { z } from "zod";
import { dimensionsOf, dimensionTitles, valuesOf } from "../../query/index.ts";
import { dimensionsSchema, valuesSchema } from "../schemas/catalogue.ts";
import { wholeNumber } from "../schemas/records.ts";
import type { Dimensions, DimensionValues } from "../types.ts";
import { type AddRoute, problemResponses } from "./route.ts";

const defaultLimit = 100;

const holds =
  (search: string) =>
  ({ id, label }: { readonly id: string | null; readonly label: string }): boolean =>
    label.toLowerCase().includes(search) || (id ?? "").toLowerCase().includes(search);

export const addDimensions: AddRoute = (api, { house, answers }) => {
  api.route({
    method: "GET",
    url: "/dimensions",
    schema: {
      summary: "What answers can be split and filtered by, and which KPIs take it",
      response: { 200: dimensionsSchema, ...problemResponses },
    },
    handler: (request, reply) =>
      answers.fixed(
        request,
        reply,
        (): Dimensions => ({
          dimensions: dimensionTitles.map(({ id, name }) => ({
            id,
            label: name,
            kpis: house.catalogue
              .filter((kpi) => dimensionsOf(kpi.variants.default.measure).includes(id))
              .map((kpi) => kpi.id),
          })),
        }),
      ),
  });
  api.route({
    method: "GET",
    url: "/dimensions/:id/values",
    schema: {
      summary: "The members of a dimension",
      params: z.strictObject({ id: z.string() }),
      querystring: z.strictObject({
        search: z.string().max(200).optional().describe("A part of the id or the name."),
        limit: wholeNumber(10_000).optional().describe("How many at most; 100 without it."),
      }),
      response: { 200: valuesSchema, ...problemResponses },
    },
    handler: (request, reply) => {
      const { id } = request.params;
      const { search = "", limit = defaultLimit } = request.query;
      return answers.json(request, reply, async ({ asker }): Promise<DimensionValues> => {
        const found = (await valuesOf(asker, id)).filter(holds(search.trim().toLowerCase()));
        return { values: found.slice(0, limit), total: found.length };
      });
    },
  });
};
