/** `GET /metrics`: how the server fares, for Prometheus. */
import type { FastifyInstance } from "fastify";
import type { Answers } from "./answers.ts";
import { counter, exposition, expositionType, histogram, type Metric, reading } from "./exposition.ts";
import type { House } from "./house.ts";
import type { Requests } from "./requests.ts";

const secondsBounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

const ofRequests = (requests: Requests): readonly Metric[] => {
  const total = counter("quarterdeck_http_requests_total", "Requests by the pattern of their address.");
  const seconds = histogram("quarterdeck_http_request_duration_seconds", "How long answers took.", secondsBounds);
  requests.onEnd(({ method, route, status, ms, lasts }) => {
    const asked = { route: route ?? "page", method };
    total.add({ ...asked, status: String(status) });
    if (!lasts) seconds.observe(asked, ms / 1000);
  });
  const underWay = reading(
    "gauge",
    "quarterdeck_http_requests_under_way",
    "Requests without an answer yet.",
    () => requests.figures().underWay,
  );
  return [total, seconds, underWay];
};

const ofAnswers = ({ figures }: Answers): readonly Metric[] => [
  reading("gauge", "quarterdeck_queries_running", "Questions that are being answered.", () => figures().running),
  reading("gauge", "quarterdeck_queries_waiting", "Questions that wait for their turn.", () => figures().waiting),
  reading("counter", "quarterdeck_queries_interrupted_total", "Questions that were given up.", () =>
    Object.entries(figures().interrupted).map(([reason, value]) => ({ labels: { reason }, value })),
  ),
  reading("counter", "quarterdeck_cache_hits_total", "Answers that were known already.", () => figures().hits),
  reading("counter", "quarterdeck_cache_misses_total", "Answers that had to be found.", () => figures().misses),
  reading("gauge", "quarterdeck_cache_bytes", "Held by answers that are kept.", () => figures().cached),
];

const ofData = (house: House): readonly Metric[] => [
  reading("gauge", "quarterdeck_data_info", "1, for the version of the data.", () => [
    { labels: { version: house.present().version }, value: 1 },
  ]),
  reading("gauge", "quarterdeck_data_watermark_timestamp_seconds", "The instant of the latest fact.", () => {
    const { watermark } = house.present();
    return watermark === null ? null : watermark / 1000;
  }),
];

const cpuSeconds = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

const ofProcess = (): readonly Metric[] => {
  const startedAt = Date.now() / 1000 - process.uptime();
  return [
    reading("gauge", "quarterdeck_uptime_seconds", "Since the process began.", () => process.uptime()),
    reading("gauge", "process_start_time_seconds", "When the process began.", () => startedAt),
    reading("counter", "process_cpu_seconds_total", "Time on the processors.", cpuSeconds),
    reading("gauge", "process_resident_memory_bytes", "Memory of the process.", () => process.memoryUsage.rss()),
    reading(
      "gauge",
      "nodejs_heap_size_used_bytes",
      "Of it, in use by JavaScript.",
      () => process.memoryUsage().heapUsed,
    ),
  ];
};

export const addMetrics = (
  app: FastifyInstance,
  { requests, answers, house }: { readonly requests: Requests; readonly answers: Answers; readonly house: House },
): void => {
  const metrics = [...ofRequests(requests), ...ofAnswers(answers), ...ofData(house), ...ofProcess()];
  app.route({
    method: "GET",
    url: "/metrics",
    schema: { hide: true },
    handler: async (_request, reply) =>
      reply.header("cache-control", "no-store").header("content-type", expositionType).send(exposition(metrics)),
  });
};
