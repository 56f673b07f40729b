/** Every export that is recognised without a mapping file. To add one: a folder with its mapping and README, and a line here. */
import { enpalPipedrive } from "./enpal_pipedrive/mapping.ts";
import { marketingSpend } from "./marketing_spend/mapping.ts";
import { mavenCrm } from "./maven_crm/mapping.ts";
import { olistFunnel } from "./olist_funnel/mapping.ts";
import type { Source } from "./source.ts";

export type { Source } from "./source.ts";

export const sources: readonly Source[] = [mavenCrm, olistFunnel, enpalPipedrive, marketingSpend];
