/** A file's words for the few that a column of ours knows: the same word in another case, or one that means it. */
import type { Column } from "../../model/tables.ts";
import { activityStatusOf } from "./activity-status.ts";
import { activityTypeOf, spaced } from "./activity-type.ts";

const directions: readonly (readonly [direction: string, like: RegExp])[] = [
  ["outbound", /\b(out|sent|made)\b|outbound|outgoing|ausgehend|gesendet|sortant|salient/],
  ["inbound", /\b(in|received)\b|inbound|incoming|eingehend|empfangen|entrant/],
];

const meaningOf = (column: string, word: string): string | null => {
  if (column === "type") return activityTypeOf(word);
  if (column === "status") return activityStatusOf(word);
  const text = spaced(word);
  return column === "direction" ? (directions.find(([, like]) => like.test(text))?.[0] ?? null) : null;
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
