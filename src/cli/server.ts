/** Starts the server over a workspace. */
import { join } from "node:path";
import { Problem } from "../problem.ts";
import { createApp, createRequests, isLoopback } from "../server/index.ts";
import type { Server, Stopped } from "./parts.ts";
import { serveWorkspace } from "./serving.ts";

const pageFolder = join(import.meta.dirname, "../web");

/** Why nobody can be heard there; anything else as it is. */
const notListening = (error: unknown, port: number): unknown => {
  const code = error instanceof Error && "code" in error ? error.code : null;
  if (code === "EADDRINUSE") return new Problem("address_in_use", { port });
  const reason = "whoever runs this has no permission for it";
  return code === "EACCES" ? new Problem("path_unusable", { path: `Port ${port}`, reason }) : error;
};

export const server: Server = {
  startServer: async (folder, { host, port, log }, hearing) => {
    if (!isLoopback(host)) throw new Problem("address_refused", { host });
    const house = await serveWorkspace(folder, hearing);
    try {
      const requests = createRequests();
      const app = await createApp({ house, pageFolder, log, requests });
      try {
        await app.listen({ host, port });
      } catch (error) {
        await app.close();
        throw notListening(error, port);
      }
      const at = app.server.address();
      const bound = typeof at === "object" && at !== null ? at.port : port;
      const address = `http://${host.includes(":") ? `[${host}]` : host}:${bound}`;
      await house.announce(address);
      const stop = async (): Promise<Stopped> => {
        const { underWay, finished } = requests.figures();
        await app.close();
        const done = Math.min(underWay, requests.figures().finished - finished);
        const stopped = { finished: done, givenUp: underWay - done };
        app.log.info(stopped, "stopped");
        return stopped;
      };
      return {
        name: house.config.workspace,
        address,
        stop,
        async [Symbol.asyncDispose]() {
          await app.close();
          await house[Symbol.asyncDispose]();
        },
      };
    } catch (error) {
      await house[Symbol.asyncDispose]();
      throw error;
    }
  },
};
