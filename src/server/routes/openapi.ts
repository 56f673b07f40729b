/** `GET /openapi.json`: this API, described by the schemas that check it. */
import type { AddRoute } from "./route.ts";

export const addOpenApi: AddRoute = (api) => {
  api.route({
    method: "GET",
    url: "/openapi.json",
    schema: { hide: true },
    handler: async (_request, reply) => reply.header("cache-control", "no-cache").send(api.swagger()),
  });
};
