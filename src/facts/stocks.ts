/** What stood where, from when to when: the spans from which every stock at every instant is counted. */
import { type Runner, sql } from "../sql/index.ts";
import { code, type FactsContext, fact, inTime, localDay } from "./context.ts";
import { currencyOf } from "./money.ts";
import { meets } from "./owners.ts";

/**
 * `opportunity_stocks(no, stage_no, category, owner_no, amount, currency, from_at, to_at)`: an opportunity not closed, with what held
 * throughout; `lead_stocks` the same of active leads. Half-open; `to_at` null: still so.
 */
export const buildStocks = async (runner: Runner, context: FactsContext): Promise<void> => {
  await runner.run(sql`create or replace table ${fact(context, "opportunity_stocks")} as
    select *, ${localDay(context, sql`from_at`)} as from_day, ${localDay(context, sql`to_at`)} as to_day from (select v.no, v.stage_no, v.category, case when w.no is null then o.owner_no else w.value end as owner_no,
      case when a.no is null then o.amount else a.value end as amount, case when c.no is null then ${currencyOf(context, sql`o.currency`)} else c.value end as currency,
      greatest(v.entered_at, o.created_at, w.from_at, a.from_at, c.from_at) as from_at, least(v.left_at, w.to_at, a.to_at, c.to_at) as to_at, v.visit, v.entered_at, v.has_history, o.excluded
    from ${fact(context, "stage_visits")} v
      join ${fact(context, "opportunity_core")} o on o.no = v.no
      left join ${fact(context, "opportunity_owner_spans")} w on w.no = v.no and ${meets(sql`w`, sql`v.entered_at`, sql`v.left_at`)}
      left join ${fact(context, "amount_spans")} a on a.no = v.no and ${meets(sql`a`, sql`greatest(v.entered_at, w.from_at)`, sql`least(v.left_at, w.to_at)`)}
      left join ${fact(context, "currency_spans")} c on c.no = v.no and ${meets(sql`c`, sql`greatest(v.entered_at, w.from_at, a.from_at)`, sql`least(v.left_at, w.to_at, a.to_at)`)}
    where v.object = 1 and v.category in (${code("open")}, ${code("hold")}, ${code("undeclared")}, ${code("unknown")}, ${code("none")})
      and (v.left_at is null or v.left_at > v.entered_at)
    ) order by from_at`);
  await runner.run(sql`create or replace table ${fact(context, "lead_stocks")} as
    select *, ${localDay(context, sql`from_at`)} as from_day, ${localDay(context, sql`to_at`)} as to_day from (select v.no, v.stage_no, v.category, case when w.no is null then f.owner_now_no else w.value end as owner_no,
      greatest(v.entered_at, f.created_at, w.from_at) as from_at, least(v.left_at, w.to_at, f.inactive_at) as to_at, v.visit, v.entered_at, v.has_history, f.excluded
    from ${fact(context, "stage_visits")} v
      join ${fact(context, "leads")} f on f.no = v.no
      left join ${fact(context, "lead_owner_spans")} w on w.no = v.no and ${meets(sql`w`, sql`v.entered_at`, sql`v.left_at`)}
    where v.object = 0 and v.category in (${code("open")}, ${code("hold")}, ${code("undeclared")}, ${code("unknown")}, ${code("none")})
      and (f.inactive_at is null or f.inactive_at > greatest(v.entered_at, w.from_at)) and (v.left_at is null or v.left_at > v.entered_at)
    ) ${inTime(context, "leads", sql`from_at`)}`);
};
