/** `If-Match` and `If-None-Match`: what whoever asks has already, and what must hold before a change (RFC 9110, section 13). */
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Before } from "../state/index.ts";

const versionsIn = (header: string): readonly string[] =>
  header.split(",").map((one) => one.trim().replace(/^"(.*)"$/, "$1"));

/** Whether whoever asks names this as what they have already. */
export const isNamed = ({ headers }: Pick<FastifyRequest, "headers">, etag: string): boolean =>
  (headers["if-none-match"] ?? "").split(",").some((one) => one.trim().replace(/^W\//, "") === etag);

/** `*`: whatever it is, as long as there is an answer. */
const isKnown = (request: FastifyRequest, etag: string): boolean =>
  request.headers["if-none-match"]?.trim() === "*" || isNamed(request, etag);

/** Says of what there is that whoever asks has it, without sending it again. */
export const sendsKnown = (request: FastifyRequest, reply: FastifyReply, etag: string): boolean => {
  reply.header("cache-control", "private, no-cache").header("etag", etag);
  if (!isKnown(request, etag)) return false;
  reply.code(304).send();
  return true;
};

/** null: nothing is asked for. */
export const beforeOf = ({ headers }: Pick<FastifyRequest, "headers">): Before | null => {
  const match = headers["if-match"];
  if (match !== undefined) return match.trim() === "*" ? "any" : { versions: versionsIn(match) };
  return headers["if-none-match"]?.trim() === "*" ? "none" : null;
};
