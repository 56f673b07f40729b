/** Files of CRMs' exports that no KPI needs: what they hold, so that leaving them aside worries nobody. */

interface Aside {
  /** In a word or two, with why it is not needed. */
  readonly what: string;
  /** How such files are called. */
  readonly called?: RegExp;
  /** All of these are its columns. */
  readonly columns?: readonly string[];
}

const fields = "fields of the CRM and what may stand in them";
const sold = "what was sold, line by line; deals have their amount";
const mails = "mass mails and what became of them, which no KPI counts";

/** The first that fits is meant. */
const asides: readonly Aside[] = [
  {
    what: "earlier versions of accounts and contacts, which no KPI asks about",
    called: /(company|account|contact)_(property_)?history/,
  },
  { what: "service cases, which are no sales", columns: ["CaseNumber"] },
  { what: "service cases, which are no sales", columns: ["CaseId"] },
  { what: "service tickets, which are no sales", called: /ticket/ },
  { what: "service cases, which are no sales", called: /^cases?([_ -]|$|history)/ },
  {
    what: mails,
    called: /email_(event|campaign|template)|activity_(click|open|send|unsubscribe)_?email|email_(bounced|delivered)/,
  },
  {
    what: "secondary teams of users, who count for their primary one",
    columns: ["user_id", "team_id", "is_secondary_user"],
  },
  { what: "kinds of engagements, each of which has a table of its own", columns: ["id", "type", "portal_id"] },
  {
    what: "which companies engagements were with; their leads and deals tell whose they are",
    called: /engagement_compan/,
  },
  {
    what: "changes to the data of leads, which nobody did to win them",
    called: /activity_(change_data_value|delete_lead|merge_leads)/,
  },
  { what: "marketing lists and who is on them", called: /contact_list|list_member/ },
  { what: "forms and who filled them in", called: /(^|_)form(_|s?$)/ },
  { what: "contacts at accounts; people to win are leads", columns: ["AccountId", "LastName", "FirstName"] },
  { what: "contacts at accounts; people to win are leads", columns: ["account_id", "last_name", "first_name"] },
  { what: "contacts at accounts; people to win are leads", columns: ["Contact Owner", "Last Name"] },
  { what: sold, called: /line_?item|opportunityproduct|quoteline|order_?item/ },
  { what: sold, columns: ["product_2_id", "quantity"] },
  { what: "quotes; a deal's amount stands at the deal", called: /quote|invoice/ },
  { what: "orders, which follow a deal that was won", called: /(^|_)orders?(_|$)/ },
  { what: "products and their prices; a deal names its product", called: /product|price_?book|item_?list/ },
  { what: "products and their prices; a deal names its product", columns: ["product", "sales_price"] },
  { what: "notes, which are no activity", called: /(^|_)notes?(_|$)/ },
  { what: "files beside records", called: /attachment|contentversion|contentdocument/ },
  { what: fields, called: /(^|_)(fields?|propert(y|ies)|property_option|describe)(_|$)/ },
  { what: "roles and rights of users", called: /(^|_)(roles?|permission|profile)(_|$)/ },
  { what: "names of stages, which are known of this export", columns: ["stage_id", "stage_name"] },
];

/** Null: nothing is known about it. By its columns, whatever their case, else by its name without its ending. */
export const leftAside = (stem: string, columns: readonly string[]): string | null => {
  const there = new Set(columns.map((column) => column.toLowerCase()));
  const found = asides.find(
    ({ called, columns: needed }) =>
      called?.test(stem.toLowerCase()) === true || needed?.every((column) => there.has(column.toLowerCase())) === true,
  );
  return found?.what ?? null;
};
