/** A number to twelve digits, as `Number(value.toPrecision(12))` gives it and many times as fast. */

/** Whole numbers of twelve digits end below it. */
const limit = 1e12;

/**
 * Between a millionth and one the twelve digits are a whole number over a power of ten: both are exact, so their quotient is the nearest
 * there is. Scaling errs by less than a thousandth, so that only what lies that near to the middle has to be written out.
 */
export const twelveDigits = (value: number): number => {
  const size = Math.abs(value);
  if (!(size >= 1e-6 && size < 1)) return Number(value.toPrecision(12));
  let scale = limit;
  while (size * scale < 1e11) scale *= 10;
  const scaled = size * scale;
  const whole = Math.floor(scaled);
  const part = scaled - whole;
  if (whole < 1e11 + 1 || (part > 0.499 && part < 0.501)) return Number(value.toPrecision(12));
  const found = (part > 0.5 ? whole + 1 : whole) / scale;
  return value < 0 ? -found : found;
};
