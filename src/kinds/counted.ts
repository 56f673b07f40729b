/** What the two numbers of a figure count, in words that stand behind them: `57 won of 239 closed`. */
export interface Counted {
  /** Behind 1: `lead`; words such as `won` are the same for any number. */
  readonly one: string;
  readonly many: string;
  readonly unit: "count" | "money";
}

/** null: there is no such number, or a sum that says no more than the figure. */
export interface Parts {
  readonly num: Counted | null;
  readonly den: Counted | null;
}

export const number = (one: string, many = one): Counted => ({ one, many, unit: "count" });

export const amount = (one: string, many = one): Counted => ({ one, many, unit: "money" });

/** A variant names what differs from its KPI. */
export const partsOf = (kpi: { readonly parts: Parts }, variant: { readonly parts?: Partial<Parts> }): Parts => ({
  ...kpi.parts,
  ...variant.parts,
});
