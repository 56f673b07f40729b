/** A file's words for the few that a column of ours knows: the same word in another case, or one that means it. */
import type { Column } from "../../model/tables.ts";
import { activityTypeOf } from "./activity-type.ts";

const directions: readonly (readonly [direction: string, like: RegExp])[] = [
  ["outbound", /out|sent|made|ausgehend|gesendet|sortant|salient/i],
  ["inbound", /in(bound|coming)?|received|eingehend|empfangen|entrant/i],
];

const meaningOf = (column: string, word: string): string | null => {
  if (column === "type") return activityTypeOf(word);
  return column === "direction" ? (directions.find(([, like]) => like.test(word))?.[0] ?? null) : null;
};

/** By the file's word, ours; words that mean none of ours are not in it. */
export const wordsFor = ({ name, values = [] }: Column, words: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    words.flatMap((word) => {
      const same = values.find((one) => one === word.trim().toLowerCase());
      const ours = same ?? meaningOf(name, word);
      return ours === null || !values.includes(ours) ? [] : [[word, ours]];
    }),
  );
