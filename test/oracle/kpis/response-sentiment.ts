/** KPI 9: of those who answered in the period, the share whose latest answer was positive. */
import { counted, orWithheld, over, proportion } from "../cells.ts";
import { firstOwner, ownerAt } from "../credit.ts";
import type { Context, Item, Kpi, Window } from "../frame.ts";
import { within } from "../frame.ts";
import { touchesOf } from "../touches.ts";
import type { Known, View } from "../view.ts";
import { recordNamed } from "../view.ts";

const displaces = (sentiment: string | undefined): boolean =>
  sentiment === "positive" || sentiment === "negative" || sentiment === "neutral" || sentiment === "unsubscribe";

const item = (view: View, { row, at }: Known): Item[] => {
  const lead = recordNamed(view, "lead", row.lead_id);
  const record =
    lead ?? ((row.lead_id ?? "") === "" ? recordNamed(view, "opportunity", row.opportunity_id) : undefined);
  if (record === undefined) return [];
  return [
    {
      id: row.response_id ?? "",
      of: record,
      out: record.out,
      people: [record.kind === "lead" ? firstOwner(record) : ownerAt(record, at.t)],
      anchor: at.t,
      keys: { sentiment: row.sentiment ?? null },
      end: row.sentiment ?? "",
    },
  ];
};

/** Each record once, by its latest response that counts; `responses` have passed the period and the filters. */
const latestOfEach = (responses: readonly Item[]): Item[] => {
  const inOrder = [...responses].sort((a, b) => a.anchor - b.anchor || (a.id < b.id ? -1 : 1));
  const latest = new Map<string, Item>();
  for (const response of inOrder) {
    const key = `${response.of?.kind} ${response.of?.id}`;
    const before = latest.get(key);
    if (before === undefined || displaces(response.end) || !displaces(before.end)) latest.set(key, response);
  }
  return [...latest.values()].map((response) => ({ ...response, id: response.of?.id ?? response.id }));
};

const items = (view: View, window: Window, variant: string): Item[] => {
  const answered = view.responses.filter(({ at }) => within(window, view, at.t)).flatMap((known) => item(view, known));
  if (variant !== "cohort") return answered;
  return view.leads.flatMap((lead) => {
    const touch = touchesOf(view, lead)[0];
    if (touch === undefined || !within(window, view, touch)) return [];
    const all = view.responses.flatMap((known) => item(view, known)).filter((one) => one.of === lead);
    const hit = latestOfEach(all)[0]?.end === "positive";
    return [{ id: lead.id, of: lead, out: lead.out, people: [firstOwner(lead)], anchor: touch, hit }];
  });
};

const cell = (all: readonly Item[], context: Context) => {
  const inside = counted(all);
  if (context.variant === "cohort") {
    return proportion(all, context, inside.filter((one) => one.hit).length, inside.length);
  }
  const of = (...classes: string[]): number => inside.filter((one) => classes.includes(one.end ?? "")).length;
  const positive = of("positive");
  const negative = of("negative", "unsubscribe");
  const den = positive + negative;
  return proportion(all, context, positive, den, {
    ratio: orWithheld(over(positive, negative), den, context),
    positive,
    negative,
    neutral: of("neutral"),
    auto: of("auto"),
    unclassified: of("unclassified"),
  });
};

export const responseSentiment: Kpi = {
  id: "response_sentiment",
  items,
  choose: (chosen, variant) => (variant === "default" ? latestOfEach(chosen) : chosen),
  cell,
  inNum: (one, variant) => one.out === null && (variant === "cohort" ? one.hit === true : one.end === "positive"),
  inDen: (one, variant) =>
    one.out === null && (variant === "cohort" || ["positive", "negative", "unsubscribe"].includes(one.end ?? "")),
};
