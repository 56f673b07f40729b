/** Saved views: addresses of the page that somebody wants to come back to, by name. */
import { randomUUID } from "node:crypto";
import type { Kysely, Transaction } from "kysely";
import { Problem } from "../problem.ts";
import type { StateTables, ViewTable } from "./tables.ts";

export type View = Readonly<ViewTable>;

/** What must hold before a change: a view of one of these versions is there, any at all, or none. */
export type Before = { readonly versions: readonly string[] } | "any" | "none";

export interface Views {
  /** By name. */
  list(): Promise<readonly View[]>;
  find(name: string): Promise<View | null>;
  /**
   * The view of that name, made or changed; its new name may be another. Problems: `changed_meanwhile` when it is not as it must be before,
   * `bad_request` when another view has the new name, or there are too many.
   */
  save(name: string, view: Omit<View, "version">, before: Before | null): Promise<View>;
  /** Problems: `nothing_there`, `changed_meanwhile`. */
  remove(name: string, before: Before | null): Promise<void>;
}

const most = 500;

const holds = (found: View | null, before: Before | null): boolean => {
  if (before === null) return true;
  if (before === "none") return found === null;
  return found !== null && (before === "any" || before.versions.includes(found.version));
};

const named = async (db: Kysely<StateTables>, name: string): Promise<View | null> =>
  (await db.selectFrom("views").selectAll().where("name", "=", name).executeTakeFirst()) ?? null;

const checked = async (step: Transaction<StateTables>, name: string, before: Before | null): Promise<View | null> => {
  const found = await named(step, name);
  if (!holds(found, before)) throw new Problem("changed_meanwhile", { what: `view ${name}` });
  return found;
};

const wrong = (field: string, reason: string): never => {
  throw new Problem("bad_request", { field, reason });
};

export const viewsOf = (db: Kysely<StateTables>): Views => ({
  list: () => db.selectFrom("views").selectAll().orderBy("name").execute(),
  find: (name) => named(db, name),
  save: (name, view, before) =>
    db.transaction().execute(async (step) => {
      const found = await checked(step, name, before);
      if (view.name !== name && (await named(step, view.name)) !== null)
        wrong("name", `is taken: there is a view ${view.name} already.`);
      const saved = { ...view, version: randomUUID() };
      if (found !== null) {
        await step.updateTable("views").set(saved).where("name", "=", name).execute();
        return saved;
      }
      const { count } = await step
        .selectFrom("views")
        .select(({ fn }) => fn.countAll<number>().as("count"))
        .executeTakeFirstOrThrow();
      if (Number(count) >= most) wrong("name", `cannot be kept: there are ${most} views already. Delete one first.`);
      await step.insertInto("views").values(saved).execute();
      return saved;
    }),
  remove: (name, before) =>
    db.transaction().execute(async (step) => {
      if ((await checked(step, name, before)) === null) throw new Problem("nothing_there", { what: `view ${name}` });
      await step.deleteFrom("views").where("name", "=", name).execute();
    }),
});
