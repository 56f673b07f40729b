/** The regular expressions of a mapping, which the engine alone can tell from what is none. */
import type { Session } from "../../engines/index.ts";
import { Problem } from "../../problem.ts";
import { quoted, sql } from "../../sql/index.ts";
import { type Expression, innerOf } from "./expression-schema.ts";
import type { Mapping } from "./schema.ts";

interface Pattern {
  readonly key: "extract" | "replace.find";
  readonly text: string;
}

const patternsIn = (value: Expression): readonly Pattern[] => [
  ...(value.extract === undefined ? [] : [{ key: "extract", text: value.extract } as const]),
  ...(value.replace === undefined ? [] : [{ key: "replace.find", text: value.replace.find } as const]),
  ...innerOf(value).flatMap(patternsIn),
];

/** Throws `bad_mapping` at the first that is none. */
export const checkPatterns = async (session: Session, { name, tables, process }: Mapping): Promise<void> => {
  const blocks = [...Object.values(tables).flat(), ...(process?.read ?? [])];
  const values = blocks.flatMap(({ columns, attributes }) => [...Object.values(columns), ...Object.values(attributes)]);
  const patterns = new Map(values.flatMap(patternsIn).map((pattern) => [pattern.text, pattern]));
  for (const { key, text } of patterns.values())
    try {
      await session.run(sql`select regexp_matches('', ${quoted(text)})`);
    } catch (error) {
      const said = error instanceof Error ? /^Invalid Input Error: (.*)/.exec(error.message)?.[1] : undefined;
      if (said === undefined) throw error;
      throw new Problem("bad_mapping", {
        file: name,
        line: null,
        key,
        reason: `is no regular expression that is known here: ${text} (${said}).`,
        remedy: "Regular expressions are those of RE2, which looks neither ahead nor behind.",
      });
    }
};
