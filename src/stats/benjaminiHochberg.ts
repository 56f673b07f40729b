/** p values of many comparisons at once, adjusted so that few of those called real are not (Benjamini, Hochberg 1995). */
export const benjaminiHochberg = (p: readonly number[]): number[] => {
  const adjusted = new Array<number>(p.length);
  const largestFirst = p.map((value, place) => ({ value, place })).sort((a, b) => b.value - a.value);
  let least = 1;
  largestFirst.forEach(({ value, place }, i) => {
    least = Math.min(least, (value * p.length) / (p.length - i));
    adjusted[place] = least;
  });
  return adjusted;
};
