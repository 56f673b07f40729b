/** Answers to requests: of the present version, kept for who asks the same, and given up when nobody waits or it takes too long. */
import { createHash, randomUUID } from "node:crypto";
import type { FastifyReply, FastifyRequest } from "fastify";
import { Problem } from "../problem.ts";
import { createCache } from "./cache.ts";
import { contentType, type Form, formFor } from "./forms.ts";
import type { House, Present, Session } from "./house.ts";
import { isNamed, sendsKnown } from "./preconditions.ts";
import { createQueue, type QueueFigures } from "./queue.ts";
import { type Waiting, waitingFor } from "./waiting.ts";

export interface AnswersOptions {
  readonly house: House;
  readonly limitMs?: number;
  readonly atOnce?: number;
}

type Work<Result> = (session: Session, present: Present) => Promise<Result>;

export interface AnswerFigures extends QueueFigures {
  /** Bytes of answers that are kept. */
  readonly cached: number;
  /** Answers that were known, or were being found for another. */
  readonly hits: number;
  readonly misses: number;
}

/** What is found in each form. */
export interface Forms<Result> {
  /** As it is found, where nothing else is said. */
  readonly json?: (result: Result, asker: Session["asker"]) => unknown;
  readonly csv: (result: Result, asker: Session["asker"]) => string;
  readonly text: (result: Result, asker: Session["asker"]) => readonly string[];
}

export interface Answers {
  /** What the work finds, as JSON, with its ETag; from the cache where it is known. */
  json(request: FastifyRequest, reply: FastifyReply, work: Work<unknown>): Promise<void>;
  /** The same in the form that `Accept` asks for. */
  formed<Result>(request: FastifyRequest, reply: FastifyReply, work: Work<Result>, forms: Forms<Result>): Promise<void>;
  /** What does not depend on the data, with its ETag. */
  fixed(request: FastifyRequest, reply: FastifyReply, tell: () => unknown): void;
  /** In its turn and within the time limit, for this request alone. */
  once<Result>(signal: AbortSignal, work: Work<Result>): Promise<Result>;
  /** Aborted when whoever asked is gone. */
  signalOf(request: FastifyRequest, reply: FastifyReply): AbortSignal;
  readonly figures: () => AnswerFigures;
  close(): Promise<void>;
}

interface Told {
  readonly body: string;
  readonly version: string;
}

const defaultLimitMs = 60_000;
const defaultAtOnce = 3;
const cacheBytes = 24 << 20;

/** A server that was started anew may answer in another form: an ETag lasts no longer than the process. */
const started = randomUUID().slice(0, 8);

const etagOf = (version: string, question: string): string =>
  `"${createHash("sha256").update(`${started} ${version} ${question}`).digest("base64url").slice(0, 22)}"`;

/** The same question in another order of its parameters is the same question. */
const questionOf = ({ url }: FastifyRequest): string => {
  const [path = ""] = url.split("?", 1);
  // Those that come after the first question mark belong to a value.
  const search = url.slice(path.length + 1);
  return search === "" ? path : `${path}?${search.split("&").sort().join("&")}`;
};

export const answersOf = ({ house, limitMs = defaultLimitMs, atOnce = defaultAtOnce }: AnswersOptions): Answers => {
  const cache = createCache<Told>(cacheBytes);
  const queue = createQueue(atOnce);
  const waiting: Waiting<Told> = waitingFor();
  let hits = 0;
  let misses = 0;
  const stopListening = house.onChange(() => cache.clear());

  const once = <Result>(signal: AbortSignal, work: Work<Result>): Promise<Result> =>
    queue.run(signal, limitMs, (limited, begun) =>
      house.within(limited, (session, present) => {
        begun();
        return work(session, present);
      }),
    );

  const signalOf = (_request: FastifyRequest, reply: FastifyReply): AbortSignal => {
    const gone = new AbortController();
    reply.raw.once("close", () => {
      if (!reply.raw.writableFinished) gone.abort();
    });
    return gone.signal;
  };

  const find = (question: string, signal: AbortSignal, work: Work<string>): Promise<Told> => {
    const key = `${house.present().version} ${question}`;
    const known = cache.get(key);
    hits += 1;
    if (known !== undefined) return Promise.resolve(known);
    return waiting.join(key, signal, async (shared) => {
      hits -= 1;
      misses += 1;
      const told = await once(shared, async (session, present) => ({
        body: await work(session, present),
        version: present.version,
      }));
      if (told.version === house.present().version)
        cache.set(`${told.version} ${question}`, told, told.body.length * 2);
      return told;
    });
  };

  const send = async (
    request: FastifyRequest,
    reply: FastifyReply,
    { question, form }: { readonly question: string; readonly form: Form },
    work: Work<string>,
  ): Promise<void> => {
    const etag = etagOf(house.present().version, question);
    // Who has it had it answered: it need not be found again.
    if (isNamed(request, etag) && sendsKnown(request, reply, etag)) return;
    const { body, version } = await find(question, signalOf(request, reply), work);
    if (sendsKnown(request, reply, etagOf(version, question))) return;
    await reply.type(contentType(form)).send(Buffer.from(body));
  };

  return {
    json: (request, reply, work) =>
      send(request, reply, { question: questionOf(request), form: "json" }, async (session, present) =>
        JSON.stringify(await work(session, present)),
      ),
    formed: (request, reply, work, forms) => {
      const form = formFor(request.headers.accept);
      reply.header("vary", "accept");
      return send(request, reply, { question: `${form} ${questionOf(request)}`, form }, async (session, present) => {
        const result = await work(session, present);
        switch (form) {
          case "json":
            return JSON.stringify(forms.json?.(result, session.asker) ?? result);
          case "csv":
            return forms.csv(result, session.asker);
          case "text":
            return forms
              .text(result, session.asker)
              .map((line) => `${line}\n`)
              .join("");
        }
      });
    },
    fixed: (request, reply, tell) => {
      if (sendsKnown(request, reply, etagOf("", questionOf(request)))) return;
      reply.type(contentType("json")).send(Buffer.from(JSON.stringify(tell())));
    },
    once,
    signalOf,
    figures: () => ({ ...queue.figures(), cached: cache.size(), hits, misses }),
    close: async () => {
      stopListening();
      queue.stop(new Problem("server_stopping", {}));
      await queue.idle();
    },
  };
};
