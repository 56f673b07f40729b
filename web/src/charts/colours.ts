/** The page's colours as a drawing needs them: read from the tokens, so that both schemes draw in their own. */
const tokens = {
  ink: "--qd-ink",
  ink2: "--qd-ink-2",
  ink3: "--qd-ink-3",
  line: "--qd-line",
  line2: "--qd-line-2",
  accent: "--qd-accent",
  band: "--qd-band",
  compare: "--qd-compare",
  goal: "--qd-goal",
  surface: "--qd-surface",
} as const;

export type Colours = Readonly<Record<keyof typeof tokens, string>>;

/** As they are now. */
export const coloursNow = (): Colours => {
  const style = getComputedStyle(document.documentElement);
  const of = (token: string): string => style.getPropertyValue(token).trim();
  return {
    ink: of(tokens.ink),
    ink2: of(tokens.ink2),
    ink3: of(tokens.ink3),
    line: of(tokens.line),
    line2: of(tokens.line2),
    accent: of(tokens.accent),
    band: of(tokens.band),
    compare: of(tokens.compare),
    goal: of(tokens.goal),
    surface: of(tokens.surface),
  };
};
