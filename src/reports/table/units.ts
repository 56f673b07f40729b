/** Figures as the terminal has them: with days in words, ranges that name their unit once, and numbers with what they count. */
import { countText, figureWith, type Writing } from "../../wording/figures.ts";

export interface Words {
  readonly one: string;
  readonly many: string;
}

/** `1 lead`, `2 leads`, `1 won`. */
export const counted = (value: number, { one, many }: Words): string =>
  `${countText(value)} ${value === 1 ? one : many}`;

/** The figure with its unit; what is no figure is a dash. */
export const figure = figureWith((length) => `${length} ${length === "1.0" ? "day" : "days"}`);

/** A range of figures: the unit is written once; a limit that is not known leaves it open. */
export const range = (limits: readonly [number | null, number | null] | null, writing: Writing): string => {
  if (limits === null) return "";
  const [least, most] = limits;
  if (least === null || most === null)
    return least === null ? (most === null ? "" : `up to ${figure(most, writing)}`) : `from ${figure(least, writing)}`;
  const [low, high] = [figure(least, writing), figure(most, writing)];
  const unitIn = (text: string): string => / (?:h|min|s|day)(?=s?$)|%$/.exec(text)?.[0] ?? "";
  const isOnce = unitIn(low) === unitIn(high);
  return `${isOnce ? low.replace(/ (?:h|min|s|days?)$|%$/, "") : low}–${high}`;
};
