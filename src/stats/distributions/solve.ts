/** Where a rising function is zero within a bracket: Newton's steps, a bisection wherever they would leave it or slow down. */
export interface Rising {
  readonly value: (x: number) => number;
  readonly slope: (x: number) => number;
  readonly low: number;
  readonly high: number;
  readonly start: number;
}

const precision = 4e-16;

export const solve = ({ value, slope, low, high, start }: Rising): number => {
  let [below, above] = [low, high];
  let x = start > low && start < high ? start : (low + high) / 2;
  let step = high - low;
  for (let turn = 0; turn < 1200; turn += 1) {
    const height = value(x);
    if (height === 0) return x;
    if (height < 0) below = x;
    else above = x;
    const newton = height / slope(x);
    const previous = step;
    const next = x - newton;
    const useful = next > below && next < above && Math.abs(newton) <= Math.abs(previous) / 2;
    step = useful ? newton : x - (below + above) / 2;
    x -= step;
    if (Math.abs(step) <= precision * Math.abs(x) || x <= below || x >= above) return x;
  }
  return x;
};

/** The first of 1, 2, 4, ... times `start` at which a rising function is above zero. */
export const raise = (value: (x: number) => number, start: number): number => {
  let x = start;
  while (value(x) < 0 && x < 1e300) x *= 2;
  return x;
};
