/** Of some records, the share for which something holds. */
import type { Sql } from "../sql/index.ts";
import { all, always } from "./condition.ts";
import { youngPart } from "./count.ts";
import { horizonDays } from "./frame.ts";
import type { Figure, Part, RecordMeasure, Sums, Things } from "./measure.ts";
import type { Population } from "./population.ts";
import { proportion, quotient } from "./shapes.ts";
import { count } from "./sums.ts";

export interface ProportionOf {
  readonly of: Population;
  readonly hit: Sql;
  /** Which of the counted records are asked about; absent: all. */
  readonly among?: Sql;
  /** Further condition on the records themselves: who does not meet it is not left out but was never asked about. */
  readonly where?: Sql;
  /** Numbers of records shown beside it. */
  readonly counts?: Readonly<Record<string, Sql>>;
  /** Also shown as hits to misses, which has no value without misses: then flagged so. */
  readonly asRatio?: true | "no_losses";
  readonly horizon?: string;
  /** Where there is none: whose horizon says how long records may still become hits. */
  readonly ripensBy?: string;
  readonly byStage?: "records";
  /** What several of the records may be about, and are then alike. */
  readonly clusteredBy?: Things;
  /** Parts of their own and the figures made of them, shown beside. */
  readonly with?: { readonly parts: Readonly<Record<string, Part>>; readonly more: (sums: Sums) => Figure["more"] };
}

export const proportionOf = ({
  of,
  hit,
  where,
  among = always,
  counts = {},
  asRatio,
  horizon,
  ripensBy,
  byStage,
  clusteredBy,
  with: others,
}: ProportionOf): RecordMeasure => {
  const counted = Object.keys(counts);
  return {
    kind: "records",
    main: "main",
    byStage,
    clusteredBy: clusteredBy && { ...clusteredBy, among, hit },
    parts: {
      main: {
        population: of,
        where,
        aggregates: {
          hits: count(all(among, hit)),
          all: count(among),
          ...Object.fromEntries(Object.entries(counts).map(([key, where]) => [key, count(where)])),
        },
      },
      ...others?.parts,
    },
    figure: (sums) => {
      const [hits, records] = [sums.get("main", "hits"), sums.get("main", "all")];
      const young = ripensBy === undefined ? 0 : youngPart(sums, daysOf(sums.frame, ripensBy));
      const figure = proportion(hits, records, {}, { clusters: sums.clusters, young });
      for (const key of counted) figure.more[key] = sums.get("main", key);
      if (asRatio !== undefined) {
        figure.more.ratio = quotient(hits, records - hits);
        if (asRatio !== true && records > 0 && records === hits) figure.flags.push(asRatio);
      }
      Object.assign(figure.more, others?.more(sums));
      if (horizon !== undefined) figure.more.horizon_days = daysOf(sums.frame, horizon);
      return figure;
    },
    receipts: { num: { part: "main", where: all(among, hit) }, den: { part: "main", where: among } },
  };
};

const daysOf = (frame: Parameters<typeof horizonDays>[0], key: string): number =>
  key === "follow_up_rate"
    ? (frame.config.horizonDays.follow_up_rate ?? frame.config.followUpDays)
    : horizonDays(frame, key);
