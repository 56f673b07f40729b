/** Columns that name people: each name is who is known by it, or told by another file, else it becomes a person. */
import { tableNamed } from "../../model/tables.ts";
import { couldBe, type KnownPerson } from "../people/known.ts";
import type { SuggestedFile } from "./suggested.ts";

/** A name that several people of the workspace have. */
export interface UnclearName {
  readonly name: string;
  readonly could: readonly KnownPerson[];
}

export interface NamedPeople {
  /** As the user named it. */
  readonly file: string;
  readonly column: string;
  /** How many; null where they are not few. */
  readonly names: number | null;
  /** How many of them are people whom the workspace knows. */
  readonly known: number;
  readonly unclear: readonly UnclearName[];
  /** Whether they are named by their addresses. */
  readonly isEmail: boolean;
}

export const isPerson = (table: string | null, column: string | null): boolean =>
  tableNamed(table ?? "")?.columns.some(({ name, ref }) => name === column && ref === "person") === true;

/** Of a list of people. */
const isOwnId = (table: string | null, column: string | null): boolean => table === "people" && column === "person_id";

/** Ids that are no names are of people whom another export tells. */
export const peopleNamed = (
  files: readonly SuggestedFile[],
  known: readonly KnownPerson[] = [],
): readonly NamedPeople[] =>
  files.flatMap(({ path, table, columns }) =>
    columns
      .filter(({ to, names }) => isPerson(table, to) && !isOwnId(table, to) && names > 0.9)
      .map(({ column, values, emails }) => ({
        file: path,
        column,
        names: values.length === 0 ? null : values.length,
        known: values.filter((told) => couldBe(told, known).length === 1).length,
        unclear: values
          .map((told) => ({ name: told, could: couldBe(told, known) }))
          .filter(({ could }) => could.length > 1),
        isEmail: emails > 0.9,
      })),
  );
