/** Of the records that came to a stage, what became of them: one row per stage. */
import { type Sql, sql } from "../sql/index.ts";
import { all, always, column, is } from "./condition.ts";
import { youngPart } from "./count.ts";
import { horizonDays } from "./frame.ts";
import type { RecordMeasure } from "./measure.ts";
import type { PartName } from "./parts.ts";
import type { Population } from "./population.ts";
import { proportion } from "./shapes.ts";
import { type Aggregate, count, wholeTotal } from "./sums.ts";

const advanced = is("hit");
const lost = is("was_lost");
const stillOpen = {
  still_there: all(sql`not r.hit and not r.was_lost`, is("stood_there")),
  moved_away: sql`not r.hit and not r.was_lost and not r.stood_there`,
};

const shapes = {
  advanced: { hit: advanced, among: always },
  resolved: { hit: advanced, among: always, where: sql`(r.excluded is not null or r.hit or r.was_lost)` },
  strict: { hit: is("hit_strict"), among: always },
  touched: { hit: is("hit_touched"), among: always },
} as const satisfies Record<string, { hit: Sql; among: Sql; where?: Sql }>;

/** The four outcomes are shown where the population knows them. */
export const stageConversionOf = (of: Population, shape: keyof typeof shapes): RecordMeasure => {
  const { hit, among, where }: { hit: Sql; among: Sql; where?: Sql } = shapes[shape];
  const told = of.outcomes ?? [];
  const counts: Partial<Record<PartName, Sql>> = {
    ...(told.includes("lost") ? { advanced, lost } : {}),
    ...(told.includes("still_there") ? stillOpen : {}),
  };
  const outcomes: Record<string, Aggregate> = {
    ...Object.fromEntries(Object.entries(counts).map(([name, which]) => [name, count(which)])),
    ...(told.includes("regressions") ? { regressions: wholeTotal(column("regressions")) } : {}),
  };
  return {
    kind: "records",
    main: "main",
    byStage: "records",
    parts: {
      main: { population: of, where, aggregates: { hits: count(all(among, hit)), all: count(among), ...outcomes } },
    },
    figure: (sums) => {
      const days = sums.stage === null ? null : horizonDays(sums.frame, `stage_conversion.${sums.stage}`);
      const hasHorizon = told.includes("still_there");
      const more = {
        ...Object.fromEntries(Object.keys(outcomes).map((key) => [key, sums.get("main", key)])),
        ...(hasHorizon && days !== null ? { horizon_days: days } : {}),
      };
      // Without a horizon the young ones may still go on; what is resolved is.
      const young = hasHorizon || days === null || shape === "resolved" ? 0 : youngPart(sums, days);
      return proportion(sums.get("main", "hits"), sums.get("main", "all"), more, { young });
    },
    receipts: {
      ...Object.fromEntries(Object.entries(counts).map(([name, which]) => [name, { part: "main", where: which }])),
      num: { part: "main", where: all(among, hit) },
      den: { part: "main", where: among },
    },
  };
};
