/** A route adds itself to the API. */

import type { IncomingMessage, ServerResponse } from "node:http";
import type { FastifyBaseLogger, FastifyInstance, RawServerDefault } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
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

/** Every route may end in one of these. */
export const problemResponses = { "4xx": problemSchema, "5xx": problemSchema };
