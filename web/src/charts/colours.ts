/** The page's colours as a picture to take away needs them: read from the tokens, of the scheme that is shown. */
const tokens = { ink: "--qd-ink", ink3: "--qd-ink-3", ground: "--qd-surface" } as const;

export type Colours = Readonly<Record<keyof typeof tokens, string>>;

/** As they are now. */
export const coloursNow = (): Colours => {
  const style = getComputedStyle(document.documentElement);
  const of = (token: string): string => style.getPropertyValue(token).trim();
  return { ink: of(tokens.ink), ink3: of(tokens.ink3), ground: of(tokens.ground) };
};
