/** Names of people as they are compared: without case, with one space for several, and *Lee, Ann* as *Ann Lee*; null where there is none. */
import { type Sql, sql } from "./sql.ts";

export const comparedName = (text: Sql): Sql =>
  sql`nullif(regexp_replace(lower(trim(regexp_replace(replace(${text}, chr(160), ' '), '[[:space:]]+', ' ', 'g'))), '^([^,]+), ?([^,]+)$', '\\2 \\1'), '')`;
