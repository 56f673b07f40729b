/** Starts the server over a workspace. */
import { join } from "node:path";
import { Problem } from "../problem.ts";
import { createApp, isLoopback } from "../server/index.ts";
import type { Server } from "./parts.ts";
import { serveWorkspace } from "./serving.ts";

const pageFolder = join(import.meta.dirname, "../web");

const isTaken = (error: unknown): boolean => error instanceof Error && "code" in error && error.code === "EADDRINUSE";

export const server: Server = {
  startServer: async (folder, { host, port }, hearing) => {
    if (!isLoopback(host)) throw new Problem("address_refused", { host });
    const house = await serveWorkspace(folder, hearing);
    try {
      const app = await createApp({ house, pageFolder });
      try {
        await app.listen({ host, port });
      } catch (error) {
        await app.close();
        throw isTaken(error) ? new Problem("address_in_use", { port }) : error;
      }
      const at = app.server.address();
      const bound = typeof at === "object" && at !== null ? at.port : port;
      const address = `http://${host.includes(":") ? `[${host}]` : host}:${bound}`;
      await house.announce(address);
      return {
        name: house.config.workspace,
        address,
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
