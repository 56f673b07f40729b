/** What attributes are called: as the first file that told them called them, whatever case and blanks later ones write. */
import { visible } from "./header.ts";

export interface AttributeName {
  /** The canonical table that has it; leads and opportunities, which are asked together, share theirs under `opportunities`. */
  readonly table: string;
  readonly name: string;
}

export interface Renamed {
  /** As the user named the file. */
  readonly path: string;
  /** As the file calls it. */
  readonly column: string;
  readonly attribute: string;
}

export interface AttributeNames {
  /**
   * What these columns of a file are called among the attributes of a table, in their order, each otherwise. Of two that differ only in case
   * the one that is known by its very name, else the first, is the known attribute; the other stays another.
   */
  readonly call: (table: string, path: string, columns: readonly string[]) => readonly string[];
  /** Columns that are called otherwise than in their file. */
  readonly renamed: () => readonly Renamed[];
  /** Names that were not known before. */
  readonly added: () => readonly AttributeName[];
}

const homeOf = (table: string): string => (table === "leads" ? "opportunities" : table);

const alike = (name: string): string => name.normalize("NFC").toLowerCase();

const seen = (column: string): string => visible(column) || column;

/** Names of one table's attributes: all of them, and of those that differ only in case the first. */
interface Home {
  readonly names: Set<string>;
  readonly first: Map<string, string>;
}

export const attributeNames = (known: readonly AttributeName[]): AttributeNames => {
  const homes = new Map<string, Home>();
  const added: AttributeName[] = [];
  const renamed = new Map<string, Renamed>();
  const homeNamed = (table: string): Home => {
    const home = homes.get(table) ?? { names: new Set(), first: new Map() };
    homes.set(table, home);
    return home;
  };
  const add = ({ names, first }: Home, name: string): void => {
    names.add(name);
    if (!first.has(alike(name))) first.set(alike(name), name);
  };
  for (const { table, name } of known) add(homeNamed(homeOf(table)), name);
  return {
    call: (table, path, columns) => {
      const home = homeNamed(homeOf(table));
      const [there, taken] = [new Set(columns), new Set<string>()];
      return columns.map((column) => {
        const own = seen(column);
        const first = home.names.has(own) ? own : (home.first.get(alike(own)) ?? own);
        const isFree = (name: string): boolean => !taken.has(name) && (name === column || !there.has(name));
        const name = [first, own].find(isFree) ?? column;
        taken.add(name);
        if (!home.names.has(name)) added.push({ table: homeOf(table), name });
        add(home, name);
        if (name !== own && name !== column)
          renamed.set(JSON.stringify([path, column]), { path, column, attribute: name });
        return name;
      });
    },
    renamed: () => [...renamed.values()],
    added: () => added,
  };
};
