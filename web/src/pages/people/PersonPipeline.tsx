/** What a person has open, stage by stage, and the deals that have stood longest in theirs. */
import { answerQuery, recordsQuery, useKept } from "../../api/queries.ts";
import { filterOf, type Question } from "../../api/question.ts";
import { Card } from "../../parts/Card.tsx";
import { IntervalBar } from "../../parts/IntervalBar.tsx";
import { Asked, Nothing } from "../../parts/States.tsx";
import { useWorkspace, useWriting } from "../../parts/useFacts.ts";
import { FigureButton } from "../../records/FigureButton.tsx";
import { RecordsMark } from "../../records/RecordsMark.tsx";
import { dayText } from "../../words/dates.ts";
import { countText, figure, money } from "../../words/figures.ts";
import { reasonOf } from "../../words/flags.ts";
import { partlyPriced } from "../../words/priced.ts";
import people from "./People.module.css";

interface Props {
  /** Of `pipeline_by_stage`, of this person. */
  readonly question: Question;
  readonly who: string;
}

const longest = 8;

export const StagesCard = ({ question, who }: Props) => {
  const writing = useWriting();
  const query = useKept(answerQuery(question));
  const ages = useKept(answerQuery({ ...question, variant: "age" }));
  return (
    <Card title="Pipeline by stage" note="What stands open at the end of the period, and for how long">
      <Asked query={query} height={220}>
        {({ rows, total }) =>
          total.n === 0 ? (
            <Nothing title={total.value === null ? reasonOf(total.flags).short : "Nothing is open."} />
          ) : (
            <div className={people.scroll}>
              <table className={people.table}>
                <caption className="visually-hidden">Open opportunities of {who} by stage</caption>
                <thead>
                  <tr>
                    <th scope="col">Stage</th>
                    <th scope="col" className={people.number}>
                      Open
                    </th>
                    <th scope="col" className={people.bar}>
                      <span className="visually-hidden">As a bar</span>
                    </th>
                    <th scope="col" className={people.number}>
                      Worth
                    </th>
                    <th scope="col" className={people.number}>
                      In stage, mean
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {rows.map((row) => {
                    const stage = row.labels.stage ?? "";
                    const age = ages.data?.rows.find(({ keys }) => keys.stage === row.keys.stage)?.value ?? null;
                    const records =
                      row.n === 0
                        ? null
                        : {
                            question: {
                              ...question,
                              where: [...(question.where ?? []), filterOf("stage", row.keys.stage ?? null)],
                            },
                            part: "num" as const,
                            title: `Open in ${stage}, ${who}`,
                          };
                    return (
                      <tr key={row.keys.stage}>
                        <th scope="row">
                          <span>{stage}</span>
                        </th>
                        <td className={people.number}>
                          <FigureButton records={records} label={`${stage}, ${who}: ${countText(row.value ?? 0)} open`}>
                            {figure(row.value, writing("count"))}
                          </FigureButton>
                        </td>
                        <td className={people.bar}>
                          <RecordsMark records={records}>
                            <IntervalBar
                              value={row.value}
                              interval={null}
                              scale={[0, Math.max(1, ...rows.map(({ value }) => value ?? 0))]}
                              isAmount
                            />
                          </RecordsMark>
                        </td>
                        <td className={people.number}>
                          {figure(
                            (row.more.priced ?? 1) === 0 && row.n > 0 ? null : (row.more.money ?? null),
                            writing("money"),
                          )}
                          {partlyPriced(row) === null ? null : <small>{partlyPriced(row)}</small>}
                        </td>
                        <td className={people.number}>{figure(age, writing("days"))}</td>
                      </tr>
                    );
                  })}
                </tbody>
              </table>
            </div>
          )
        }
      </Asked>
    </Card>
  );
};

export const OldestCard = ({ question, who }: Props) => {
  const { currency, process } = useWorkspace();
  const labels = new Map(process.pipelines.flatMap(({ stages }) => stages.map(({ id, label }) => [id, label])));
  // Records of a stock come in the order in which they entered their stage.
  const query = useKept(recordsQuery(question, "num", longest, 0));
  return (
    <Card title="Longest in their stage" note="Open deals, the one that has not moved for longest first">
      <Asked query={query} height={220}>
        {({ rows, total }) =>
          rows.length === 0 ? (
            <Nothing title="Nothing is open." />
          ) : (
            <div className={people.scroll}>
              <table className={people.table}>
                <caption className="visually-hidden">
                  Open deals of {who} that have stood longest in their stage
                </caption>
                <thead>
                  <tr>
                    <th scope="col">Deal</th>
                    <th scope="col">Stage</th>
                    <th scope="col">Since</th>
                    <th scope="col" className={people.number}>
                      Amount
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {rows.map(({ id, label, day, amount, detail }) => (
                    <tr key={id}>
                      <th scope="row">
                        <span>{label}</span>
                      </th>
                      <td>{labels.get(String(detail.stage)) ?? String(detail.stage ?? "–")}</td>
                      <td>{day === null ? "–" : dayText(day)}</td>
                      <td className={people.number}>{amount === null ? "–" : money(amount, currency)}</td>
                    </tr>
                  ))}
                </tbody>
                <tfoot>
                  <tr>
                    <td colSpan={4}>
                      <FigureButton
                        records={{ question, part: "num", title: `Open opportunities, ${who}` }}
                        label={`All ${countText(total)} open opportunities of ${who}`}
                      >
                        All {countText(total)}
                      </FigureButton>
                    </td>
                  </tr>
                </tfoot>
              </table>
            </div>
          )
        }
      </Asked>
    </Card>
  );
};
