/** `GET /kpis/{id}/records`: the records behind a figure, as many as the figure says. */
import { z } from "zod";
import { questionIn, usualPart } from "../../query/index.ts";
import { recordsCsv } from "../../reports/csv.ts";
import { recordsTitle } from "../../reports/table/figures.ts";
import { recordLines } from "../../reports/table/records.ts";
import { plainLook, showOf } from "../../reports/table/show.ts";
import { inEachForm } from "../forms.ts";
import type { Session } from "../house.ts";
import { questionWords } from "../schemas/question.ts";
import { recordsQuery, recordsSchema } from "../schemas/records.ts";
import { kpiNamed } from "./catalogue.ts";
import { type AddRoute, problemResponses } from "./route.ts";

const defaultLimit = 50;

export const addRecords: AddRoute = (api, { house, answers }) => {
  api.route({
    method: "GET",
    url: "/kpis/:id/records",
    schema: {
      summary: "The records behind a figure",
      params: z.strictObject({ id: z.string() }),
      querystring: recordsQuery,
      response: { 200: inEachForm(recordsSchema), ...problemResponses },
    },
    handler: (request, reply) => {
      const { id } = kpiNamed(house.catalogue, request.params.id);
      const { part: told, limit = defaultLimit, offset = 0, ...query } = request.query;
      const words = questionWords(query);
      const part = told ?? usualPart({ kpi: id, variant: words.variant }, house.catalogue);
      const list = async ({ asker }: Session) => {
        const { total, rows } = await asker.records(await questionIn(id, words, asker), part, { limit, offset });
        return { kpi: id, part, limit, offset, total, rows };
      };
      const title = recordsTitle({ kpi: id, variant: words.variant }, part, house.catalogue);
      return answers.formed(request, reply, list, {
        csv: recordsCsv,
        text: (found, asker) => recordLines(found, title, offset, showOf(asker, plainLook)),
      });
    },
  });
};
