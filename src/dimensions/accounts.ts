/** Whom a record is about: the account, and what kind of company it is. */
import { name, sql } from "../sql/index.ts";
import type { Dimension } from "./dimension.ts";

export const account: Dimension = {
  id: "account",
  name: "Account",
  keys: "number",
  key: () => sql`r.account_no`,
  members: ({ asOf }) =>
    sql`select i.no as key, i.id, coalesce(a.name, i.id) as label from account_ids i left join accounts a on a.account_no = i.no and a.recorded_at <= ${asOf} order by 3, 2`,
  nothing: "No account",
};

const ofAccount = (id: string, title: string): Dimension => ({
  id,
  name: title,
  keys: "word",
  join: ({ asOf }) =>
    sql`left join accounts ${name(`d_${id}`)} on ${name(`d_${id}`)}.account_no = r.account_no and ${name(`d_${id}`)}.recorded_at <= ${asOf}`,
  key: () => sql`${name(`d_${id}`)}.${name(id)}`,
  heldIn: [{ table: "accounts", column: id }],
  nothing: `No ${id}`,
});

export const segment = ofAccount("segment", "Segment");
export const industry = ofAccount("industry", "Industry");
export const country = ofAccount("country", "Country");
