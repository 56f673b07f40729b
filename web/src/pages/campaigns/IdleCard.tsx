/** Campaigns that cost money in the period and brought no lead; beside it what they cost and brought over their lives. */
import { useState } from "react";
import { filterOf } from "../../api/question.ts";
import type { Answer, Row } from "../../api/types.ts";
import { Card } from "../../parts/Card.tsx";
import { Further } from "../../parts/Further.tsx";
import { useWriting } from "../../parts/useFacts.ts";
import { FigureButton } from "../../records/FigureButton.tsx";
import type { Ask } from "../../scope/useAsk.ts";
import { dayText, lastDayOf, rangeText } from "../../words/dates.ts";
import { countText, figure } from "../../words/figures.ts";
import { remarksOf } from "../../words/flags.ts";
import { withFilters } from "../kpi/asked.ts";
import table from "../kpi/Table.module.css";
import { isPriced, unknownTo } from "./ask.ts";
import styles from "./Campaigns.module.css";
import { idleIn, idleSpend } from "./idle.ts";

const firstRows = 10;
const furtherRows = 100;

interface Of {
  readonly ask: Ask;
  readonly answer: Answer;
}

const Spend = ({
  of,
  row,
  name,
  words,
}: {
  readonly of: Of;
  readonly row: Row;
  readonly name: string;
  readonly words: string;
}) => {
  const writing = useWriting()("money");
  return (
    <FigureButton
      records={{
        question: withFilters(of.ask.question, [filterOf("campaign", row.keys.campaign ?? null)]),
        part: "num",
        title: `Spend, ${name}, ${words}`,
      }}
      label={`${name}, ${words}: ${figure(row.num, writing)}`}
    >
      {figure(row.num, writing)}
    </FigureButton>
  );
};

/** `cost` and `life` by campaign, over the period and over the campaigns' lives. */
export const IdleCard = ({ cost, life }: { readonly cost: Of; readonly life: Of }) => {
  const writing = useWriting()("money");
  const [most, setMost] = useState(firstRows);
  const { answer, ask } = cost;
  const rows = idleIn(answer);
  const range = rangeText(answer.question.from, answer.question.to);
  const remarks = rows.map(({ flags }) =>
    remarksOf(flags.filter((flag) => flag !== "to_date" && flag !== "few_records")).join(" "),
  );
  const hasRemarks = remarks.some((remark) => remark !== "");
  const asOf = dayText(lastDayOf(answer.question));
  return (
    <Card
      title="Spend without leads"
      note={
        ask.ignored.length > 0
          ? `Of every ${unknownTo(ask)}: money is spent on campaigns, whatever becomes of their leads`
          : "Campaigns that cost money in the period and brought no lead in it"
      }
    >
      {rows.length === 0 ? (
        <p className={styles.none}>
          {isPriced(answer.total)
            ? `Every campaign that cost money in ${range} brought leads.`
            : `No spend is known in ${range}: whether a campaign was worth its money cannot be said.`}
        </p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        <section className={table.scroll} tabIndex={0} aria-label="Campaigns that brought no lead">
          <table className={`${table.table} ${styles.idle}`}>
            <caption className="visually-hidden">Campaigns that cost money and brought no lead</caption>
            <thead>
              <tr>
                <th scope="col">Campaign</th>
                <th scope="col" className={table.number}>
                  Spent, {range}
                </th>
                <th scope="col" className={table.number}>
                  Spent in its life
                </th>
                <th scope="col" className={table.number}>
                  Leads in its life
                </th>
                {hasRemarks ? <th scope="col">To know</th> : null}
              </tr>
            </thead>
            <tbody>
              {rows.slice(0, most).map((row, index) => {
                const key = row.keys.campaign ?? null;
                const name = row.labels.campaign ?? key ?? "None";
                const whole = life.answer.rows.find(({ keys }) => (keys.campaign ?? null) === key);
                const leads = whole?.den ?? 0;
                return (
                  <tr key={key} data-member={key}>
                    <th scope="row">
                      <span>{name}</span>
                    </th>
                    <td className={table.number} data-figure="spend">
                      <Spend of={cost} row={row} name={name} words={range} />
                    </td>
                    <td className={table.number}>
                      {whole === undefined ? "–" : <Spend of={life} row={whole} name={name} words={`to ${asOf}`} />}
                    </td>
                    <td className={table.number}>
                      <FigureButton
                        records={
                          leads === 0
                            ? null
                            : {
                                question: withFilters(life.ask.question, [filterOf("campaign", key)]),
                                part: "den",
                                title: `Leads, ${name}, to ${asOf}`,
                              }
                        }
                        label={`${name}: ${countText(leads)} leads in its life`}
                      >
                        {countText(leads)}
                      </FigureButton>
                    </td>
                    {hasRemarks ? <td className={table.quiet}>{remarks[index]}</td> : null}
                  </tr>
                );
              })}
            </tbody>
            {rows.length < 2 ? null : (
              <tfoot>
                <tr>
                  <th scope="row">All</th>
                  <td className={table.number}>
                    <FigureButton
                      records={idleSpend(ask, answer)}
                      label={`All: ${figure(answer.total.more.spend_without_leads ?? null, writing)}`}
                    >
                      {figure(answer.total.more.spend_without_leads ?? null, writing)}
                    </FigureButton>
                  </td>
                  <td colSpan={hasRemarks ? 3 : 2} />
                </tr>
              </tfoot>
            )}
          </table>
        </section>
      )}
      <Further rows={rows.length} most={most} least={firstRows} step={furtherRows} onMost={setMost} />
    </Card>
  );
};
