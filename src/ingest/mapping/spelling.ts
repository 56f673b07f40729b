/** Names with a star, and the two lengths of Salesforce's ids. */
import { join, type Sql, sql, whole } from "../../sql/index.ts";

/** `*` stands for anything; case does not matter. */
export const globPattern = (glob: string): RegExp => {
  const parts = glob
    .normalize("NFC")
    .split("*")
    .map((part) => part.replaceAll(/[\\^$.|?+()[\]{}]/g, (sign) => `\\${sign}`));
  return new RegExp(`^${parts.join("(.*)")}$`, "i");
};

export const matchesGlob = (glob: string, text: string): boolean => globPattern(glob).test(text);

/**
 * An id of 15 characters, which differs from others by case alone, with the 3 that Salesforce adds: for each 5 characters one of
 * `A` to `5` whose bits say which of them are capitals (Salesforce help, "What are the differences between 15 and 18 character IDs?").
 */
export const longId = (id: Sql): Sql => {
  const bit = (at: number): Sql => sql`(${id}[${whole(at)}] between 'A' and 'Z')::integer`;
  const ending = [0, 1, 2].map((group) => {
    const bits = [1, 2, 3, 4, 5].map((index) => sql`${bit(group * 5 + index)} * ${whole(2 ** (index - 1))}`);
    return sql`'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345'[1 + ${join(bits, " + ")}]`;
  });
  return sql`case when length(${id}) = 15 and regexp_full_match(${id}, '[0-9A-Za-z]{15}') then ${id} || ${join(ending, " || ")} else ${id} end`;
};
