/** KPI 3: what was spent in the period for each lead created in it. */
import { rowsOf } from "../../worlds/world.ts";
import { counted, quotient } from "../cells.ts";
import { firstOwner, ownerAt } from "../credit.ts";
import { campaignOfOpportunity } from "../dimensions.ts";
import type { Context, Item, Kpi, Window } from "../frame.ts";
import { within } from "../frame.ts";
import { notPriced, priceOf, sumMoney } from "../money.ts";
import { addDays, daysBetween, midnight, readInstant } from "../time.ts";
import type { View } from "../view.ts";
import { dateIn } from "../view.ts";
import { firstOpenAt } from "./opportunities-created.ts";

type Days = (date: string) => boolean;

const spendItem = (view: View, campaign: string, date: string, more: Partial<Item>): Item => ({
  id: campaign,
  of: null,
  out: null,
  people: [null],
  anchor: midnight(date, view.zone),
  keys: { campaign },
  sort: "spend",
  ...more,
});

const spendRows = (view: View, days: Days): Item[] =>
  view.spend
    .filter(({ row }) => days(row.spent_on ?? ""))
    .map(({ row }) => {
      const date = row.spent_on ?? "";
      return spendItem(view, row.campaign_id ?? "", date, { money: priceOf(view, row.amount, row.currency, date) });
    });

/** A budget spread evenly over its local days; only days that have begun at `as_of` are facts. */
const budgetDays = (view: View, days: Days, variant: string): Item[] =>
  rowsOf(view.world, "campaigns").flatMap((row) => {
    const id = row.campaign_id ?? "";
    const [from, to] = [row.starts_on ?? "", row.ends_on ?? ""];
    if ((row.budget ?? "") === "") return [];
    if (variant !== "budget" && view.spend.some((spent) => spent.row.campaign_id === id)) return [];
    if ((readInstant(row.recorded_at, view.zone)?.t ?? view.asOf) > view.asOf) return [];
    if (from === "" || to === "") {
      return [spendItem(view, id, dateIn(view, view.asOf), { sort: "undated", out: "no_dates", money: notPriced })];
    }
    const length = daysBetween(from, to) + 1;
    return Array.from({ length: Math.max(0, length) }, (_, i) => addDays(from, i))
      .filter((date) => days(date) && midnight(date, view.zone) <= view.asOf)
      .map((date) => {
        const money = priceOf(view, String(Number(row.budget) / length), row.currency, date);
        return spendItem(view, id, date, { money, sort: "budget" });
      });
  });

const leadItems = (view: View, from: (t: number) => boolean): Item[] =>
  view.leads
    .filter((lead) => from(lead.created.t))
    .map((lead) => ({
      id: lead.id,
      of: lead,
      out: lead.out,
      people: [firstOwner(lead)],
      anchor: lead.created.t,
      sort: "den",
    }));

const opportunityItems = (view: View, window: Window, variant: string): Item[] =>
  view.opportunities.flatMap((record) => {
    const won = record.outcome === "won" ? (record.closed?.t ?? null) : null;
    const at = variant === "per_win" ? won : firstOpenAt(record);
    if (at === null || !within(window, view, at)) return [];
    const keys = { campaign: campaignOfOpportunity(view, record) };
    return [
      { id: record.id, of: record, out: record.out, people: [ownerAt(record, at)], anchor: at, sort: "den", keys },
    ];
  });

/** Campaigns that run on some day of the period. */
const running = (view: View, window: Window): Set<string> =>
  new Set(
    rowsOf(view.world, "campaigns")
      .filter(
        (row) =>
          (row.starts_on ?? "") < window.to && ((row.ends_on ?? "") === "" || (row.ends_on ?? "") >= window.from),
      )
      .map((row) => row.campaign_id ?? ""),
  );

const items = (view: View, window: Window, variant: string): Item[] => {
  if (variant === "lifetime") {
    const campaigns = running(view, window);
    const all = [
      ...spendRows(view, () => true),
      ...budgetDays(view, () => true, variant),
      ...leadItems(view, () => true),
    ];
    return all.filter((one) => campaigns.has(one.keys?.campaign ?? one.of?.columns.campaign_id ?? ""));
  }
  const days: Days = (date) => date >= window.from && date < window.to;
  const costs = variant === "budget" ? [] : spendRows(view, days);
  const of =
    variant === "per_win" || variant === "per_opportunity"
      ? opportunityItems(view, window, variant)
      : leadItems(view, (t) => within(window, view, t));
  return [...costs, ...budgetDays(view, days, variant), ...of];
};

const campaignOf = (one: Item): string => one.keys?.campaign ?? one.of?.columns.campaign_id ?? "";

const cell = (all: readonly Item[], context: Context) => {
  const inside = counted(all);
  // A budget without dates is counted, not priced.
  const costs = all.filter((one) => one.sort !== "den");
  const den = inside.filter((one) => one.sort === "den");
  const cost = sumMoney(costs.flatMap((one) => one.money ?? []));
  const withLeads = new Set(den.map(campaignOf));
  const without = sumMoney(costs.filter((one) => !withLeads.has(campaignOf(one))).flatMap((one) => one.money ?? []));
  const flags = [...cost.flags, ...(costs.some((one) => one.sort === "budget") ? ["from_budget"] : [])];
  const more = { spend_without_leads: without.total, priced: cost.priced, counted: cost.counted };
  // What came by no campaign has no cost that could be known.
  const isNobodys = costs.length === 0 && den.length > 0 && den.every((one) => campaignOf(one) === "");
  // Nor has what came by one whose cost nobody told.
  const isUntold = costs.length === 0 && den.length > 0 && !isNobodys;
  if (isUntold) flags.push("no_spend");
  const told = quotient(all, context, isNobodys ? null : cost.total, den.length, more, flags);
  return isUntold ? { ...told, value: null, num: null } : told;
};

export const costPerLead: Kpi = {
  id: "cost_per_lead",
  items,
  cell,
  inNum: (one) => one.out === null && one.sort !== "den",
  inDen: (one) => one.out === null && one.sort === "den",
};
