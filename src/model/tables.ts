/** The canonical tables: what each column is, which are required, and whose changes are kept as history. */

/** `instant`: UTC microseconds, and whether only a date was known. `date`: a local calendar date. `ref`: the id of another record. */
export type ColumnType = "text" | "instant" | "date" | "money" | "number" | "integer" | "boolean" | "ref";

/** What has ids of its own; each kind has one dictionary from the source's id to our integer. */
export type RefKind =
  | "person"
  | "team"
  | "account"
  | "campaign"
  | "lead"
  | "opportunity"
  | "stage"
  | "pipeline"
  | "activity"
  | "response";

export interface Column {
  readonly name: string;
  readonly type: ColumnType;
  readonly required?: true;
  /** A closed list of words; anything else is a finding. */
  readonly values?: readonly string[];
  /** Whose id this is; `subject`: a lead or an opportunity, as `subject_type` says. */
  readonly ref?: RefKind | "subject";
  /** A later change is kept as history, so that every instant can be asked about. */
  readonly tracked?: true;
}

export interface Table {
  readonly name: string;
  readonly meaning: string;
  readonly key: readonly string[];
  /** The dictionary its own records are numbered by, when other tables refer to them or facts are kept per record. */
  readonly entity?: RefKind;
  /** The column that says when it occurred: the default of `recorded_at`. */
  readonly occurred?: string;
  /** The column since which a record is known that does not say it, whichever import brings it; at the latest since that. */
  readonly knownFrom?: string;
  readonly columns: readonly Column[];
}

const text = (name: string): Column => ({ name, type: "text" });
const instant = (name: string): Column => ({ name, type: "instant" });
const date = (name: string): Column => ({ name, type: "date" });
const money = (name: string): Column => ({ name, type: "money" });
const flag = (name: string): Column => ({ name, type: "boolean" });
const word = (name: string, ...values: string[]): Column => ({ name, type: "text", values });
const ref = (name: string, kind: RefKind | "subject"): Column => ({ name, type: "ref", ref: kind });
const required = (column: Column): Column => ({ ...column, required: true });
const tracked = (column: Column): Column => ({ ...column, tracked: true });

const origins = ["marketing", "sales", "partner", "existing_customer"] as const;
const sentiments = ["positive", "negative", "neutral", "unsubscribe", "auto", "unclassified"] as const;

export const tables = [
  {
    name: "people",
    meaning: "Who sells, and who leads them.",
    key: ["person_id"],
    entity: "person",
    columns: [
      required(ref("person_id", "person")),
      required(text("name")),
      text("email"),
      word("role", "rep", "sdr", "manager", "marketer", "other"),
      tracked(ref("team_id", "team")),
      ref("manager_id", "person"),
      text("timezone"),
      date("started_on"),
      date("ended_on"),
    ],
  },
  {
    name: "teams",
    meaning: "Teams, each perhaps within another.",
    key: ["team_id"],
    entity: "team",
    columns: [required(ref("team_id", "team")), required(text("name")), ref("parent_team_id", "team")],
  },
  {
    name: "memberships",
    meaning: "Who was in which team, from when to when.",
    key: ["person_id", "starts_on"],
    columns: [
      required(ref("person_id", "person")),
      required(ref("team_id", "team")),
      required(date("starts_on")),
      date("ends_on"),
    ],
  },
  {
    name: "accounts",
    meaning: "The companies sold to.",
    key: ["account_id"],
    entity: "account",
    columns: [
      required(ref("account_id", "account")),
      required(text("name")),
      text("segment"),
      text("industry"),
      text("country"),
    ],
  },
  {
    name: "campaigns",
    meaning: "What brings leads.",
    key: ["campaign_id"],
    entity: "campaign",
    columns: [
      required(ref("campaign_id", "campaign")),
      required(text("name")),
      text("channel"),
      word("origin", "marketing", "sales", "partner"),
      date("starts_on"),
      date("ends_on"),
      tracked(money("budget")),
      text("currency"),
    ],
  },
  {
    name: "spend",
    meaning: "What a campaign cost on a day; negative amounts are credits.",
    key: ["campaign_id", "spent_on", "kind"],
    occurred: "spent_on",
    columns: [
      required(ref("campaign_id", "campaign")),
      required(date("spent_on")),
      required(money("amount")),
      text("currency"),
      text("kind"),
    ],
  },
  {
    name: "leads",
    meaning: "People or companies that may buy.",
    key: ["lead_id"],
    entity: "lead",
    occurred: "created_at",
    columns: [
      required(ref("lead_id", "lead")),
      required(instant("created_at")),
      text("name"),
      text("email"),
      ref("account_id", "account"),
      ref("campaign_id", "campaign"),
      text("source"),
      tracked(word("origin", ...origins)),
      ref("created_by", "person"),
      tracked(ref("owner_id", "person")),
      tracked(instant("assigned_at")),
      tracked(ref("stage", "stage")),
      tracked(ref("opportunity_id", "opportunity")),
      tracked(instant("converted_at")),
      tracked(instant("disqualified_at")),
      text("disqualified_reason"),
      tracked(ref("merged_into", "lead")),
      instant("merged_at"),
      tracked(instant("deleted_at")),
      flag("is_test"),
    ],
  },
  {
    name: "opportunities",
    meaning: "Deals on their way through the stages.",
    key: ["opportunity_id"],
    entity: "opportunity",
    occurred: "created_at",
    columns: [
      required(ref("opportunity_id", "opportunity")),
      required(instant("created_at")),
      text("name"),
      ref("account_id", "account"),
      ref("campaign_id", "campaign"),
      tracked(ref("owner_id", "person")),
      ref("created_by", "person"),
      word("type", "new", "renewal", "expansion"),
      ref("pipeline_id", "pipeline"),
      tracked(money("amount")),
      tracked(text("currency")),
      tracked(date("expected_close_on")),
      tracked(ref("stage", "stage")),
      tracked(instant("closed_at")),
      tracked(date("closed_on")),
      text("lost_reason"),
      tracked(ref("merged_into", "opportunity")),
      instant("merged_at"),
      tracked(instant("deleted_at")),
      flag("is_test"),
      text("product"),
    ],
  },
  {
    name: "stage_changes",
    meaning: "Each move of a record into a stage.",
    key: ["change_id"],
    occurred: "changed_at",
    columns: [
      required(word("subject_type", "lead", "opportunity")),
      required(ref("subject_id", "subject")),
      required(ref("stage", "stage")),
      required(instant("changed_at")),
      ref("from_stage", "stage"),
      ref("changed_by", "person"),
      text("change_id"),
    ],
  },
  {
    name: "owner_changes",
    meaning: "Each change of a record's owner.",
    key: ["subject_type", "subject_id", "changed_at"],
    occurred: "changed_at",
    columns: [
      required(word("subject_type", "lead", "opportunity")),
      required(ref("subject_id", "subject")),
      required(ref("owner_id", "person")),
      required(instant("changed_at")),
      ref("from_owner_id", "person"),
    ],
  },
  {
    name: "value_changes",
    meaning: "Each change of an opportunity's amount, currency or expected close.",
    key: ["opportunity_id", "field", "changed_at"],
    occurred: "changed_at",
    columns: [
      required(ref("opportunity_id", "opportunity")),
      required(word("field", "amount", "currency", "expected_close_on")),
      required(text("value")),
      required(instant("changed_at")),
      text("from_value"),
    ],
  },
  {
    name: "activities",
    meaning: "What we did: calls, mails, meetings.",
    key: ["activity_id"],
    entity: "activity",
    occurred: "occurred_at",
    columns: [
      required(ref("activity_id", "activity")),
      required(word("type", "call", "email", "meeting", "message", "other")),
      required(instant("occurred_at")),
      ref("person_id", "person"),
      ref("lead_id", "lead"),
      ref("opportunity_id", "opportunity"),
      word("direction", "outbound", "inbound"),
      tracked(word("status", "completed", "scheduled", "cancelled", "no_show")),
      flag("automated"),
      flag("internal"),
      text("message_id"),
      { name: "duration_seconds", type: "number" },
      text("subject"),
    ],
  },
  {
    name: "activity_attendees",
    meaning: "Who of us was in a meeting.",
    key: ["activity_id", "person_id"],
    columns: [required(ref("activity_id", "activity")), required(ref("person_id", "person"))],
  },
  {
    name: "responses",
    meaning: "What prospects answered.",
    key: ["response_id"],
    entity: "response",
    occurred: "received_at",
    columns: [
      required(ref("response_id", "response")),
      required(instant("received_at")),
      ref("lead_id", "lead"),
      ref("opportunity_id", "opportunity"),
      ref("activity_id", "activity"),
      ref("person_id", "person"),
      tracked(required(word("sentiment", ...sentiments))),
      text("classified_by"),
    ],
  },
  {
    name: "goals",
    meaning: "What the company, a team, a person or a campaign shall reach.",
    key: ["goal_id", "version"],
    knownFrom: "starts_on",
    columns: [
      required(text("goal_id")),
      required(text("kpi")),
      text("variant"),
      required(word("scope", "company", "team", "person", "campaign")),
      text("scope_id"),
      required(date("starts_on")),
      required(date("ends_on")),
      required(money("target")),
      word("direction", "higher", "lower"),
      { name: "version", type: "integer" },
      text("currency"),
      instant("deleted_at"),
    ],
  },
  {
    name: "initiatives",
    meaning: "What was changed on purpose, to be judged by its effect.",
    key: ["initiative_id"],
    columns: [
      required(text("initiative_id")),
      required(text("name")),
      required(date("starts_on")),
      date("ends_on"),
      required(text("kpi")),
      word("expected", "up", "down"),
      text("scope"),
      text("scope_ids"),
      text("note"),
    ],
  },
  {
    name: "fx_rates",
    meaning: "Workspace currency per unit of a currency, from a day on.",
    key: ["currency", "rate_on"],
    columns: [required(text("currency")), required(date("rate_on")), required({ name: "rate", type: "number" })],
  },
] as const satisfies readonly Table[];

export type TableName = (typeof tables)[number]["name"];

/** The table of that name, or `undefined` for a name that is none of ours. */
export const tableNamed = (name: string): Table | undefined => tables.find((table) => table.name === name);
