/** Requests as they come and go. */
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { ProblemCode } from "../problem.ts";

declare module "fastify" {
  interface FastifyContextConfig {
    /** Its answer lasts as long as whoever asked stays. */
    readonly lasts?: boolean;
  }
}

export interface Ended {
  readonly request: FastifyRequest;
  readonly method: string;
  /** The pattern of the address, which holds no value of anybody's; null: none of ours, so the page's. */
  readonly route: string | null;
  /** 499: whoever asked did not wait for the answer. */
  readonly status: number;
  readonly ms: number;
  /** Of the problem that it ended in. */
  readonly code: string | null;
  readonly lasts: boolean;
}

export interface Requests {
  watch(app: FastifyInstance): void;
  /** The request will end in this problem. */
  failed(request: FastifyRequest, code: string): void;
  onEnd(listener: (ended: Ended) => void): void;
  /** Once none is under way, without those that last; at the latest after so long. */
  settled(withinMs: number): Promise<void>;
  /** Without those that last; finished: not given up because of a stop. */
  figures(): { readonly underWay: number; readonly finished: number };
}

const goneStatus = 499;
const stoppingCode: ProblemCode = "server_stopping";

export const createRequests = (): Requests => {
  const codes = new WeakMap<FastifyRequest, string>();
  const listeners: ((ended: Ended) => void)[] = [];
  const settling = new Set<() => void>();
  let underWay = 0;
  let finished = 0;
  return {
    watch: (app) => {
      app.addHook("onRequest", async (request, reply) => {
        const lasts = request.routeOptions.config.lasts === true;
        const { raw } = reply;
        if (!lasts) underWay += 1;
        raw.once("close", () => {
          if (!lasts) underWay -= 1;
          if (underWay === 0) for (const settle of settling) settle();
          const code = codes.get(request) ?? null;
          if (!lasts && raw.writableFinished && code !== stoppingCode) finished += 1;
          const ended: Ended = {
            request,
            method: request.method,
            route: request.routeOptions.url ?? null,
            status: raw.writableFinished || lasts ? raw.statusCode : goneStatus,
            ms: reply.elapsedTime,
            code,
            lasts,
          };
          for (const listener of listeners) listener(ended);
        });
      });
    },
    failed: (request, code) => {
      codes.set(request, code);
    },
    onEnd: (listener) => {
      listeners.push(listener);
    },
    settled: (withinMs) =>
      new Promise((done) => {
        if (underWay === 0) return done();
        const settle = (): void => {
          clearTimeout(timer);
          settling.delete(settle);
          done();
        };
        const timer = setTimeout(settle, withinMs);
        settling.add(settle);
      }),
    figures: () => ({ underWay, finished }),
  };
};
