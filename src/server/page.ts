/** The page: static files as they were built, compressed beforehand, and its one document for every path of its own. */
import { access } from "node:fs/promises";
import { join } from "node:path";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance } from "fastify";
import { Problem } from "../problem.ts";

const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

const notBuilt =
  "The page is not built yet. Run npm run build, then start quarterdeck serve again. The API answers at /api/v1.\n";

const isFile = (path: string): boolean => /\.[a-z0-9]+$/i.test(path);

/** Paths under `root` belong to the API. */
export const addPage = async (app: FastifyInstance, folder: string | undefined, root: string): Promise<void> => {
  const isBuilt = folder !== undefined && (await isThere(join(folder, "index.html")));
  if (isBuilt)
    await app.register(fastifyStatic, {
      root: folder,
      preCompressed: true,
      cacheControl: false,
      wildcard: true,
      index: "index.html",
      setHeaders: (reply, path) => {
        // Names in assets/ carry a hash of their content.
        const isHashed = path.includes("/assets/") || path.includes("\\assets\\");
        reply.setHeader("cache-control", isHashed ? "public, max-age=31536000, immutable" : "no-cache");
      },
    });
  app.setNotFoundHandler((request, reply) => {
    const path = request.url.split("?", 1)[0] ?? "";
    const isPage = (request.method === "GET" || request.method === "HEAD") && !`${path}/`.startsWith(`${root}/`);
    if (!isPage || path.startsWith("/api/") || (isBuilt && isFile(path)))
      throw new Problem("nothing_there", { what: `address ${request.method} ${path}` });
    if (!isBuilt) return reply.code(503).type("text/plain; charset=utf-8").send(notBuilt);
    return reply.sendFile("index.html");
  });
};
