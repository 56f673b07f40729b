/** The rows that the last imports of a server left out, as files that can be fetched until it ends. */
import { randomUUID } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { Problem } from "../problem.ts";
import type { Loaded } from "../server/types.ts";
import { remove } from "../storage/durable.ts";
import type { Imported, RejectedFile } from "./parts.ts";

interface Kept {
  readonly id: string;
  readonly path: string;
  readonly name: string;
}

export interface RejectedKept {
  /** `write`: writes them beside each other, as files of the given name. */
  keep(imported: Imported, write: (to: string) => Promise<readonly RejectedFile[]>): Promise<Loaded["rejected_files"]>;
  /** Problem: `nothing_there`. */
  file(id: string): Kept;
}

const mostImports = 20;

export const rejectedIn = (folder: string): RejectedKept => {
  let imports: readonly (readonly Kept[])[] = [];
  return {
    keep: async ({ batch, rejected }, write) => {
      if (rejected === 0) return [];
      await mkdir(folder, { recursive: true });
      const written = await write(join(folder, `${randomUUID()}.csv`));
      const kept = written.map(({ path }, index) => ({
        id: randomUUID(),
        path,
        name: `rejected-${batch}${index === 0 ? "" : `-${index + 1}`}.csv`,
      }));
      const old = imports.slice(0, Math.max(0, imports.length + 1 - mostImports));
      for (const { path } of old.flat()) await remove(path);
      imports = [...imports.slice(old.length), kept];
      return written.map(({ of, rows }, index) => ({ id: kept[index]?.id ?? "", of, rows }));
    },
    file: (id) => {
      const found = imports.flat().find((one) => one.id === id);
      if (found === undefined) throw new Problem("nothing_there", { what: `file of rejected rows ${id}` });
      return found;
    },
  };
};
