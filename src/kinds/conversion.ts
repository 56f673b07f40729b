/** Of leads, the share that became opportunities; several leads may become one. */
import { sql } from "../sql/index.ts";
import { is } from "./condition.ts";
import { horizonDays } from "./frame.ts";
import type { RecordMeasure } from "./measure.ts";
import type { Population } from "./population.ts";
import { proportion } from "./shapes.ts";
import { count, counted } from "./sums.ts";

export const conversionOf = (of: Population, horizon: string | null): RecordMeasure => ({
  kind: "records",
  main: "main",
  parts: {
    main: {
      population: of,
      aggregates: {
        hits: count(is("hit")),
        all: count(),
        opportunities: sql`count(distinct r.opportunity_no) filter (${counted} and r.hit)`,
      },
    },
  },
  figure: ({ get, frame }) =>
    proportion(get("main", "hits"), get("main", "all"), {
      opportunities: get("main", "opportunities"),
      ...(horizon === null ? {} : { horizon_days: horizonDays(frame, horizon) }),
    }),
  receipts: { num: { part: "main", where: is("hit") }, den: { part: "main", where: sql`true` } },
});
