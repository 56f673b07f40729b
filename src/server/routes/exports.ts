/** `GET /kpis/{id}/export` and its records as files: CSV and XLSX. */
import { join } from "node:path";
import type { FastifyReply } from "fastify";
import writeXlsx from "write-excel-file/node";
import { z } from "zod";
import { Problem } from "../../problem.ts";
import { questionIn, type RecordPage, usualPart } from "../../query/index.ts";
import { answerTable, csvOf, type FileTable, recordsTable, scorecardTable } from "../../reports/csv.ts";
import { csvLines } from "../../wording/csv.ts";
import { questionQuery, questionWords, rangedQuery } from "../schemas/question.ts";
import { listedPart } from "../schemas/records.ts";
import { spoolIn } from "../spool.ts";
import { mostRows, workbook } from "../workbook.ts";
import { kpiNamed } from "./catalogue.ts";
import { type AddRoute, fileResponses } from "./route.ts";
import { scorecardFor } from "./scorecard.ts";

const format = z.enum(["csv", "xlsx"]).default("csv");
/** Rows of a file that are in memory at once. */
const portion = 20_000;

const types = {
  csv: "text/csv; charset=utf-8",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
} as const;

const files = fileResponses("text/csv", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");

const headed = (reply: FastifyReply, name: string, kind: "csv" | "xlsx"): FastifyReply =>
  reply
    .type(types[kind])
    .header("cache-control", "no-store")
    .header("content-disposition", `attachment; filename="${name}.${kind}"`);

const send = async (
  reply: FastifyReply,
  name: string,
  kind: "csv" | "xlsx",
  [columns, rows]: FileTable,
): Promise<void> => {
  const content =
    kind === "csv"
      ? Buffer.from(csvOf(columns, rows))
      : await writeXlsx(
          [columns, ...rows].map((row) =>
            row.map((value) => (value === null || value === undefined ? null : { value })),
          ),
        ).toBuffer();
  await headed(reply, name, kind).send(content);
};

/** Rows of a file, portion by portion, the names of the columns first. Problem: `too_many_rows`. */
async function* fileRows(pages: AsyncIterable<RecordPage>, most: number): AsyncGenerator<FileTable[1]> {
  let isFirst = true;
  for await (const page of pages) {
    if (page.total >= most) throw new Problem("too_many_rows", { rows: page.total, most: most - 1 });
    const [columns, rows] = recordsTable(page);
    yield isFirst ? [columns, ...rows] : rows;
    isFirst = false;
  }
}

async function* csvParts(rows: AsyncIterable<FileTable[1]>): AsyncGenerator<string> {
  for await (const some of rows) yield csvLines(some);
}

const fileParts = (kind: "csv" | "xlsx", pages: AsyncIterable<RecordPage>): AsyncIterable<string | Uint8Array> =>
  kind === "csv" ? csvParts(fileRows(pages, Number.POSITIVE_INFINITY)) : workbook(fileRows(pages, mostRows));

export const addExports: AddRoute = (api, { house, answers }) => {
  api.route({
    method: "GET",
    url: "/scorecard/export",
    schema: {
      summary: "All KPIs at once as a file",
      querystring: z.strictObject({ ...rangedQuery.shape, format }),
      response: files,
    },
    handler: async (request, reply) => {
      const { format: kind, ...query } = request.query;
      const { ranged, lines } = await answers.once(answers.signalOf(request, reply), ({ asker }) =>
        scorecardFor(asker, query),
      );
      await send(reply, `scorecard-${ranged.range.from}-${ranged.range.to}`, kind, scorecardTable(lines));
    },
  });
  const spools = join(house.tempFolder, "exports");
  api.route({
    method: "GET",
    url: "/kpis/:id/export",
    schema: {
      summary: "The answer as a file",
      params: z.strictObject({ id: z.string() }),
      querystring: z.strictObject({ ...questionQuery.shape, format }),
      response: files,
    },
    handler: async (request, reply) => {
      const { id } = kpiNamed(house.catalogue, request.params.id);
      const { format: kind, ...query } = request.query;
      const answer = await answers.once(answers.signalOf(request, reply), async ({ asker }) =>
        asker.answer(await questionIn(id, questionWords(query), asker)),
      );
      await send(reply, `${id}-${answer.question.from}-${answer.question.to}`, kind, answerTable(answer));
    },
  });
  api.route({
    method: "GET",
    url: "/kpis/:id/records/export",
    schema: {
      summary: "All records behind a figure as a file",
      params: z.strictObject({ id: z.string() }),
      querystring: z.strictObject({ ...questionQuery.shape, part: listedPart, format }),
      response: files,
    },
    handler: async (request, reply) => {
      const { id } = kpiNamed(house.catalogue, request.params.id);
      const { format: kind, part: told, ...query } = request.query;
      const words = questionWords(query);
      const which = told ?? usualPart({ kpi: id, variant: words.variant }, house.catalogue);
      const name = `${id}-${which}-records`;
      const signal = answers.signalOf(request, reply);
      // As fast as it can be found, not as fast as it is read: the data must not wait for a slow reader.
      const spool = await answers.once(signal, async ({ asker }) => {
        const pages = asker.everyRecord(await questionIn(id, words, asker), which, portion);
        return spoolIn(spools, fileParts(kind, pages));
      });
      await headed(reply, name, kind).header("content-length", spool.size).send(spool.read());
    },
  });
};
