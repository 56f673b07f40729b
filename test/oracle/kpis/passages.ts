/** What stands beside each stage of KPI 4: who came and left in a period, how long it took, and whether that is worse than it was. */
import { ownerAt } from "../credit.ts";
import type { Context, Item } from "../frame.ts";
import { linkOf } from "../links.ts";
import { isLost } from "../process.ts";
import type { Rec, Stay } from "../record.ts";
import { sum } from "../stats.ts";
import { addDays, day, daysBetween, midnight, readInstant } from "../time.ts";
import type { View } from "../view.ts";
import { dayAhead } from "../view.ts";

const never = Number.POSITIVE_INFINITY;

/** When a lead stopped being active, and how. */
const endsOf = (view: View, lead: Rec): { t: number; way: string }[] => {
  const at = (column: string): number => {
    const t = readInstant(lead.columns[column], view.zone)?.t ?? never;
    return t <= view.asOf ? t : never;
  };
  return [
    { t: linkOf(view, lead)?.t ?? never, way: "advanced" },
    { t: at("converted_at"), way: "moved_aside" },
    { t: at("disqualified_at"), way: "dropped" },
  ];
};

const wayTo = (record: Rec, from: Stay, to: Stay): string => {
  if (to.standing === "won") return "advanced";
  if (isLost(to.standing)) return "dropped";
  const [before, after] = [record.ladder.indexOf(from.stage ?? ""), record.ladder.indexOf(to.stage ?? "")];
  if (before < 0 || after < 0) return "moved_aside";
  return after > before ? "advanced" : "moved_back";
};

const passagesOf = (view: View, record: Rec): Item[] =>
  record.stays.flatMap((stay, i): Item[] => {
    if (stay.standing !== "open" || record.closeless) return [];
    const next = record.stays[i + 1];
    const ends = record.kind === "lead" ? endsOf(view, record) : [];
    const moved = next === undefined ? [] : [{ t: next.at.t, way: wayTo(record, stay, next) }];
    // Of ends at one instant a link is the first, then a win.
    const isWin = next?.standing === "won";
    const all = isWin ? [...moved, ...ends] : [...ends, ...moved];
    const out = Math.min(never, ...all.map(({ t }) => t));
    const from = Math.max(stay.at.t, record.created.t);
    if (out <= from) return [];
    return [
      {
        id: record.id,
        of: record,
        out: record.out,
        people: [ownerAt(record, from)],
        anchor: from,
        keys: { stage: stay.stage },
        sort: `passage ${record.kind}`,
        aside: true,
        end: all.find(({ t }) => t === out)?.way ?? "",
        more: { out },
      },
    ];
  });

export const passages = (view: View, variant: string): Item[] =>
  [...view.leads, ...(variant === "process" ? view.opportunities : [])].flatMap((record) => passagesOf(view, record));

interface Span {
  readonly from: number;
  readonly to: number;
}

const outOf = (one: Item): number => one.more?.out ?? never;

interface Told {
  readonly net_inflow: number;
  readonly median_days: number | null;
  readonly conversion: number | null;
}

/** Days in the stage, whole ones: from when it was watched, to when it left or was last seen. */
const watched = (one: Item, { from, to }: Span, asOf: number) => ({
  first: one.anchor >= from ? 0 : Math.floor((from - one.anchor) / day),
  last: Math.floor((Math.min(outOf(one), to, asOf) - one.anchor) / day),
  left: outOf(one) < to,
});

/** `value` null and `beyond` a number: more than half of enough were still there at that age. */
const medianOf = (
  all: readonly Item[],
  span: Span,
  context: Context,
): { value: number | null; beyond: number | null } => {
  const { small } = context.view.config.sample;
  const followed = all.map((one) => watched(one, span, context.view.asOf));
  const atRisk = (age: number): number => followed.filter((one) => one.first <= age && one.last >= age).length;
  const ages = [...new Set(followed.filter((one) => one.left).map((one) => one.last))].sort((a, b) => a - b);
  const last = Math.max(0, ...followed.map((one) => one.last));
  let staying = 1;
  let half: number | null = null;
  for (const age of ages) {
    const events = followed.filter((one) => one.left && one.last === age).length;
    // Half have left and nobody since: the middle of that stretch.
    if (half !== null) return { value: (half + age) / 2, beyond: null };
    if (atRisk(age) < small) return { value: null, beyond: null };
    staying *= 1 - events / atRisk(age);
    if (Math.abs(staying - 0.5) < 1e-9) half = age;
    else if (staying < 0.5) return { value: age, beyond: null };
  }
  if (half !== null) return { value: (half + last) / 2, beyond: null };
  const enough = followed.map((one) => one.last).filter((age) => atRisk(age) >= small);
  return { value: null, beyond: enough.length === 0 ? null : Math.max(...enough) };
};

const toldOf = (
  all: readonly Item[],
  span: Span,
  context: Context,
): Told & { came: number; gone: readonly Item[]; beyond: number | null } => {
  const there = all.filter((one) => one.anchor < span.to && outOf(one) >= span.from);
  const came = there.filter((one) => one.anchor >= span.from).length;
  const gone = there.filter((one) => outOf(one) < span.to);
  const { value, beyond } = medianOf(there, span, context);
  const isSmall = gone.length < context.view.config.sample.small;
  return {
    came,
    gone,
    net_inflow: came - gone.length,
    beyond,
    median_days: value,
    conversion: isSmall ? null : gone.filter((one) => one.end === "advanced").length / gone.length,
  };
};

/** The mean of what is known and two standard deviations around it; of fewer than six values there is none. */
const bandOf = (values: readonly (number | null)[]) => {
  const known = values.filter((value) => value !== null);
  if (known.length < 6) return null;
  const norm = sum(known) / known.length;
  const spread = 2 * Math.sqrt(sum(known.map((value) => (value - norm) ** 2)) / (known.length - 1));
  return { norm, low: norm - spread, high: norm + spread };
};

export const besideStage = (
  aside: readonly Item[],
  context: Context,
): { more: Record<string, number | null>; isBottleneck: boolean } => {
  const { view, window, stage } = context;
  const counted = aside.filter((one) => one.out === null && one.keys?.stage === stage);
  const whole = toldOf(counted, { from: window.start, to: window.end }, context);
  const length = Math.min(28, daysBetween(window.from, window.to));
  const ahead = dayAhead(view);
  const end = ahead < window.to ? ahead : window.to;
  const spans = Array.from({ length: 13 }, (_, back) => ({
    from: midnight(addDays(end, -length * (back + 1)), view.zone),
    to: midnight(addDays(end, -length * back), view.zone),
  }));
  const kind = view.leads.some((lead) => lead.ladder.includes(stage ?? "")) ? view.leads : view.opportunities;
  const first = Math.min(
    never,
    ...kind.flatMap((record) => record.stays.filter((stay) => stay.standing === "open").map((stay) => stay.at.t)),
  );
  const [recent, ...before] = spans.map((span) => ({ span, told: toldOf(counted, span, context) }));
  const past = before.filter(({ span }) => span.from >= first);
  const more: Record<string, number | null> = {
    entered: whole.came,
    left: whole.gone.length,
    net_inflow: whole.net_inflow,
    median_days: whole.median_days,
    conversion: whole.conversion,
  };
  for (const way of ["advanced", "dropped", "moved_back", "moved_aside"])
    more[way] = whole.gone.filter((one) => one.end === way).length;
  let signs = 0;
  for (const name of ["net_inflow", "median_days", "conversion"] as const) {
    const value = recent?.told[name] ?? null;
    const band = bandOf(past.map(({ told }) => told[name]));
    const beyond = name === "median_days" ? (recent?.told.beyond ?? null) : null;
    const isLonger = band !== null && beyond !== null && beyond >= band.high ? true : null;
    const isWorse =
      band === null ? null : value === null ? isLonger : name === "conversion" ? value < band.low : value > band.high;
    more[`recent_${name}`] = value;
    more[`norm_${name}`] = band?.norm ?? null;
    more[`low_${name}`] = band?.low ?? null;
    more[`high_${name}`] = band?.high ?? null;
    more[`sign_${name}`] = isWorse === null ? null : Number(isWorse);
    if (isWorse === true) signs += 1;
  }
  return { more, isBottleneck: signs >= 2 };
};
