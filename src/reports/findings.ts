/** What can be wrong with imported data, code by code, in plain words. */

export interface FindingWords {
  /** What is wrong. */
  readonly title: string;
  /** What became of it, and what to do. */
  readonly advice: string;
}

const words: Readonly<Record<string, FindingWords>> = {
  bad_instant: {
    title: "A time that cannot be read",
    advice: "The cell was taken as empty. Write 2026-07-01T09:30:00Z, or say the format in a mapping file.",
  },
  bad_date: {
    title: "A date that cannot be read",
    advice: "The cell was taken as empty. Write 2026-07-01, or say the format in a mapping file.",
  },
  bad_money: {
    title: "An amount that cannot be read",
    advice: "The cell was taken as empty. Write 1234.50, or say decimal and thousands signs in a mapping file.",
  },
  bad_number: { title: "A number that cannot be read", advice: "The cell was taken as empty. Write 1.25." },
  bad_boolean: { title: "Neither true nor false", advice: "The cell was taken as empty. Write true or false." },
  bad_word: {
    title: "A word that is not on the list",
    advice: "The cell was taken as empty. The reason names the words that are known.",
  },
  bad_value: { title: "A value that the mapping does not name", advice: "Add it to the mapping file." },
  assumed_value: {
    title: "A value that was assumed",
    advice: "Nothing is wrong if the assumption is right; else say it in a mapping file.",
  },
  missing_required: {
    title: "A required cell is empty",
    advice: "The row was left out. Fill the column in the source and import again.",
  },
  duplicate_key: {
    title: "The same record twice in one file",
    advice: "The later row holds. Remove the other one in the source.",
  },
  colliding_id: { title: "One id for two different records", advice: "Make the ids unique in the source." },
  unknown_reference: {
    title: "Names a record that no file brought",
    advice: "The row was kept. Import the missing records, or ignore it if they are gone.",
  },
  future_fact: {
    title: "Happened after the import",
    advice: "It was kept but counts only when its time has come. Check the year and the time zone.",
  },
  history_conflict: {
    title: "The history and the record disagree",
    advice: "The history holds. Check the export of the history.",
  },
  converted_without_opportunity: {
    title: "Converted, but no opportunity is known",
    advice: "The lead counts as not converted. Import the opportunities, or their ids.",
  },
  unknown_survivor: {
    title: "Merged into a record that is not known",
    advice: "The record stands alone. Import the survivor.",
  },
  merge_cycle: { title: "Merged in a circle", advice: "The records stand alone. Correct merged_into in the source." },
  undeclared_stage: {
    title: "A stage that the process does not declare",
    advice: "Its records are counted as undeclared. Add the stage to quarterdeck.yaml.",
  },
  negative_duration: {
    title: "Ended before it began",
    advice: "Left out of lengths of time. Check both times in the source.",
  },
  ragged_row: {
    title: "A row with too many or too few cells",
    advice: "The row was left out. Look for a stray separator or quote.",
  },
  bad_quote: { title: "A quote that does not close", advice: "The row was left out. Double the quotes within a cell." },
  nul_byte: { title: "A NUL byte", advice: "The row was left out. Export the file again." },
  field_too_long: {
    title: "A cell of more than 64 KiB",
    advice: "The row was left out. Leave long texts out of the export.",
  },
  bad_json: { title: "A line that is not JSON", advice: "The line was left out. Each line must be one object." },
  bad_encoding: { title: "Characters that cannot be read", advice: "Export the file as UTF-8." },
};

/** The code in plain words; one that is not known here speaks for itself. */
export const findingWords = (code: string): FindingWords =>
  words[code] ?? { title: code.replaceAll("_", " "), advice: "See the reason of each finding." };
