/** What the server says of its work: a line of JSON for each request, or words where something is wrong. */
import Fastify, { type FastifyBaseLogger, type FastifyServerOptions } from "fastify";
import type { Ended, Requests } from "./requests.ts";

export interface LogTo {
  readonly form: "json" | "text" | "off";
  /** Addresses are told with what was asked, which may hold names. */
  readonly isDebugging: boolean;
  readonly write: (text: string) => void;
}

interface Line {
  readonly time: string;
  readonly level: string;
  readonly message?: string;
  readonly method?: string;
  readonly route?: string;
  readonly status?: number;
  readonly ms?: number;
  readonly code?: string;
  readonly err?: { readonly stack?: string };
}

/** `2026-07-01T08:15:00.000Z warn: GET /api/v1/kpis/:id 503 after 60001 ms (query_timeout)` */
const wordsOf = ({ time, level, message, method, route, status, ms, code, err }: Line): string => {
  const what =
    method === undefined
      ? (err?.stack ?? message ?? "")
      : `${method} ${route} ${status} after ${ms} ms${code === undefined ? "" : ` (${code})`}`;
  return `${time} ${level}: ${what}\n`;
};

/** Fastify's options of a log. */
export const loggedBy = (to: LogTo | undefined): Pick<FastifyServerOptions, "logger" | "logController"> =>
  to === undefined || to.form === "off"
    ? { logger: false }
    : {
        logger: {
          level: to.form === "text" ? "warn" : to.isDebugging ? "debug" : "info",
          base: null,
          messageKey: "message",
          timestamp: () => `,"time":"${new Date().toISOString()}"`,
          formatters: { level: (level) => ({ level }) },
          stream: { write: (line) => to.write(to.form === "json" ? line : wordsOf(JSON.parse(line))) },
        },
        logController: new Fastify.LogController({ disableRequestLogging: true, requestIdLogLabel: "request" }),
      };

const told = ({ request, method, route, status, ms, code }: Ended, log: FastifyBaseLogger) => ({
  method,
  route: route ?? "page",
  status,
  ms: Math.round(ms * 10) / 10,
  ...(code === null ? {} : { code }),
  ...(log.level === "debug" ? { url: request.url } : {}),
});

/** One line for each request when it ends; a warning when the fault is not the asker's. */
export const logRequests = (requests: Requests): void =>
  requests.onEnd((ended) => {
    const { log } = ended.request;
    if (ended.status >= 500) log.warn(told(ended, log), "request");
    else log.info(told(ended, log), "request");
  });
