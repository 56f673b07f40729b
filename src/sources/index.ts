/** Every export that is recognised without a mapping file. To add one: a folder with its mapping and README, and a line here. */
import { enpalPipedrive } from "./enpal_pipedrive/mapping.ts";
import { fivetranHubspot } from "./fivetran_hubspot/mapping.ts";
import { fivetranSalesforce } from "./fivetran_salesforce/mapping.ts";
import { hubspot } from "./hubspot/mapping.ts";
import { marketingSpend } from "./marketing_spend/mapping.ts";
import { mavenCrm } from "./maven_crm/mapping.ts";
import { odoo } from "./odoo/mapping.ts";
import { olistFunnel } from "./olist_funnel/mapping.ts";
import { pipedrive } from "./pipedrive/mapping.ts";
import { salesforce } from "./salesforce/mapping.ts";
import type { Source } from "./source.ts";
import { zohoCrm } from "./zoho_crm/mapping.ts";

export { leftAside } from "./aside.ts";
export type { Source } from "./source.ts";

/** Of two that explain as many files the first is taken: special exports before those of a whole CRM. */
export const sources: readonly Source[] = [
  mavenCrm,
  olistFunnel,
  enpalPipedrive,
  marketingSpend,
  fivetranSalesforce,
  fivetranHubspot,
  salesforce,
  hubspot,
  pipedrive,
  zohoCrm,
  odoo,
];
