/** Which records were merged into which: every chain followed to the record that survives. */
import { join, type Runner, sql, whole } from "../sql/index.ts";
import { asOf, type FactsContext, fact } from "./context.ts";
import { knownRecords } from "./units.ts";

interface Edge {
  readonly from: number;
  readonly to: number;
}

/** The survivor of every merged record. A record whose survivor is unknown, or whose chain runs round a circle, stands alone. */
export const survivors = (edges: readonly Edge[]): ReadonlyMap<number, number> => {
  const next = new Map(edges.map((edge) => [edge.from, edge.to]));
  const endsInCircle = (start: number): boolean => {
    const seen = new Set<number>();
    for (let at: number | undefined = start; at !== undefined; at = next.get(at)) {
      if (seen.has(at)) return true;
      seen.add(at);
    }
    return false;
  };
  for (const record of [...next.keys()].filter(endsInCircle)) next.delete(record);
  const roots = new Map<number, number>();
  for (const from of next.keys()) {
    let root = from;
    for (let to = next.get(root); to !== undefined; to = next.get(root)) root = to;
    roots.set(from, root);
  }
  return roots;
};

/** Kinds of which any record is merged. */
export const mergedKinds = async (runner: Runner, context: FactsContext): Promise<ReadonlySet<number>> => {
  const rows = await runner.rows(sql`select distinct object from ${fact(context, "merge_members")}`);
  return new Set(rows.map((row) => Number(row.object)));
};

/** `merge_members(object, member_no, root_no)`: every member of every group, the survivor itself included. */
export const buildMerges = async (runner: Runner, context: FactsContext): Promise<number> => {
  const target = fact(context, "merge_members");
  await runner.run(sql`create or replace table ${target} (object tinyint, member_no integer, root_no integer)`);
  let members = 0;
  for (const [object, kind] of [
    [0, "lead"],
    [1, "opportunity"],
  ] as const) {
    const known = knownRecords(context, kind);
    const edges =
      await runner.rows(sql`select m.no as "from", s.no as "to" from ${known} m join ${known} s on s.no = m.merged_into_no
      where coalesce(m.merged_at, s.created_at) <= ${asOf(context)} order by 1`);
    const roots = survivors(edges.map((edge) => ({ from: Number(edge.from), to: Number(edge.to) })));
    const rows = [...roots, ...[...new Set(roots.values())].map((root) => [root, root] as const)];
    members += rows.length;
    for (let start = 0; start < rows.length; start += 5_000) {
      const values = rows
        .slice(start, start + 5_000)
        .map(([member, root]) => sql`(${whole(object)}, ${whole(member)}, ${whole(root)})`);
      await runner.run(sql`insert into ${target} values ${join(values, ", ")}`);
    }
  }
  return members;
};
