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

/** Where files of the page lie. The page of somebody ends as a file does where their id does: `/people/ann@acme.com`. */
const isFile = (path: string): boolean => /^\/(assets\/.*|[^/]*)\.[a-z0-9]+$/i.test(path);

const pageMethods = ["GET", "HEAD"];

export interface PageOptions {
  /** Where the built page lies. */
  readonly folder: string | undefined;
  /** Paths under it belong to the API. */
  readonly root: string;
  /** By which methods a path of the API can be asked; by none where there is nothing. */
  readonly methods: (path: string) => readonly string[];
}

/** Problems of an address that nothing answers: `nothing_there`, `method_not_allowed`. */
export const addPage = async (app: FastifyInstance, { folder, root, methods }: PageOptions): Promise<void> => {
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
        reply.setHeader("vary", "accept-encoding");
        reply.setHeader("cache-control", isHashed ? "public, max-age=31536000, immutable" : "no-cache");
      },
    });
  app.setNotFoundHandler((request, reply) => {
    const path = request.url.split("?", 1)[0] ?? "";
    const isPage = !`${path}/`.startsWith(`${root}/`) && !path.startsWith("/api/") && !(isBuilt && isFile(path));
    const known = methods(path);
    const allowed = known.length > 0 || !isPage ? known : pageMethods;
    const nothing = new Problem("nothing_there", { what: `address ${request.method} ${path}` });
    if (allowed.length === 0) throw nothing;
    if (!allowed.includes(request.method)) {
      reply.header("allow", allowed.join(", "));
      throw new Problem("method_not_allowed", { path, method: request.method, allowed });
    }
    // A name that is too long for any of ours.
    if (!isPage) throw nothing;
    if (!isBuilt) return reply.code(503).type("text/plain; charset=utf-8").send(notBuilt);
    return reply.sendFile("index.html");
  });
};
