/** `/views`: addresses of the page that are kept by name. */
import { createHash } from "node:crypto";
import { z } from "zod";
import { Problem } from "../../problem.ts";
import type { View } from "../../state/index.ts";
import { beforeOf, sendsKnown } from "../preconditions.ts";
import { viewBody, viewName, viewSchema, viewsSchema } from "../schemas/views.ts";
import { type AddRoute, goneResponses, problemResponses } from "./route.ts";

const told = ({ name, path, search, version }: View): View => ({ name, path, search, version });
const etagOf = ({ version }: View): string => `"${version}"`;

const etagOfAll = (views: readonly View[]): string =>
  `"${createHash("sha256")
    .update(views.map(({ name, version }) => `${name} ${version}`).join("\n"))
    .digest("base64url")
    .slice(0, 22)}"`;

const params = z.strictObject({ name: viewName });

export const addViews: AddRoute = (api, { house, news }) => {
  api.route({
    method: "GET",
    url: "/views",
    schema: { summary: "Saved views, by name", response: { 200: viewsSchema, ...problemResponses } },
    handler: async (request, reply) => {
      const views = await (await house.views()).list();
      if (sendsKnown(request, reply, etagOfAll(views))) return reply;
      return { views: views.map(told) };
    },
  });
  api.route({
    method: "GET",
    url: "/views/:name",
    schema: { summary: "One saved view", params, response: { 200: viewSchema, ...problemResponses } },
    handler: async (request, reply) => {
      const { name } = request.params;
      const view = await (await house.views()).find(name);
      if (view === null) throw new Problem("nothing_there", { what: `view ${name}` });
      if (sendsKnown(request, reply, etagOf(view))) return reply;
      return told(view);
    },
  });
  api.route({
    method: "PUT",
    url: "/views/:name",
    schema: {
      summary:
        "Saves a view, changes it, or gives it another name; If-Match and If-None-Match say what must hold before",
      params,
      body: viewBody,
      response: { 200: viewSchema, ...problemResponses },
    },
    handler: async (request, reply) => {
      const { name } = request.params;
      const { name: newName = name, path, search } = request.body;
      const view = await (await house.views()).save(name, { name: newName, path, search }, beforeOf(request));
      news.tell("views");
      reply.header("cache-control", "no-store").header("etag", etagOf(view));
      return told(view);
    },
  });
  api.route({
    method: "DELETE",
    url: "/views/:name",
    schema: { summary: "Takes a view away", params, response: goneResponses },
    handler: async (request, reply) => {
      await (await house.views()).remove(request.params.name, beforeOf(request));
      news.tell("views");
      await reply.code(204).send(null);
    },
  });
};
