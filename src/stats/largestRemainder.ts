/** Shares in per cent as they are shown, whose rounded figures sum to exactly 100 (largest remainder, Hamilton). */

/** `values` are counts or amounts, none negative; ties go to the earlier one. `null` where they sum to 0. */
export const largestRemainder = (values: readonly number[], decimals = 1): number[] | null => {
  if (values.some((value) => !(value >= 0))) throw new RangeError("A share needs values that are not negative.");
  const total = values.reduce((sum, value) => sum + value, 0);
  if (total === 0) return null;
  const scale = 10 ** decimals;
  const exact = values.map((value) => (value / total) * 100 * scale);
  const units = exact.map(Math.floor);
  const missing = 100 * scale - units.reduce((sum, unit) => sum + unit, 0);
  const byRemainder = exact
    .map((value, place) => ({ place, remainder: value - Math.floor(value) }))
    .sort((a, b) => b.remainder - a.remainder || a.place - b.place);
  for (const { place } of byRemainder.slice(0, missing)) units[place] = (units[place] ?? 0) + 1;
  return units.map((unit) => unit / scale);
};
