/** How much memory the engine takes: all that it may, or little for questions while those fit. */
import type { DuckDBConnection } from "@duckdb/node-api";

/** Megabytes that questions get: those of one million leads are answered within it, with what was added up for them. */
const little = 36;
/** Megabytes of the file's pages that stay when the others are given back. */
const pagesLeft = 16;
/** Megabytes set free at which the allocator hands them back at once, and not after ten seconds. */
const handedBack = 4;
/** Megabytes of tables in memory beyond which there is no sparing: they would be written to the disk and read again for each question. */
const keptInMemory = 8;

export interface Sparing {
  /** Little from now on, unless tables in memory need more. */
  spare(): Promise<void>;
  /** All that it may have, until it is spared again. */
  ample(): Promise<void>;
  /** Whether a statement that begins now may find little. */
  isLittle(): boolean;
  /** Gives back the memory of the file's pages; what was spared once is spared again. */
  release(): Promise<void>;
}

const megabytesOf = (size: string): number =>
  Number.parseFloat(size) * (/^[\d.]+\s*t/i.test(size) ? 1e6 : /^[\d.]+\s*g/i.test(size) ? 1000 : 1);

/** `most`: the limit, as the engine writes it; `control`: a connection that nobody asks. */
export const sparingOf = (control: DuckDBConnection, most: string): Sparing => {
  const hasMore = megabytesOf(most) > little;
  let [wanted, isLittle] = [false, false];
  // Limits are set one after the other: each looks at what is in use.
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <Result>(work: () => Promise<Result>): Promise<Result> => {
    const own = last.then(work);
    last = own.catch(() => {});
    return own;
  };
  /** Megabytes in use, of the file's pages or of all else; lowered below it, a limit is refused. */
  const used = async (filter: string): Promise<number> => {
    const result = await control.runAndReadAll(
      `select coalesce(sum(memory_usage_bytes) filter (${filter}), 0)::double / 1e6 from duckdb_memory()`,
    );
    return Math.ceil(Number(result.getRowsJS()[0]?.[0] ?? 0));
  };
  const limit = (to: string): Promise<unknown> => control.run(`set global memory_limit = '${to}'`);
  const flushing = (alone: string, together: string): Promise<unknown> =>
    control.run(
      `set global allocator_flush_threshold = '${alone}'; set global allocator_bulk_deallocation_flush_threshold = '${together}'`,
    );
  const raise = async (): Promise<void> => {
    await limit(most);
    if (isLittle) await flushing("128MiB", "512MiB");
    isLittle = false;
  };
  const lower = async (): Promise<void> => {
    if (!wanted || !hasMore || (await used("tag = 'IN_MEMORY_TABLE'")) > keptInMemory) return;
    isLittle = true;
    await limit(`${little}MB`).catch(() => {
      isLittle = false;
    });
    if (isLittle) await flushing(`${handedBack}MB`, `${handedBack}MB`);
  };
  return {
    spare: () =>
      inTurn(() => {
        wanted = true;
        return lower();
      }),
    ample: () =>
      inTurn(async () => {
        if (isLittle) await raise();
      }),
    isLittle: () => isLittle,
    release: () =>
      inTurn(async () => {
        // Lowered, the limit lets go of pages at once; where more than that is in use it says so, and stays.
        const others = await used("tag <> 'BASE_TABLE'");
        await limit(`${others + pagesLeft}MB`).catch(() => {});
        await raise();
        await lower();
      }),
  };
};
