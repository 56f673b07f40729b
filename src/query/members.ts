/** The members of dimensions as they are called, looked up once per state of the facts. */
import type { Dimension } from "../dimensions/index.ts";
import { type Frame, fact } from "../kinds/index.ts";
import { instant, type Runner } from "../sql/index.ts";
import { toldApart } from "./namesakes.ts";
import { memory } from "./remembered.ts";

export interface Member {
  readonly key: number;
  readonly id: string;
  readonly name: string;
  /** Its name, with what tells it apart where others are called the same. */
  readonly label: string;
}

export interface Members {
  /** Without those that records name and no table tells of (yet): these have their id for a name. */
  readonly list: readonly Member[];
  readonly byKey: ReadonlyMap<number, Member & { readonly position: number }>;
  readonly byId: ReadonlyMap<string, Member>;
}

const none: Members = { list: [], byKey: new Map(), byId: new Map() };

export type MemberLookup = (dimension: Dimension, frame: Frame) => Promise<Members>;

/** Remembers what it read: the facts it was made for do not change under it. */
export const memberLookup = (runner: Runner): MemberLookup => {
  const known = memory<Members>();
  const read = async (dimension: Dimension, frame: Frame): Promise<Members> => {
    if (dimension.members === undefined) return none;
    const rows = await runner.rows(
      dimension.members({ fact: (table) => fact(frame, table), asOf: instant(frame.asOf) }),
    );
    const named = rows.map((row) => ({
      ...{ key: Number(row.key), id: String(row.id), name: String(row.label) },
      within: typeof row.within === "string" ? row.within : null,
    }));
    // What is no record (`Unknown`, `Converted`) has a number below 0, and needs no telling apart.
    const records = named.filter(({ key }) => key >= 0);
    const labels = new Map(toldApart(records).map((label, index) => [records[index]?.key, label]));
    const all = named.map(({ key, id, name }): Member => ({ key, id, name, label: labels.get(key) ?? name }));
    return {
      list: all.filter((_, index) => rows[index]?.is_listed !== false),
      byKey: new Map(all.map((member, position) => [member.key, { ...member, position }])),
      byId: new Map(all.map((member) => [member.id, member])),
    };
  };
  return (dimension, frame) => known(`${frame.schema} ${dimension.id}`, () => read(dimension, frame));
};
