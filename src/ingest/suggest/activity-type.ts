/** What was done, as files call it: by a word of theirs, by what the file is called, or by columns that only one kind of activity has. */
import { stemOf } from "../read/files.ts";

/** The first that fits is meant: a missed call is a call, a follow-up mail a mail. */
const words: readonly (readonly [type: string, like: RegExp])[] = [
  ["call", /voice-? ?mail/],
  ["email", /e[- ]?mail|\bmails?\b|newsletter|courriel|correo/],
  ["call", /call|phone|dial|anruf|telefon|telefonat|appel|llamada|chiamata/],
  [
    "meeting",
    /meeting|appointment|termin|besprechung|besuch|visit|demo|lunch|event|r[eé]union|rendez|reuni[oóã]|riunione|vergadering|afspraak/,
  ],
  ["message", /message|sms|chat|whats ?app|linkedin|nachricht/],
  ["other", /task|to-?do|aufgabe|t[aâ]che|tarea|\bnotes?\b|notiz|letter|brief\b/],
];

/** In lower case, its parts apart as words are. */
export const spaced = (word: string): string => word.replaceAll(/[_.]+/g, " ").toLowerCase();

/** Null: the word is none of ours. */
export const activityTypeOf = (word: string): string | null => {
  const text = spaced(word);
  return words.find(([, like]) => like.test(text))?.[0] ?? null;
};

/** What only one kind of activity has a column for. */
const columnsOf: readonly (readonly [type: string, like: RegExp])[] = [
  ["call", /\btalk|\bring|answered|phone|caller|dialled|gespr[aä]ch|call/],
  ["email", /mail|recipient|bcc|empf[aä]nger/],
  ["meeting", /attendee|meeting|\blocation|participants|teilnehmer/],
];

/** What all activities of a file seem to be; null where neither its name nor its columns say it. */
export const likelyType = (path: string, columns: readonly string[]): string | null => {
  const [only, ...others] = columnsOf.filter(([, like]) => columns.some((column) => like.test(spaced(column))));
  return activityTypeOf(stemOf(path)) ?? (others.length === 0 ? (only?.[0] ?? null) : null);
};
