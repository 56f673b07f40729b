/** What the oracle answers: as the engine does, but with flags in words of its own, which are what is checked. */
import type * as engine from "../../src/query/answer.ts";

export type Cell = Omit<engine.Cell, "flags" | "previous"> & { flags: string[]; previous?: Cell };

export type Row = Omit<engine.Row, keyof Cell> & Cell;
