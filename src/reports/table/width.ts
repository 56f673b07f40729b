/** How many columns of a terminal a text takes, and how it is cut to fit. */

const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });
// Unicode's East Asian Width, classes W and F, as blocks; emoji are shown in two columns as well.
const wide =
  /^[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]|\ufe0f/u;
const mark = /^[\p{Mark}\p{Format}]+$/u;
const simple = /^[\x20-\x7e]*$/;

const widthOfGrapheme = (grapheme: string): number => (mark.test(grapheme) ? 0 : wide.test(grapheme) ? 2 : 1);

const pieces = (text: string): string[] => Array.from(graphemes.segment(text), ({ segment }) => segment);

/** Columns of a terminal. */
export const widthOf = (text: string): number =>
  simple.test(text) ? text.length : pieces(text).reduce((sum, grapheme) => sum + widthOfGrapheme(grapheme), 0);

/** At most `width` columns; what is cut ends with an ellipsis. */
export const cut = (text: string, width: number): string => {
  if (widthOf(text) <= width) return text;
  let kept = "";
  let taken = 0;
  for (const grapheme of pieces(text)) {
    const next = widthOfGrapheme(grapheme);
    if (taken + next > width - 1) break;
    kept += grapheme;
    taken += next;
  }
  return width < 1 ? "" : `${kept.replace(/[\s,;:·]+$/, "")}…`;
};

// Names come from other people's systems: a line break or an escape sequence in one must not reach the terminal,
// nor a mark that turns the direction of what follows.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const unprintable = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]+/g;

/** Text of the data as one harmless line. */
export const harmless = (text: string): string => text.replaceAll(unprintable, " ");

/** Words put on lines of at most `width` columns; a longer word stands alone. */
export const wrap = (text: string, width: number): string[] => {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/\s+/)) {
    if (line !== "" && widthOf(line) + 1 + widthOf(word) > width) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return line === "" ? lines : [...lines, line];
};
