/** `POST /imports`: files that were sent before are loaded as one import, all of it or nothing. */
import type { Readable } from "node:stream";
import { Problem } from "../../problem.ts";
import { importBody, loadedSchema, uploadSchema } from "../schemas/imports.ts";
import { uploadsIn } from "../uploads.ts";
import { type AddRoute, problemResponses } from "./route.ts";

export const addImports: AddRoute = (api, { house }) => {
  const uploads = uploadsIn(house.uploadFolder);
  // Its content is not read here: it goes to the disk as it comes.
  api.addContentTypeParser("application/octet-stream", {}, async (_request: unknown, content: Readable) => content);
  api.route({
    method: "POST",
    url: "/imports/files",
    schema: {
      summary: "Sends one file of an import, as application/octet-stream; nothing is loaded yet",
      response: { 200: uploadSchema, ...problemResponses },
    },
    handler: async (request) => {
      if (request.headers["content-type"] !== "application/octet-stream")
        throw new Problem("bad_request", { field: "The content", reason: "must be sent as application/octet-stream." });
      return await uploads.receive(request.raw);
    },
  });
  api.route({
    method: "POST",
    url: "/imports",
    schema: {
      summary: "Loads files that were sent, as one import",
      body: importBody,
      response: { 200: loadedSchema, ...problemResponses },
    },
    handler: async (request, reply) => {
      const { files, as, mapping } = request.body;
      reply.header("cache-control", "no-store");
      try {
        const given: { name: string; path: string }[] = [];
        for (const { name, upload } of files) given.push({ name, path: await uploads.pathOf(upload) });
        return await house.load({ files: given, as, mapping });
      } finally {
        await uploads.drop(files.map(({ upload }) => upload));
      }
    },
  });
};
