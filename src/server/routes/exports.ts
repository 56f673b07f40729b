/** `GET /kpis/{id}/export` and its records as files: CSV and XLSX. */
import { join } from "node:path";
import type { FastifyReply } from "fastify";
import writeXlsx from "write-excel-file/node";
import { z } from "zod";
import { Problem } from "../../problem.ts";
import { questionIn, type RecordPage } from "../../query/index.ts";
import { answerTable, csvLines, csvOf, type FileTable, recordsTable, scorecardTable } from "../../reports/csv.ts";
import { questionQuery, questionWords, rangedQuery } from "../schemas/question.ts";
import { part } from "../schemas/records.ts";
import { spoolIn } from "../spool.ts";
import { kpiNamed } from "./catalogue.ts";
import type { AddRoute } from "./route.ts";
import { scorecardFor } from "./scorecard.ts";

const format = z.enum(["csv", "xlsx"]).default("csv");
/** Rows of one workbook: all of it is made in memory. */
const mostInWorkbook = 100_000;
/** Rows of a CSV file that are in memory at once. */
const portion = 20_000;

const types = {
  csv: "text/csv; charset=utf-8",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
} as const;

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

async function* csvParts(pages: AsyncIterable<RecordPage>): AsyncGenerator<string> {
  let isFirst = true;
  for await (const page of pages) {
    const [columns, rows] = recordsTable(page);
    yield csvLines(isFirst ? [columns, ...rows] : rows);
    isFirst = false;
  }
}

export const addExports: AddRoute = (api, { house, answers }) => {
  api.route({
    method: "GET",
    url: "/scorecard/export",
    schema: {
      summary: "All KPIs at once as a file",
      querystring: z.strictObject({ ...rangedQuery.shape, format }),
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
    },
    handler: async (request, reply) => {
      const { id } = kpiNamed(house.catalogue, request.params.id);
      const { format: kind, ...query } = request.query;
      const answer = await answers.once(answers.signalOf(request, reply), ({ asker }) =>
        asker.answer(questionIn(id, questionWords(query), asker)),
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
      querystring: z.strictObject({ ...questionQuery.shape, part: part.default("num"), format }),
    },
    handler: async (request, reply) => {
      const { id } = kpiNamed(house.catalogue, request.params.id);
      const { format: kind, part: which, ...query } = request.query;
      const name = `${id}-${which}-records`;
      const signal = answers.signalOf(request, reply);
      if (kind === "csv") {
        // As fast as it can be found, not as fast as it is read: the data must not wait for a slow reader.
        const spool = await answers.once(signal, ({ asker }) => {
          const pages = asker.everyRecord(questionIn(id, questionWords(query), asker), which, portion);
          return spoolIn(spools, csvParts(pages));
        });
        await headed(reply, name, kind).header("content-length", spool.size).send(spool.read());
        return;
      }
      const page = await answers.once(signal, ({ asker }) =>
        asker.records(questionIn(id, questionWords(query), asker), which, { limit: mostInWorkbook, offset: 0 }),
      );
      if (page.total > mostInWorkbook) throw new Problem("too_many_rows", { rows: page.total, most: mostInWorkbook });
      await send(reply, name, kind, recordsTable(page));
    },
  });
};
