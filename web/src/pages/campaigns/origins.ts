/** Leads by origin over time: which origins there are, how many in each unit, and the way from one to the next by keyboard. */
import type { Answer } from "../../api/types.ts";
import { lastDayOf } from "../../words/dates.ts";
import { memberName } from "../../words/names.ts";
import { type Grain, shortUnit, type Unit, unitName, unitsOf } from "../kpi/grains.ts";

const order = ["marketing", "sales", "partner", "existing_customer"];

/** Marketing and sales first, what is not known last. */
const placeOf = (key: string | null): number =>
  key === null || key === "unknown" ? order.length + 1 : order.includes(key) ? order.indexOf(key) : order.length;

export interface Origin {
  /** `null` where the answer says nobody. */
  readonly key: string | null;
  readonly name: string;
  /** Its look, the same wherever it is drawn. */
  readonly look: number;
}

export const originName = (label: string): string => memberName("origin", label);

export const originsIn = ({ rows }: Pick<Answer, "rows">): readonly Origin[] =>
  rows
    .map(({ keys, labels }) => ({
      key: keys.origin ?? null,
      name: originName(labels.origin ?? keys.origin ?? "None"),
      look: placeOf(keys.origin ?? null),
    }))
    .filter(({ key }, index, all) => all.findIndex((one) => one.key === key) === index)
    .toSorted((a, b) => a.look - b.look || a.name.localeCompare(b.name));

export interface CourseUnit extends Unit {
  readonly label: string;
  readonly short: string;
  readonly isOpen: boolean;
  readonly leads: number;
  /** Of the period that it is compared with. */
  readonly compared: number | null;
  /** By origin. */
  readonly parts: ReadonlyMap<string | null, number>;
}

/** Units that had not begun at the as-of are left out. */
export const unitsIn = (whole: Answer, byOrigin: Answer, grain: Grain): readonly CourseUnit[] => {
  const rows = whole.rows.flatMap((row) => (row.period === null ? [] : [{ ...row, period: row.period }]));
  const last = lastDayOf(whole.question);
  const ranges = unitsOf(
    rows.map(({ period }) => period),
    whole.question.to,
  );
  return rows.flatMap((row, index): CourseUnit[] => {
    const range = ranges[index];
    if (range === undefined || row.period > last) return [];
    const own = byOrigin.rows.filter(({ period }) => period === row.period);
    return [
      {
        ...range,
        label: unitName(row.period, grain),
        short: shortUnit(row.period, grain, rows[index - 1]?.period ?? null),
        isOpen: row.flags.includes("to_date"),
        leads: row.num ?? 0,
        compared: row.previous?.num ?? null,
        parts: new Map(own.map(({ keys, num }) => [keys.origin ?? null, num ?? 0])),
      },
    ];
  });
};

/** A place in the drawing: which unit, which origin. */
export type Place = readonly [unit: number, origin: number];

const steps: Readonly<Record<string, Place>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

/** The next place in the key's direction that has leads; `null` where there is none, or the key is no arrow. */
export const nextPlace = (
  key: string,
  [unit, origin]: Place,
  [units, origins]: readonly [number, number],
  hasLeads: (place: Place) => boolean,
): Place | null => {
  const step = steps[key];
  if (step === undefined) return null;
  for (
    let place: Place = [unit + step[0], origin + step[1]];
    place[0] >= 0 && place[0] < units && place[1] >= 0 && place[1] < origins;
    place = [place[0] + step[0], place[1] + step[1]]
  )
    if (hasLeads(place)) return place;
  return null;
};
