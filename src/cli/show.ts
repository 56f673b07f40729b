/** How an answer of a workspace is shown: in its currency, by its limits. */
import type { Asker } from "../query/asker.ts";
import type { Show } from "../reports/table/show.ts";

export const showOf = ({ config, catalogue }: Asker, look: Pick<Show, "width" | "paint">): Show => ({
  ...look,
  currency: config.currency,
  limits: config.sample,
  unitOf: (id, variant) => {
    const kpi = catalogue.find((one) => one.id === id);
    return kpi?.variants[variant]?.unit ?? kpi?.unit ?? "count";
  },
});
