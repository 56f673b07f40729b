/** `GET /findings` and those of one code: what is wrong with the data, and whose numbers it touches. */
import { z } from "zod";
import { sortedByEffect } from "../../insights/index.ts";
import { Problem } from "../../problem.ts";
import { explained } from "../../reports/findings.ts";
import {
  findingEffectsSchema,
  findingListSchema,
  findingQuery,
  findingsQuery,
  findingsSchema,
} from "../schemas/findings.ts";
import type { FindingEffects, FindingList, Findings } from "../types.ts";
import { type AddRoute, problemResponses } from "./route.ts";

const defaultLimit = 50;

const mustHave = (code: string, groups: readonly { readonly code: string }[]): void => {
  if (!groups.some((group) => group.code === code)) throw new Problem("nothing_there", { what: `finding ${code}` });
};

export const addFindings: AddRoute = (api, { house, answers }) => {
  api.route({
    method: "GET",
    url: "/findings",
    schema: {
      summary: "What is wrong with the data, by code, and what it does to the numbers",
      querystring: findingsQuery,
      response: { 200: findingsSchema, ...problemResponses },
    },
    handler: (request, reply) =>
      answers.json(request, reply, async (session): Promise<Findings> => {
        const found = await session.findings(null, { limit: 0, offset: 0 });
        const codes = request.query.effects === "no" ? [] : found.groups.map(({ code }) => code);
        const effects = await session.effects(codes);
        return {
          total: found.total,
          groups: sortedByEffect(found.groups, effects).map((group) => ({
            code: group.code,
            count: group.count,
            records: group.records,
            ...explained(group, house.catalogue),
            examples: [...group.examples],
            effects: [...(effects.get(group.code) ?? [])],
          })),
        };
      }),
  });
  api.route({
    method: "GET",
    url: "/findings/:code/effects",
    schema: {
      summary: "What the findings of one code do to the numbers",
      params: z.strictObject({ code: z.string() }),
      response: { 200: findingEffectsSchema, ...problemResponses },
    },
    handler: (request, reply) => {
      const { code } = request.params;
      return answers.json(request, reply, async (session): Promise<FindingEffects> => {
        mustHave(code, (await session.findings(code, { limit: 1, offset: 0 })).groups);
        const effects = await session.effects([code]);
        return { code, effects: [...(effects.get(code) ?? [])] };
      });
    },
  });
  api.route({
    method: "GET",
    url: "/findings/:code",
    schema: {
      summary: "The findings of one code",
      params: z.strictObject({ code: z.string() }),
      querystring: findingQuery,
      response: { 200: findingListSchema, ...problemResponses },
    },
    handler: (request, reply) => {
      const { code } = request.params;
      const { limit = defaultLimit, offset = 0 } = request.query;
      return answers.json(request, reply, async (session): Promise<FindingList> => {
        const { groups, listed, total } = await session.findings(code, { limit, offset });
        mustHave(code, groups);
        return { code, total, limit, offset, findings: [...listed] };
      });
    },
  });
};
