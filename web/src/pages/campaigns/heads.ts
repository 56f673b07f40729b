/** What a column is called. */
import type { Answer } from "../../api/types.ts";
import type { Column } from "./table.ts";

export const headOf = ({ column, answer }: { readonly column: Column; readonly answer: Answer }): string =>
  column.head ?? answer.definition.name;
