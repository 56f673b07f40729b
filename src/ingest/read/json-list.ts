/** The objects of a JSON list, cut apart as they come: what an API answers, or a database writes, is often one list. */

export interface Piece {
  /** Where it begins. */
  readonly line: number;
  readonly text: string;
}

/** Whether a text begins like a list of objects. */
export const isListStart = (text: string): boolean => /^\s*\[\s*\{/.test(text);

const outside = new Set([" ", "\t", "\r", "\n", ",", "[", "]"]);
const opening = new Set(["{", "["]);
const closing = new Set(["}", "]"]);

/** Takes a text in parts, in order, and hands out the members that are complete; whatever is no object is one, too. */
export const listCutter = () => {
  let line = 1;
  let begun: { line: number; text: string } | null = null;
  let depth = 0;
  let isText = false;
  let isEscaped = false;
  const step = (sign: string): void => {
    if (isEscaped) isEscaped = false;
    else if (isText) {
      isEscaped = sign === "\\";
      isText = sign !== '"';
    } else if (sign === '"') isText = true;
    else if (opening.has(sign)) depth += 1;
    else if (closing.has(sign)) depth -= 1;
  };
  // No text of JSON goes over a line's end: whoever left one open loses that member, not those behind it.
  const isEnd = (sign: string): boolean => {
    if (isText) return sign === "\n";
    return depth === 0 && (sign === "," || sign === "]" || sign === "\n");
  };
  const take = (part: string): Piece[] => {
    const done: Piece[] = [];
    let from = 0;
    const end = (at: number): void => {
      if (begun !== null) done.push({ line: begun.line, text: flat(begun.text + part.slice(from, at)) });
      begun = null;
      depth = 0;
      isText = false;
      isEscaped = false;
    };
    for (let at = 0; at < part.length; at += 1) {
      const sign = part.charAt(at);
      if (begun === null) {
        if (!outside.has(sign)) {
          begun = { line, text: "" };
          from = at;
          step(sign);
        }
      } else if (isEnd(sign)) end(at);
      else {
        step(sign);
        if (depth === 0 && sign === "}" && !isText) end(at + 1);
      }
      if (sign === "\n") line += 1;
    }
    if (begun !== null) begun = { line: begun.line, text: begun.text + part.slice(from) };
    return done;
  };
  const rest = (): Piece[] => (begun === null ? [] : [{ line: begun.line, text: flat(begun.text) }]);
  return { take, rest };
};

/** Line ends are none of its values: within one they are written as signs. */
const flat = (text: string): string => text.replaceAll(/\s*\r?\n\s*/g, " ").trim();
