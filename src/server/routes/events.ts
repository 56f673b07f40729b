/** `GET /events`: server-sent events that say when there is a new version of the data, or of what is kept beside it, and how far an import is. */
import type { Present, Step } from "../house.ts";
import type { Kept } from "../news.ts";
import type { AddRoute } from "./route.ts";

const beatMs = 20_000;

const told = ({ version, watermark }: Present): string =>
  `event: version\ndata: ${JSON.stringify({ version, watermark: watermark === null ? null : new Date(watermark).toISOString() })}\n\n`;

const toldKept = (changed: Kept): string => `event: kept\ndata: ${JSON.stringify({ changed })}\n\n`;

const toldStep = (step: Step): string => `event: step\ndata: ${JSON.stringify(step)}\n\n`;

export const addEvents: AddRoute = (api, { house, news }) => {
  const open = new Set<() => void>();
  api.addHook("preClose", async () => {
    for (const end of open) end();
  });
  api.route({
    method: "GET",
    url: "/events",
    schema: { hide: true },
    config: { lasts: true },
    // It would have no end, and what is asked after it over the same connection no answer.
    exposeHeadRoute: false,
    handler: (request, reply) => {
      reply.hijack();
      const { raw } = reply;
      raw.writeHead(200, {
        "content-type": "text/event-stream",
        "cache-control": "no-store",
        "x-accel-buffering": "no",
      });
      raw.write(told(house.present()));
      const stop = house.onChange((present) => raw.write(told(present)));
      const stopNews = news.listen((changed) => raw.write(toldKept(changed)));
      const stopSteps = house.onStep((step) => raw.write(toldStep(step)));
      const timer = setInterval(() => raw.write(": beat\n\n"), beatMs);
      const end = (): void => {
        clearInterval(timer);
        stop();
        stopNews();
        stopSteps();
        open.delete(end);
        raw.end();
      };
      open.add(end);
      request.raw.once("close", end);
    },
  });
};
