/** A route adds itself to the API. */

import type { IncomingMessage, ServerResponse } from "node:http";
import type { FastifyBaseLogger, FastifyInstance, RawServerDefault } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import type { Answers } from "../answers.ts";
import type { House } from "../house.ts";
import type { News } from "../news.ts";
import { problemSchema } from "../schemas/problem.ts";

export type Api = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  ZodTypeProvider
>;

export interface Parts {
  readonly house: House;
  readonly answers: Answers;
  readonly news: News;
}

export type AddRoute = (api: Api, parts: Parts) => void;

const problemDocument = {
  description: "A problem document (RFC 9457).",
  content: { "application/problem+json": { schema: problemSchema } },
};

/** Every route may end in one of these. */
export const problemResponses = { "4xx": problemDocument, "5xx": problemDocument };

/** Of a route that takes something away. */
export const goneResponses = { 204: z.null().describe("It is gone."), ...problemResponses };

/** Of a route that hands out a file. */
export const fileResponses = (...types: readonly string[]) => ({
  200: {
    description: "A file.",
    content: Object.fromEntries(types.map((type) => [type, { schema: z.unknown() }])),
  },
  ...problemResponses,
});
