/** `GET /kpis/{id}/export` and its records as files: CSV and XLSX. */
import type { FastifyReply } from "fastify";
import writeXlsx from "write-excel-file/node";
import { z } from "zod";
import { Problem } from "../../problem.ts";
import { questionIn } from "../../query/index.ts";
import { answerTable, csvOf, type FileTable, recordsTable } from "../../reports/csv.ts";
import { questionQuery, questionWords } from "../schemas/question.ts";
import { part } from "../schemas/records.ts";
import { kpiNamed } from "./catalogue.ts";
import type { AddRoute } from "./route.ts";

const format = z.enum(["csv", "xlsx"]).default("csv");
/** Rows of one file: all of it is made in memory. */
const most = { csv: 250_000, xlsx: 100_000 } as const;

const types = {
  csv: "text/csv; charset=utf-8",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
} as const;

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
  await reply
    .type(types[kind])
    .header("cache-control", "no-store")
    .header("content-disposition", `attachment; filename="${name}.${kind}"`)
    .send(content);
};

export const addExports: AddRoute = (api, { house, answers }) => {
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
      const page = await answers.once(answers.signalOf(request, reply), ({ asker }) =>
        asker.records(questionIn(id, questionWords(query), asker), which, { limit: most[kind], offset: 0 }),
      );
      if (page.total > most[kind]) throw new Problem("too_many_rows", { rows: page.total, most: most[kind] });
      await send(reply, `${id}-${which}-records`, kind, recordsTable(page));
    },
  });
};
