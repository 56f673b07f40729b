/** What a report is made for: how wide, in which colours, in whose currency. */
import { type DateRange, grainsOf, units } from "../../model/calendar.ts";
import type { Asker } from "../../query/asker.ts";
import type { Limits } from "../../wording/flags.ts";
import { type Paint, paintOf } from "./paint.ts";

export interface Show {
  /** Columns of the terminal. */
  readonly width: number;
  readonly paint: Paint;
  /** ISO 4217. */
  readonly currency: string;
  /** Under which numbers of records figures are withheld and flagged. */
  readonly limits: Limits;
  /** The unit of a KPI's variant: goals are in the units of their KPIs. */
  readonly unitOf: (kpi: string, variant: string) => string;
  /** Where the units of a range begin, those without any record among them; of one that it cuts off, where the range does. */
  readonly startsOf: (range: DateRange, grain: string) => readonly string[];
  /** Whether a KPI asks how many were won where nothing can be: no stage of the process is declared as won. */
  readonly noneWins: (kpi: string) => boolean;
}

const ofWins: readonly string[] = ["win_rate", "close_rate"];

const nothingWins = ({ pipelines }: Asker["config"]): boolean => {
  const stages = pipelines.flatMap((pipeline) => pipeline.stages).filter((stage) => stage.of === "opportunity");
  return stages.length > 0 && stages.every(({ category }) => category !== "won");
};

/** Of a workspace: in its currency, by its limits. */
export const showOf = ({ config, catalogue }: Asker, look: Pick<Show, "width" | "paint">): Show => ({
  ...look,
  currency: config.currency,
  limits: config.sample,
  unitOf: (id, variant) => {
    const kpi = catalogue.find((one) => one.id === id);
    return kpi?.variants[variant]?.unit ?? kpi?.unit ?? "count";
  },
  startsOf: (range, grain) =>
    grainsOf(config)
      .filter((one) => one === grain)
      .flatMap((one) => units(range, one, config).map(({ clippedStart }) => clippedStart)),
  noneWins: (id) => ofWins.includes(id) && nothingWins(config),
});

/** Of what is no terminal: nothing is left out, nothing is coloured. */
export const plainLook: Pick<Show, "width" | "paint"> = { width: 240, paint: paintOf(false) };
