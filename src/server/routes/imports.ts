/** Files that were sent before are looked at, tried out, and loaded as one import, all of it or nothing. */
import { createReadStream } from "node:fs";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { Problem } from "../../problem.ts";
import { findingWords } from "../../reports/findings.ts";
import { apartFrom } from "../../wording/names.ts";
import { documentFor } from "../problem-document.ts";
import {
  fileBody,
  importBody,
  missingBody,
  previewBody,
  processBody,
  rejectedParams,
} from "../schemas/import-bodies.ts";
import {
  loadedSchema,
  missingDeletedSchema,
  previewSchema,
  processTakenSchema,
  uploadSchema,
} from "../schemas/imports.ts";
import type { ImportPreview, ImportToLoad, Loaded } from "../types.ts";
import { sizeText, type Uploads, uploadsIn } from "../uploads.ts";
import { type AddRoute, type Api, fileResponses, problemResponses } from "./route.ts";

/** Bytes of one file: larger ones go in by the command line, which needs no copy. */
const mostBytes = 2 ** 34;
const lookEveryMs = 10 * 60_000;

const wordsOf = (findings: readonly { readonly code: string }[]): Loaded["reasons"] =>
  [...new Set(findings.map(({ code }) => code))].map((code) => {
    const { title, advice } = findingWords(code);
    return { code, meaning: title, remedy: advice };
  });

/** Each by a name of its own, for findings and rows that are left out are told by it: the second `leads.csv` is `2/leads.csv`. */
const namedApart = <One extends { readonly name: string }>(files: readonly One[]): readonly One[] => {
  const taken = new Set<string>();
  return files.map((file) => ({ ...file, name: apartFrom(taken, file.name) }));
};

const addFiles = (api: Api, uploads: Uploads): void => {
  // Its content is not read here: it goes to the disk as it comes.
  api.addContentTypeParser("application/octet-stream", {}, async (_request: unknown, content: Readable) => content);
  const timer = setInterval(() => void uploads.dropOld(), lookEveryMs).unref();
  api.addHook("onClose", async () => clearInterval(timer));
  api.route({
    method: "POST",
    url: "/imports/files",
    schema: {
      summary: "Sends one file of an import, as application/octet-stream; nothing is loaded yet",
      consumes: ["application/octet-stream"],
      body: fileBody,
      response: { 200: uploadSchema, ...problemResponses },
    },
    handler: async (request) => {
      if (!/^application\/octet-stream(?=\s*(;|$))/i.test(request.headers["content-type"] ?? ""))
        throw new Problem("bad_request", { field: "The content", reason: "must be sent as application/octet-stream." });
      if (Number(request.headers["content-length"] ?? 0) > mostBytes)
        throw new Problem("request_too_large", { most: sizeText(mostBytes) });
      return await uploads.receive(request.raw);
    },
  });
};

export const addImports: AddRoute = (api, { house }) => {
  const uploads = uploadsIn(join(house.tempFolder, "uploads"), mostBytes);
  const given = async (files: ImportToLoad["files"]): Promise<{ name: string; path: string }[]> => {
    const found: { name: string; path: string }[] = [];
    for (const { name, upload } of namedApart(files)) found.push({ name, path: await uploads.pathOf(upload) });
    return found;
  };
  addFiles(api, uploads);
  api.route({
    method: "POST",
    url: "/imports/preview",
    schema: {
      summary: "What files that were sent are, and what would become of them; nothing is loaded",
      body: previewBody,
      response: { 200: previewSchema, ...problemResponses },
    },
    handler: async (request, reply): Promise<ImportPreview> => {
      reply.header("cache-control", "no-store");
      const { files, ...wishes } = request.body;
      const { problem, ...previewed } = await house.preview({ files: await given(files), ...wishes });
      return {
        ...previewed,
        reasons: wordsOf(previewed.outcome?.findings ?? []),
        problem: problem === null ? null : documentFor(problem),
      };
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
    handler: async (request, reply): Promise<Loaded> => {
      const { files, as, mapping, keep_mapping: keepMapping, full } = request.body;
      reply.header("cache-control", "no-store");
      try {
        const loaded = await house.load({ files: await given(files), as, mapping, keepMapping, full });
        return { ...loaded, reasons: wordsOf([...loaded.imported.findings, ...loaded.found]) };
      } finally {
        await uploads.drop(files.map(({ upload }) => upload));
      }
    },
  });
  api.route({
    method: "POST",
    url: "/imports/process",
    schema: {
      summary:
        "Takes the stages that files tell into quarterdeck.yaml, as somebody confirms them; answers are by them from then on",
      body: processBody,
      response: { 200: processTakenSchema, ...problemResponses },
    },
    handler: async (request, reply) => {
      reply.header("cache-control", "no-store");
      const { files, as, mapping, meanings = [], stages = null, currency = null } = request.body;
      const said = new Map(meanings.map(({ stage, category }) => [stage, category]));
      return await house.takeProcess({ files: await given(files), as, mapping, meanings: said, stages, currency });
    },
  });
  api.route({
    method: "POST",
    url: "/imports/missing",
    schema: {
      summary: "Marks as deleted, from now on, what the last import, said to be whole, did not tell",
      body: missingBody,
      response: { 200: missingDeletedSchema, ...problemResponses },
    },
    handler: async (request, reply) => {
      reply.header("cache-control", "no-store");
      return await house.deleteMissing(request.body.batch, request.body.tables);
    },
  });
  api.route({
    method: "GET",
    url: "/imports/rejected/:id",
    schema: {
      summary: "Rows that an import left out, as they stand in their file, with the reasons: a CSV file",
      params: rejectedParams,
      response: fileResponses("text/csv"),
    },
    handler: async (request, reply) => {
      const { path, name } = house.rejectedFile(request.params.id);
      return reply
        .type("text/csv; charset=utf-8")
        .header("cache-control", "no-store")
        .header("content-disposition", `attachment; filename="${name}"`)
        .send(createReadStream(path));
    },
  });
};
