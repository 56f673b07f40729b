/** Local dates and ranges in words. Ranges are half-open: `to` is the day after the last. */
const dayMs = 86_400_000;
const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

const parts = (date: string): readonly [number, number, number] => {
  const [year = 0, month = 1, day = 1] = date.split("-").map(Number);
  return [year, month, day];
};

export const dayBefore = (date: string): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) - dayMs).toISOString().slice(0, 10);

export const dayAfter = (date: string): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + dayMs).toISOString().slice(0, 10);

/** "24 Nov 2026" */
export const dayText = (date: string): string => {
  const [year, month, day] = parts(date);
  return `${day} ${months[month - 1]} ${year}`;
};

/** "24 Nov" */
const shortDay = (date: string): string => {
  const [, month, day] = parts(date);
  return `${day} ${months[month - 1]}`;
};

/** "Nov 2026" */
export const monthText = (date: string): string => {
  const [year, month] = parts(date);
  return `${months[month - 1]} ${year}`;
};

const isFirst = (date: string): boolean => date.endsWith("-01");
const monthNumber = (date: string): number => {
  const [year, month] = parts(date);
  return year * 12 + month - 1;
};

/** "Q4 2026", "Nov 2026", "2026", "1 Oct – 24 Nov 2026". */
export const rangeText = (from: string, to: string): string => {
  const length = monthNumber(to) - monthNumber(from);
  const [year, month] = parts(from);
  if (isFirst(from) && isFirst(to) && length > 0) {
    if (length === 1) return monthText(from);
    if (length === 3 && (month - 1) % 3 === 0) return `Q${(month + 2) / 3} ${year}`;
    if (length === 12 && month === 1) return String(year);
    return `${monthText(from)} – ${monthText(dayBefore(to))}`;
  }
  const last = dayBefore(to);
  if (last === from) return dayText(from);
  return from.slice(0, 4) === last.slice(0, 4)
    ? `${shortDay(from)} – ${dayText(last)}`
    : `${dayText(from)} – ${dayText(last)}`;
};

interface Range {
  readonly from: string;
  readonly to: string;
}

/** "Q4 2026, compared with Q3 2026" */
export const comparedText = ({ from, to, compare }: Range & { readonly compare?: Range }): string =>
  `${rangeText(from, to)}${compare === undefined ? "" : `, compared with ${rangeText(compare.from, compare.to)}`}`;

/** A unit of a grain by its first date. */
export const unitText = (date: string, grain: string | null): string => {
  const [year, month] = parts(date);
  switch (grain) {
    case "month":
      return monthText(date);
    case "quarter":
      return `Q${Math.floor((month + 2) / 3)} ${year}`;
    case "year":
      return String(year);
    case "week":
      return `Week of ${shortDay(date)}`;
    default:
      return dayText(date);
  }
};

/** The last local day of which anything had passed at the as-of: midnight still belongs to the day that it ends. */
export const lastDayOf = ({ as_of, timezone }: { readonly as_of: string; readonly timezone: string }): string =>
  // Swedish dates are written as ours are.
  new Date(Date.parse(as_of) - 1).toLocaleDateString("sv-SE", { timeZone: timezone });

/** An instant as date and time of the workspace's zone. */
export const instantText = (instant: string, timezone: string): string =>
  new Date(instant).toLocaleString("en-GB", {
    timeZone: timezone,
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
  });
