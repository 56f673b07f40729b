/** The HTTP face of a workspace: `/api/v1`, and the page. */
import { randomUUID } from "node:crypto";
import type { OutgoingHttpHeader } from "node:http";
import helmet from "@fastify/helmet";
import swagger from "@fastify/swagger";
import Fastify, { type FastifyInstance, type FastifyReply } from "fastify";
import { jsonSchemaTransform, validatorCompiler, type ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { Problem } from "../problem.ts";
import { answersOf } from "./answers.ts";
import { guard } from "./guard.ts";
import type { House } from "./house.ts";
import { type LogTo, loggedBy, logRequests } from "./log.ts";
import { methodsOf } from "./methods.ts";
import { addMetrics } from "./metrics.ts";
import { createNews } from "./news.ts";
import { addPage } from "./page.ts";
import { documentFor, type ProblemDocument } from "./problem-document.ts";
import { createRequests, type Requests } from "./requests.ts";
import { routes } from "./routes/index.ts";
import { answerUnread, reading } from "./unread.ts";

export interface AppOptions {
  readonly house: House;
  /** The built page; absent: a sentence that says how to build it. */
  readonly pageFolder?: string;
  readonly log?: LogTo;
  /** Watches what comes and goes. */
  readonly requests?: Requests;
  /** How long a question may take. */
  readonly limitMs?: number;
  /** How many questions are answered at once. */
  readonly atOnce?: number;
  /** How long it waits for answers under way when it is stopped. */
  readonly graceMs?: number;
}

const root = "/api/v1";
const defaultGraceMs = 8000;
const idleMs = 50;
const partingMs = 500;
const bodyLimit = 1 << 20;
const noParameters = z.strictObject({});

const csp = {
  useDefaults: false,
  directives: {
    "default-src": ["'self'"],
    "script-src": ["'self'"],
    // Mantine sets style attributes and style elements.
    "style-src": ["'self'", "'unsafe-inline'"],
    "img-src": ["'self'", "data:", "blob:"],
    "font-src": ["'self'", "data:"],
    "connect-src": ["'self'"],
    "object-src": ["'none'"],
    "base-uri": ["'none'"],
    "form-action": ["'self'"],
    "frame-ancestors": ["'none'"],
  },
};

/** What helmet sets; the answer to which it is set for the first time has it by that. */
const protectingHeaders = (reply: FastifyReply): ReadonlyMap<string, OutgoingHttpHeader> => {
  const before = new Set(reply.raw.getHeaderNames());
  reply.helmet();
  return new Map(
    Object.entries(reply.raw.getHeaders()).flatMap(([name, value]) =>
      value === undefined || before.has(name) ? [] : [[name, value] as const],
    ),
  );
};

const sendProblem = (reply: FastifyReply, document: ProblemDocument): FastifyReply => {
  if (document.status === 503) reply.header("retry-after", "1");
  return reply
    .code(document.status)
    .header("cache-control", "no-store")
    .type("application/problem+json")
    .send(JSON.stringify(document));
};

const leaving: ReadonlySet<string> = new Set(["ABORT_ERR", "ECONNRESET", "ERR_STREAM_PREMATURE_CLOSE"]);

/** Whoever asked has left, perhaps before all was sent: nobody hears of it, and nothing went wrong. */
const isLeft = (error: Error, { raw }: FastifyReply): boolean =>
  raw.destroyed && (error.name === "AbortError" || ("code" in error && leaving.has(String(error.code))));

/** Ready to listen; the caller closes it, and the house after it. */
export const createApp = async (options: AppOptions): Promise<FastifyInstance> => {
  const { house, log, requests = createRequests(), graceMs = defaultGraceMs } = options;
  const app = Fastify({
    ...loggedBy(log),
    bodyLimit,
    http: reading,
    clientErrorHandler: answerUnread,
    // It counts for the end, too, which may take longer: what is under way is waited for.
    pluginTimeout: 0,
    // Who comes too late is told so below, in a problem document.
    return503OnClosing: false,
    genReqId: () => randomUUID(),
    routerOptions: { maxParamLength: 1000 },
    // An address that cannot be decoded comes to no route.
    frameworkErrors: (error, _request, reply) => {
      sendProblem(reply, documentFor(error));
    },
  }).withTypeProvider<ZodTypeProvider>();
  // A form of another site may send text, never JSON.
  app.removeContentTypeParser("text/plain");
  app.setValidatorCompiler(validatorCompiler);
  // Answers are checked against their schemas by the tests, not again for every reader.
  app.setSerializerCompiler(() => (payload) => JSON.stringify(payload));
  app.setErrorHandler((error: Error, request, reply) => {
    const document = documentFor(error);
    if (isLeft(error, reply)) return sendProblem(reply, document);
    requests.failed(request, document.code);
    if (document.status >= 500 && !(error instanceof Problem)) request.log.error(error);
    return sendProblem(reply, document);
  });
  requests.watch(app);
  const methods = methodsOf(app);
  logRequests(requests);
  app.addHook("onRequest", async (request) => guard(request));
  let isStopping = false;
  app.addHook("onRequest", async () => {
    if (isStopping) throw new Problem("server_stopping", {});
  });
  await app.register(helmet, {
    global: false,
    contentSecurityPolicy: csp,
    strictTransportSecurity: false,
    referrerPolicy: { policy: "same-origin" },
  });
  // The same for every answer, and put together once: helmet would for each.
  let protecting: ReadonlyMap<string, OutgoingHttpHeader> | null = null;
  app.addHook("onRequest", async (_request, reply) => {
    protecting ??= protectingHeaders(reply);
    for (const [name, value] of protecting) reply.raw.setHeader(name, value);
  });
  await app.register(swagger, {
    openapi: {
      openapi: "3.1.0",
      info: {
        title: "Quarterdeck",
        description:
          "Sixteen sales KPIs, asked over HTTP. A path asked by a method that it does not have answers 405 and says in `Allow` which it has.",
        version: "1",
      },
    },
    transform: jsonSchemaTransform,
  });
  const answers = answersOf(options);
  const news = createNews();
  app.addHook("preClose", async () => {
    isStopping = true;
    // A connection whose last answer is out would be kept open for more than a minute.
    app.server.keepAliveTimeout = idleMs;
    // Node closes connections whose answer is written but not yet read: it is told to close when none is left.
    await requests.settled(graceMs);
    await answers.close();
    await requests.settled(partingMs);
    // A connection over which nothing was asked yet, or not all of it, counts as busy: browsers open such ahead, and keep them.
    const rest = setTimeout(() => app.server.closeAllConnections(), partingMs).unref();
    app.server.once("close", () => clearTimeout(rest));
  });
  await app.register(
    async (api) => {
      // What has no parameters refuses any, as what has some refuses others: it would answer another question than was asked.
      api.addHook("onRoute", (route) => {
        if (route.schema?.hide !== true) route.schema = { querystring: noParameters, ...route.schema };
      });
      for (const add of routes) add(api.withTypeProvider<ZodTypeProvider>(), { house, answers, news });
    },
    { prefix: root },
  );
  addMetrics(app, { requests, answers, house });
  await addPage(app, { folder: options.pageFolder, root, methods });
  await app.ready();
  return app;
};
