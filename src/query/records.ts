/** The receipt: the very records behind a cell, as many as the cell says. */
import type { Frame, Measure, PartName, RecordMeasure, Things } from "../kinds/index.ts";
import { Problem } from "../problem.ts";
import { type Sql, sql } from "../sql/index.ts";
import { type Asking, selectionOf } from "./answers.ts";
import { type Listing, ofEither, ofPerson, personName } from "./listing.ts";
import type { Resolved } from "./resolved.ts";
import { isPerPerson, recordsStatement } from "./select.ts";
import { lastStep } from "./steps.ts";
import { partsBeside, stockRecords } from "./stock.ts";

/** Where the records of a kind are named, and what else is worth showing of them. */
const described: Readonly<Record<string, Sql>> = {
  opportunity: sql`left join opportunity_ids i on i.no = q.no left join opportunities o on o.opportunity_no = q.no`,
  lead: sql`left join lead_ids i on i.no = q.no left join leads o on o.lead_no = q.no`,
  activity: sql`left join activity_ids i on i.no = q.no left join activities o on o.activity_no = q.no`,
  response: sql`left join response_ids i on i.no = q.no`,
  spend: sql`left join campaign_ids i on i.no = q.campaign_no left join campaigns o on o.campaign_no = q.campaign_no`,
};

const labels: Readonly<Record<string, Sql>> = {
  opportunity: sql`coalesce(o.name, i.id)`,
  lead: sql`coalesce(o.name, i.id)`,
  activity: sql`coalesce(o.subject, q.activity_type)`,
  response: sql`q.sentiment`,
  spend: sql`coalesce(o.name, i.id)`,
};

/** Of several people of one record that are asked for: the one it is credited to, else who was told first. */
const byCredit = sql`r.is_guest, r.person_no`;

/** Leads and opportunities that rows point at, each once, on the day and with the person of the first of its rows. */
const eachOf = ({ object, no }: Things, rows: Sql, order: Sql): Sql =>
  sql`select ${object} as object, ${no} as no, min(r.day) as day, arg_min_null(r.person_no, (${order})) as person_no from (${rows}) r group by all`;

const ofMeasure = async (
  asking: Asking,
  resolved: Resolved,
  frame: Frame,
  measure: RecordMeasure,
  part: PartName,
): Promise<Listing | null> => {
  const receipt = measure.receipts[part];
  const source = receipt === undefined ? undefined : measure.parts[receipt.part];
  if (receipt === undefined || source === undefined) return null;
  // A cell of an answer without splits: rows are opened by filters.
  const selection = await selectionOf(
    asking,
    { ...resolved, by: [], question: { ...resolved.question, grain: undefined } },
    frame,
    resolved.question.range,
  );
  const { object } = source.population;
  const { along } = measure;
  const step = along === undefined ? null : lastStep(along.steps(selection.frame), along.everyStep, resolved.steps);
  const where = typeof receipt.where === "function" ? receipt.where(frame, step) : receipt.where;
  const { things } = receipt;
  const rows = recordsStatement(source, selection, where);
  const isRepeated = isPerPerson(source, selection);
  const once = isRepeated ? sql`select distinct on (r.no) r.* from (${rows}) r order by r.no, ${byCredit}` : rows;
  const order = isRepeated ? sql`r.day, r.no, ${byCredit}` : sql`r.day, r.no`;
  const chosen = things === undefined ? once : eachOf(things, rows, order);
  // Stage KPIs hold leads and opportunities in one population; each row says which it is.
  const mixed = measure.byStage !== undefined || things !== undefined;
  const joins = mixed ? ofEither : (described[object] ?? sql``);
  const id = mixed ? sql`coalesce(il.id, io.id)` : sql`i.id`;
  const label = mixed ? sql`coalesce(ol.name, oo.name, il.id, io.id)` : (labels[object] ?? sql`i.id`);
  const amount = (object === "opportunity" && !mixed) || object === "spend" ? sql`q.amount::double` : sql`null::double`;
  const kind = mixed ? sql`q.object::integer` : sql`null::integer`;
  // One record stands in the list once for each stage that it is counted at.
  const stage =
    measure.byStage === undefined
      ? { column: sql``, join: sql`` }
      : { column: sql`, st.id as d_stage`, join: sql`left join stage_ids st on st.no = q.stage_no` };
  const shown = sql`select ${id} as id, ${label} as label, ${kind} as object, ${source.population.listedDay ?? sql`q.day`} as day, ${personName} as person, ${amount} as amount ${stage.column} from q ${joins} ${ofPerson(frame)} ${stage.join}`;
  return { chosen, shown, object };
};

/** Its own two numbers every figure has, if only to say that one of them counts no records. */
const checkPart = ({ kpi, variantId }: Resolved, measure: Measure, part: PartName): void => {
  const beside =
    measure.kind === "records" ? Object.keys(measure.receipts) : measure.kind === "stock" ? partsBeside(measure) : [];
  const known = [...new Set(["num", "den", ...beside])];
  if (!known.includes(part))
    throw new Problem("unknown_part", {
      kpi: variantId === "default" ? kpi.id : `${kpi.id} ${variantId}`,
      part,
      known,
    });
};

export const listingOf = async (
  asking: Asking,
  resolved: Resolved,
  frame: Frame,
  part: PartName,
): Promise<Listing | null> => {
  const { measure } = resolved.variant;
  checkPart(resolved, measure, part);
  switch (measure.kind) {
    case "records":
      return ofMeasure(asking, resolved, frame, measure, part);
    case "stock":
      return stockRecords(asking, resolved, frame, measure, part);
    // An attainment opens through its goal's own KPI.
    case "goals":
      return null;
  }
};
