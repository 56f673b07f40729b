/** What an item counts under, dimension by dimension; an item may count under several (teams, attendees). */
import type { Filter } from "../../src/query/question.ts";
import { rowsOf } from "../worlds/world.ts";
import { ownerAt, teamsAt } from "./credit.ts";
import type { Item } from "./frame.ts";
import { firstLeadOf } from "./links.ts";
import { amountAt } from "./money.ts";
import type { Rec } from "./record.ts";
import { hourOf, weekdayOf, weekdays } from "./time.ts";
import type { View } from "./view.ts";
import { dateIn } from "./view.ts";

const orNull = (text: string | undefined): string | null => (text === undefined || text === "" ? null : text);

/** KPI 10: the field, else the first-touch campaign's, else the creator's role. */
export const originOf = (view: View, lead: Rec): string | null => {
  const own = orNull(lead.columns.origin);
  if (own !== null) return own;
  const campaign = rowsOf(view.world, "campaigns").find((row) => row.campaign_id === lead.columns.campaign_id);
  if (orNull(lead.columns.campaign_id) !== null && orNull(campaign?.origin) !== null) return orNull(campaign?.origin);
  const role = rowsOf(view.world, "people").find((row) => row.person_id === lead.columns.created_by)?.role;
  if (role === "marketer") return "marketing";
  return role === "rep" || role === "sdr" ? "sales" : null;
};

/** An opportunity's own campaign, else its earliest linked lead's. */
export const campaignOfOpportunity = (view: View, opportunity: Rec): string | null =>
  orNull(opportunity.columns.campaign_id) ?? orNull(firstLeadOf(view, opportunity)?.columns.campaign_id);

const recordValue = (view: View, record: Rec, dimension: string): string | null => {
  const { columns } = record;
  switch (dimension) {
    case "campaign":
      return record.kind === "lead" ? orNull(columns.campaign_id) : campaignOfOpportunity(view, record);
    case "origin": {
      const lead = record.kind === "lead" ? record : firstLeadOf(view, record);
      return lead === null ? null : (originOf(view, lead) ?? "unknown");
    }
    case "source":
      return orNull((record.kind === "lead" ? record : firstLeadOf(view, record))?.columns.source);
    case "account":
      return orNull(columns.account_id);
    case "pipeline":
      return orNull(columns.pipeline_id) ?? view.config.pipelines[0]?.id ?? null;
    default:
      return orNull(columns[dimension.replace(/^attribute\./, "")]);
  }
};

const single = (view: View, item: Item, dimension: string): string | null => {
  const own = item.keys?.[dimension];
  if (own !== undefined) return own;
  if (dimension === "weekday") return weekdays[weekdayOf(dateIn(view, item.anchor))] ?? null;
  if (dimension === "hour") return String(hourOf(item.anchor, view.zone));
  if (dimension === "channel") {
    const campaign = single(view, item, "campaign");
    return orNull(rowsOf(view.world, "campaigns").find((row) => row.campaign_id === campaign)?.channel);
  }
  if (dimension === "segment" || dimension === "industry" || dimension === "country") {
    const account = single(view, item, "account");
    return orNull(rowsOf(view.world, "accounts").find((row) => row.account_id === account)?.[dimension]);
  }
  return item.of === null ? null : recordValue(view, item.of, dimension);
};

export const keysOf = (view: View, item: Item, dimension: string): readonly (string | null)[] => {
  if (dimension === "person") return [...new Set(item.people)];
  if (dimension === "team")
    return [...new Set(item.people.flatMap((person) => teamsAt(view, person, item.teamsAt ?? item.anchor)))];
  return [single(view, item, dimension)];
};

/** Variant `current_owner`: credit to the owner, and their team, at `as_of`. */
export const toCurrentOwner = (view: View, item: Item): Item =>
  item.of === null ? item : { ...item, people: [ownerAt(item.of, view.asOf)], teamsAt: view.asOf };

/** Values that a row exists for even where nothing happened. */
export const standingKeys = (view: View, dimension: string): readonly string[] => {
  if (dimension === "person") return rowsOf(view.world, "people").map((row) => row.person_id ?? "");
  if (dimension === "team") return rowsOf(view.world, "teams").map((row) => row.team_id ?? "");
  return [];
};

/** What a deal is worth: where the KPI prices it, that; else as it is known now, at the rate of its creation. */
const worthOf = (view: View, { of, money }: Item): number | null => {
  if (money !== undefined) return money.value;
  return of === null || of.kind === "lead" ? null : amountAt(view, of, view.asOf, dateIn(view, of.created.t)).value;
};

const compares: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  "=": (a, b) => a === b,
  "!=": (a, b) => a !== b,
  ">": (a, b) => a > b,
  ">=": (a, b) => a >= b,
  "<": (a, b) => a < b,
  "<=": (a, b) => a <= b,
};

export const matches = (view: View, item: Item, filter: Filter): boolean => {
  if (filter.dimension === "amount") {
    const worth = worthOf(view, item);
    return worth !== null && compares[filter.operator]?.(worth, Number(filter.values[0])) === true;
  }
  const has = keysOf(view, item, filter.dimension);
  const { values } = filter;
  switch (filter.operator) {
    case "=":
    case "in":
      return has.some((key) => values.includes(key));
    case "!=":
    case "not-in":
      return !has.some((key) => values.includes(key));
    case "contains":
      return has.some((key) => key !== null && values.some((value) => value !== null && key.includes(value)));
    default:
      throw new Error(`The oracle does not compare ${filter.dimension} by ${filter.operator}.`);
  }
};
