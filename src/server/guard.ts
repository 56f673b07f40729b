/** Who may ask: this computer only, by its own name, and to change anything only our own page or a program. */
import type { FastifyRequest } from "fastify";
import { Problem } from "../problem.ts";

const loopbackNames: ReadonlySet<string> = new Set(["localhost", "127.0.0.1", "[::1]", "::1"]);

export const isLoopback = (host: string): boolean => loopbackNames.has(host.toLowerCase());

const nameOf = (host: string): string => /^(\[[^\]]*\]|[^:]*)(:\d+)?$/.exec(host)?.[1] ?? host;

const changing: ReadonlySet<string> = new Set(["POST", "PUT", "PATCH", "DELETE"]);

const refuse = (reason: string): never => {
  throw new Problem("request_refused", { reason });
};

/**
 * A page of another site cannot make the browser ask us: its name, made to point here, stands in `Host` (DNS rebinding), and what it
 * sends carries its `Origin`. Problem: `request_refused`.
 */
export const guard = ({ method, headers }: Pick<FastifyRequest, "method" | "headers">): void => {
  const { host, origin } = headers;
  if (host === undefined || !isLoopback(nameOf(host)))
    refuse(`it was sent to ${host ?? "nobody"}, which is not this server`);
  if (!changing.has(method)) return;
  if (origin !== undefined && origin !== `http://${host}`) refuse(`it comes from ${origin}`);
  const site = headers["sec-fetch-site"];
  if (site !== undefined && site !== "same-origin" && site !== "none") refuse("it comes from another site");
};
