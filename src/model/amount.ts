/** As fine as amounts are priced: of decimals the sum, the part and the price are the decimals that a person would write. */
export const asPriced = (value: number): number => Number(value.toFixed(8));

/** The same whatever their order: floating sums differ with it in the last digit. */
export const sumOfAmounts = (amounts: readonly number[]): number =>
  asPriced(amounts.toSorted((one, other) => one - other).reduce((sum, amount) => sum + amount, 0));
