/** How many bytes of files may lie uncopied at once: what is understood of them is held in the memory that the engine may use. */
import type { Session } from "../../engines/index.ts";
import { sql } from "../../sql/index.ts";

const units: Readonly<Record<string, number>> = { KiB: 2 ** 10, MiB: 2 ** 20, GiB: 2 ** 30, TiB: 2 ** 40 };

// Understood, a file takes about as much as its text; numbering and merging need as much again beside it.
const share = 0.3;

/** None where the engine does not say what it may use. */
export const roomInPlace = async (session: Session): Promise<number> => {
  const [row] = await session.rows<{ said: string }>(sql`select current_setting('memory_limit')::varchar as said`);
  const said = /^([0-9.]+) (KiB|MiB|GiB|TiB)$/.exec(row?.said ?? "");
  return Number(said?.[1] ?? 0) * (units[said?.[2] ?? ""] ?? 0) * share;
};
