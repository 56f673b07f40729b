/** All dimensions. A new one is a file and a line here. */
import { account, country, industry, segment } from "./accounts.ts";
import { activityType, hour, sentiment, weekday } from "./activities.ts";
import { attribute } from "./attributes.ts";
import { age, outcome, pipeline, product, stage, type } from "./deals.ts";
import type { Dimension } from "./dimension.ts";
import { campaign, channel, origin, source } from "./origins.ts";
import { person, team } from "./people.ts";

export { attributeId, attributeNamed } from "./attributes.ts";
export { stage } from "./deals.ts";
export type { Dimension, DimensionContext, KeyKind } from "./dimension.ts";

export const dimensions: readonly Dimension[] = [
  person,
  team,
  campaign,
  channel,
  source,
  origin,
  account,
  segment,
  industry,
  country,
  product,
  type,
  pipeline,
  stage,
  age,
  outcome,
  sentiment,
  activityType,
  weekday,
  hour,
];

export const dimensionNamed = (id: string): Dimension | undefined =>
  dimensions.find((one) => one.id === id) ?? attribute(id);
