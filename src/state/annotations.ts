/** Notes on days: what people should know when they look at a course. */
import { randomUUID } from "node:crypto";
import type { Kysely } from "kysely";
import type { AnnotationTable, StateTables } from "./tables.ts";

export type Annotation = Readonly<AnnotationTable>;

export interface Annotations {
  /** By day. */
  list(): Promise<readonly Annotation[]>;
  add(annotation: Omit<Annotation, "id">): Promise<Annotation>;
  /** Whether there was one. */
  remove(id: string): Promise<boolean>;
}

export const annotationsOf = (db: Kysely<StateTables>): Annotations => ({
  list: () => db.selectFrom("annotations").selectAll().orderBy("day").orderBy("id").execute(),
  add: async (annotation) => {
    const added = { id: randomUUID(), ...annotation };
    await db.insertInto("annotations").values(added).execute();
    return added;
  },
  remove: async (id) => {
    const { numDeletedRows } = await db.deleteFrom("annotations").where("id", "=", id).executeTakeFirst();
    return numDeletedRows > 0n;
  },
});
