/** By which methods an address can be asked: what the routes say of themselves, and what the page's own take. */
import type { FastifyInstance } from "fastify";

const plain = /[.*+?^${}()|[\]\\]/g;

/** `/kpis/:id` as what it stands for: any one segment in place of the name. */
const patternOf = (url: string): RegExp =>
  new RegExp(
    `^${url
      .split("/")
      .map((segment) => (segment.startsWith(":") ? "[^/]+" : segment.replaceAll(plain, "\\$&")))
      .join("/")}$`,
  );

/** Hears of every route that is added from now on; what stands for any address is none of its own. */
export const methodsOf = (app: FastifyInstance): ((path: string) => readonly string[]) => {
  const routes: { readonly pattern: RegExp; readonly methods: readonly string[] }[] = [];
  app.addHook("onRoute", ({ url, method }) => {
    if (!url.includes("*")) routes.push({ pattern: patternOf(url), methods: [method].flat() });
  });
  return (path) =>
    [...new Set(routes.filter(({ pattern }) => pattern.test(path)).flatMap(({ methods }) => methods))].sort();
};
