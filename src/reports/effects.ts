/** What a finding does to the numbers, in words: the figure as it is, as it would be, and if what. */
import type { Effect } from "../insights/index.ts";
import { difference, percent } from "../wording/figures.ts";
import { figure } from "./table/units.ts";

/** What effects are told with. */
export interface EffectWords {
  /** ISO 4217, for money. */
  readonly currency: string;
  readonly kpis: readonly { readonly id: string; readonly name: string }[];
}

/** What a KPI's one figure is called where its name is that of the split. */
const headlines: Readonly<Record<string, string>> = { pipeline_by_stage: "Open opportunities" };

const nameOf = (kpi: string, { kpis }: EffectWords): string =>
  headlines[kpi] ?? kpis.find(({ id }) => id === kpi)?.name ?? kpi;

/** `Win rate 63.2% → 61.0%`; `Win rate stays 63.2%` where the change is too small to be seen. */
const figures = ({ kpi, of, unit, before, after }: Effect, words: EffectWords): string => {
  const [is, becomes] = [before, after].map((value) => figure(value, { unit, currency: words.currency }));
  return `${nameOf(kpi, words)}${of === undefined ? "" : `: ${of}`} ${is === becomes ? `stays ${is}` : `${is} → ${becomes}`}`;
};

/** `Win rate 63.2% → 61.0% (−2.2 pts, 31.0% of its interval) if the 27 were lost` */
export const effectText = (effect: Effect, words: EffectWords): string => {
  const by = difference(effect.difference, { unit: effect.unit, currency: words.currency });
  // A plain count has no interval of its own.
  const size = effect.size === null || effect.unit === "count" ? "" : `, ${percent(effect.size)} of its interval`;
  return `${figures(effect, words)} (${by}${size}) ${effect.condition}`;
};

const lower = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

/** All that one condition does, in one line: `Win rate 63.2% → 61.0%, open opportunities 250 → 223 if the 27 were lost` */
export const effectLine = (effects: readonly Effect[], words: EffectWords): string => {
  const told = effects.map((effect, index) => (index === 0 ? figures(effect, words) : lower(figures(effect, words))));
  return `${told.join(", ")} ${effects[0]?.condition ?? ""}`;
};

export const effectsNote =
  "Effects are on the last twelve months, each finding by itself: they do not add up. The greatest comes first, measured by the width of the KPI's own 95% interval (of a plain count: by chance in a count of that size).";
