/** `GET /kpis` and `GET /kpis/{id}/definition`: what can be asked, and what it means. */
import { z } from "zod";
import { nearestWord } from "../../model/nearest.ts";
import { Problem } from "../../problem.ts";
import { described } from "../../reports/table/catalogue.ts";
import type { House } from "../house.ts";
import { kpiSchema, kpisSchema } from "../schemas/catalogue.ts";
import { type AddRoute, problemResponses } from "./route.ts";

type Kpi = House["catalogue"][number];

/** Problem: `unknown_kpi`. */
export const kpiNamed = (catalogue: House["catalogue"], id: string): Kpi => {
  const kpi = catalogue.find((one) => one.id === id);
  if (kpi !== undefined) return kpi;
  throw new Problem("unknown_kpi", {
    kpi: id,
    nearest: nearestWord(
      id,
      catalogue.map((one) => one.id),
    ),
  });
};

export const addCatalogue: AddRoute = (api, { house, answers }) => {
  api.route({
    method: "GET",
    url: "/kpis",
    schema: {
      summary: "The catalogue: every KPI with its variants and worked example",
      response: { 200: kpisSchema, ...problemResponses },
    },
    handler: (request, reply) => answers.fixed(request, reply, () => ({ kpis: house.catalogue.map(described) })),
  });
  api.route({
    method: "GET",
    url: "/kpis/:id/definition",
    schema: {
      summary: "One KPI of the catalogue",
      params: z.strictObject({ id: z.string() }),
      response: { 200: kpiSchema, ...problemResponses },
    },
    handler: (request, reply) => {
      const kpi = kpiNamed(house.catalogue, request.params.id);
      answers.fixed(request, reply, () => described(kpi));
    },
  });
};
