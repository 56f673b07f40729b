/** `/tables`: the whole workspace in our own form, written at once so that all tables are of one version, then fetched one by one. */
import { randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { Problem } from "../../problem.ts";
import { letGo } from "../letting-go.ts";
import { tableParams, writtenParams, writtenTables } from "../schemas/tables.ts";
import type { WrittenTables } from "../types.ts";
import { type AddRoute, fileResponses, goneResponses, problemResponses } from "./route.ts";

const longestMs = 60 * 60_000;

interface Kept {
  readonly folder: string;
  readonly files: ReadonlyMap<string, string>;
  readonly timer: NodeJS.Timeout;
}

export const addTables: AddRoute = (api, { house, answers }) => {
  const kept = new Map<string, Kept>();
  const drop = async (id: string): Promise<void> => {
    const one = kept.get(id);
    if (one === undefined) throw new Problem("nothing_there", { what: `export ${id}` });
    kept.delete(id);
    clearTimeout(one.timer);
    await letGo(one.folder);
  };
  api.addHook("onClose", async () => {
    for (const id of kept.keys()) await drop(id);
  });
  api.route({
    method: "POST",
    url: "/tables",
    schema: {
      summary: "Writes every table in our own form, to be fetched within the hour",
      response: { 200: writtenTables, ...problemResponses },
    },
    handler: async (request, reply): Promise<WrittenTables> => {
      reply.header("cache-control", "no-store");
      const id = randomUUID();
      const folder = join(house.tempFolder, "tables", id);
      await mkdir(folder, { recursive: true });
      try {
        const written = await house.writeTables(folder, answers.signalOf(request, reply));
        const tables = await Promise.all(
          written.map(async ({ table, file, rows }) => ({ table, rows, size: (await stat(file)).size })),
        );
        const files = new Map(written.map(({ table, file }) => [table, file]));
        kept.set(id, { folder, files, timer: setTimeout(() => void drop(id), longestMs).unref() });
        return { id, tables };
      } catch (error) {
        await letGo(folder);
        throw error;
      }
    },
  });
  api.route({
    method: "GET",
    url: "/tables/:id/:table",
    schema: {
      summary: "One of the tables that were written: a CSV file",
      params: tableParams,
      response: fileResponses("text/csv"),
    },
    handler: async (request, reply) => {
      const { id, table } = request.params;
      const file = kept.get(id)?.files.get(table);
      if (file === undefined) throw new Problem("nothing_there", { what: `table ${table} of the export ${id}` });
      return reply
        .type("text/csv; charset=utf-8")
        .header("cache-control", "no-store")
        .header("content-disposition", `attachment; filename="${table}.csv"`)
        .send(createReadStream(file));
    },
  });
  api.route({
    method: "DELETE",
    url: "/tables/:id",
    schema: {
      summary: "Drops tables that were written, once they are fetched",
      params: writtenParams,
      response: goneResponses,
    },
    handler: async (request, reply) => {
      await drop(request.params.id);
      await reply.code(204).send(null);
    },
  });
};
