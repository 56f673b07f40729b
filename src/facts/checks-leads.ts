/** Leads and accounts that may have been entered twice. Nothing is merged: whether they are the same is for people to say. */
import { join, quoted, type Sql, sql } from "../sql/index.ts";
import type { Check } from "./check.ts";
import { type FactsContext, fact } from "./context.ts";

/** What CRMs call the column of a phone, among the attributes. */
const phones = ["phone", "Phone", "mobile", "MobilePhone", "mobilephone", "telephone", "phone_number"];

/** An address without what does not tell people apart: case, blanks, and what stands after a plus. */
const sameMail = sql`case when regexp_full_match(trim(r.email), '[^@\\s]+@[^@\\s]+') then regexp_replace(lower(trim(r.email)), '\\+[^@]*@', '@') end`;

const told = sql`coalesce(${join(
  phones.map((key) => sql`json_extract_string(r.attributes, ${quoted(`$.${key}`)})`),
  ", ",
)})`;
/** The digits of a number that is long enough to be one's own. */
const samePhone = sql`case when r.attributes is not null and length(regexp_replace(${told}, '[^0-9]', '', 'g')) >= 7
  then regexp_replace(regexp_replace(${told}, '[^0-9]', '', 'g'), '^00', '') end`;

/** `(no, first_no, value, same)`: each lead that came after another with the same mail or phone, and the first that had it. */
export const doubledLeads = (context: FactsContext): Sql =>
  sql`with keyed as (
      select f.no, f.created_at, i.id, ${sameMail} as mail, ${samePhone} as phone, r.email
      from ${fact(context, "leads")} f join leads r on r.lead_no = f.no join lead_ids i on i.no = f.no where f.excluded is null
    ),
    pairs as (
      select no, first_value(no) over (partition by mail order by created_at, id) as first_no, email as value, 'address' as same, 0 as rank from keyed where mail is not null
      union all
      select no, first_value(no) over (partition by phone order by created_at, id) as first_no, phone as value, 'phone' as same, 1 as rank from keyed where phone is not null
    )
    select no, first_no, value, same from pairs where no <> first_no qualify row_number() over (partition by no order by rank) = 1`;

const legalForms =
  "inc|incorporated|llc|ltd|limited|plc|corp|corporation|co|company|gmbh|ag|kg|se|sa|sas|sarl|bv|nv|srl|spa|oy|ab|as";

/** A company's name without case, accents, signs and the form of the company. */
const sameCompany = sql`nullif(trim(regexp_replace(regexp_replace(lower(strip_accents(a.name)), '[^[:alnum:]]+', ' ', 'g'), ${quoted(`( (${legalForms}))+ *$`)}, '')), '')`;

/** Of one country only: companies of one name in two countries are mostly two. */
const doubledAccounts = sql`select no, first_no, value from (
    select no, first_value(no) over w as first_no, name as value from (
      select a.account_no as no, i.id, a.name, a.country, ${sameCompany} as company from accounts a join account_ids i on i.no = a.account_no
    ) where company is not null window w as (partition by company, country order by id)
  ) where no <> first_no`;

export const leadChecks: readonly Check[] = [
  {
    code: "possible_duplicates",
    table: "leads",
    query: (
      context,
    ) => sql`select d.no, d.value, 'has the same ' || d.same || ' as lead ' || i.id || ', which came first: counts twice, if they are the same' as reason
      from (${doubledLeads(context)}) d join lead_ids i on i.no = d.first_no`,
  },
  {
    code: "possible_duplicates",
    table: "accounts",
    query:
      () => sql`select d.no, d.value, 'has the same name as account ' || i.id || ': stands apart from it, if they are the same' as reason
      from (${doubledAccounts}) d join account_ids i on i.no = d.first_no`,
  },
];
