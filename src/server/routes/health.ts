/** `GET /health`: whether the server answers, and of which data. */
import { healthSchema } from "../schemas/workspace.ts";
import type { AddRoute } from "./route.ts";

export const addHealth: AddRoute = (api, { house }) => {
  api.route({
    method: "GET",
    url: "/health",
    schema: { summary: "Whether the server answers", response: { 200: healthSchema } },
    handler: async (_request, reply) => {
      reply.header("cache-control", "no-store");
      return { status: "ok" as const, version: house.present().version };
    },
  });
};
