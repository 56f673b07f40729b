/** How many bytes of files may lie uncopied at once: what is understood of them takes of the memory that the engine may use, and beyond it lies in its own files. */
import type { Session } from "../../engines/index.ts";
import { sql } from "../../sql/index.ts";

const units: Readonly<Record<string, number>> = { KiB: 2 ** 10, MiB: 2 ** 20, GiB: 2 ** 30, TiB: 2 ** 40 };

/** Bytes. With less, numbering and merging find no room beside what was understood. */
const enough = 192 * 2 ** 20;

// Measured: 860 MB went in with 244 MiB in two thirds of the time of a copy, and did not with 190 MiB.
const shares = { plenty: 3, scarce: 0.3 };

/** None where the engine does not say what it may use. */
export const roomInPlace = async (session: Session): Promise<number> => {
  const [row] = await session.rows<{ said: string }>(sql`select current_setting('memory_limit')::varchar as said`);
  const said = /^([0-9.]+) (KiB|MiB|GiB|TiB)$/.exec(row?.said ?? "");
  const bytes = Number(said?.[1] ?? 0) * (units[said?.[2] ?? ""] ?? 0);
  return bytes * (bytes < enough ? shares.scarce : shares.plenty);
};
