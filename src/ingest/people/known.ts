/** Whom the workspace knows, and whom a name means among them. */
import type { Session } from "../../engines/index.ts";
import { dictionary } from "../../model/physical.ts";
import { name, sql } from "../../sql/index.ts";

export interface KnownPerson {
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
}

export const knownPeople = (session: Session): Promise<readonly KnownPerson[]> =>
  session.rows<{ id: string; name: string; email: string | null }>(
    sql`select d.id, p.name, p.email from people as p join ${name(dictionary("person"))} as d on d.no = p.person_no order by p.name, d.id`,
  );

/** As `settleNames` compares them. */
const bare = (text: string): string =>
  text
    .replaceAll(/\s+/g, " ")
    .trim()
    .toLowerCase()
    .replace(/^([^,]+), ?([^,]+)$/, "$2 $1");

/** Who could be meant: whoever has that id, else all of that name or address. */
export const couldBe = (told: string, known: readonly KnownPerson[]): readonly KnownPerson[] => {
  const same = known.filter(({ id }) => id === told);
  const words = ({ name: called, email }: KnownPerson): readonly string[] => [called, email ?? ""].map(bare);
  return same.length > 0 ? same : known.filter((one) => words(one).includes(bare(told)));
};
