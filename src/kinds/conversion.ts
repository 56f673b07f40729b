/** Of leads, the share that became opportunities; several leads may become one. */
import { sql } from "../sql/index.ts";
import { all, column, is } from "./condition.ts";
import { youngPart } from "./count.ts";
import { horizonDays } from "./frame.ts";
import type { RecordMeasure } from "./measure.ts";
import type { Population } from "./population.ts";
import { flowOf } from "./quotient.ts";
import { proportion } from "./shapes.ts";
import { count, counted, things } from "./sums.ts";

export const conversionOf = (of: Population, horizon: string | null): RecordMeasure => ({
  kind: "records",
  main: "main",
  parts: {
    main: {
      population: of,
      aggregates: {
        hits: count(is("hit")),
        all: count(),
        opportunities: things(column("opportunity_no"), all(counted, is("hit"))),
      },
    },
  },
  figure: (sums) => {
    const more = {
      opportunities: sums.get("main", "opportunities"),
      ...(horizon === null ? {} : { horizon_days: horizonDays(sums.frame, horizon) }),
    };
    const young = horizon === null ? youngPart(sums, horizonDays(sums.frame, "lead_conversion")) : 0;
    return proportion(sums.get("main", "hits"), sums.get("main", "all"), more, { young });
  },
  receipts: { num: { part: "main", where: is("hit") }, den: { part: "main", where: sql`true` } },
});

/** Conversions of the period over creations of the period: different leads above and below the line. */
export const conversionFlowOf = (num: Population, den: Population): RecordMeasure => {
  const flow = flowOf(num, den);
  const opportunities = things(column("opportunity_no"));
  return {
    ...flow,
    parts: { ...flow.parts, num: { population: num, aggregates: { n: count(), opportunities } } },
    figure: (sums) => ({ ...flow.figure(sums), more: { opportunities: sums.get("num", "opportunities") } }),
  };
};
