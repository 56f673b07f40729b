/** Colours by meaning: what is good, what is bad, what matters less. */
import pico from "picocolors";

export type Tone = "plain" | "dim" | "strong" | "good" | "bad" | "accent";

/** A run of text in one tone; a cell of a table is some of them. */
export interface Piece {
  readonly text: string;
  readonly tone: Tone;
}

export type Line = readonly Piece[];

export type Paint = (tone: Tone, text: string) => string;

/** The painter of a terminal, or of what takes no colours. */
export const paintOf = (colours: boolean): Paint => {
  const colour = pico.createColors(colours);
  const tones: Readonly<Record<Tone, (text: string) => string>> = {
    plain: (text) => text,
    dim: colour.dim,
    strong: colour.bold,
    good: colour.green,
    bad: colour.red,
    accent: colour.cyan,
  };
  return (tone, text) => (text === "" ? "" : tones[tone](text));
};

export const plain = (text: string): Line => [{ text, tone: "plain" }];
export const toned = (tone: Tone, text: string): Line => [{ text, tone }];
export const painted = (line: Line, paint: Paint): string => line.map(({ text, tone }) => paint(tone, text)).join("");
