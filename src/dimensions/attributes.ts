/** By a column that our model does not know: `attribute.<name>`, kept as the source wrote it. */
import { sql } from "../sql/index.ts";
import type { Dimension } from "./dimension.ts";

const prefix = "attribute.";

export const attribute = (id: string): Dimension | undefined => {
  if (!id.startsWith(prefix) || id.length === prefix.length) return undefined;
  const path = `$."${id.slice(prefix.length).replaceAll('"', '\\"')}"`;
  return {
    id,
    name: id.slice(prefix.length),
    keys: "word",
    key: () => sql`json_extract_string(r.attributes, ${path})`,
    nothing: "None",
  };
};
