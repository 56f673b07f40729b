/** Response and follow-up beside the load: how much comes in, how much lies open, and how it is answered. */
import { answerQuery, useKept } from "../../api/queries.ts";
import { filterOf } from "../../api/question.ts";
import type { Kpi, Row } from "../../api/types.ts";
import { Card } from "../../parts/Card.tsx";
import { IntervalBar } from "../../parts/IntervalBar.tsx";
import { Nothing, Problem, Waiting } from "../../parts/States.tsx";
import { scaleOf } from "../../parts/scale.ts";
import { useWorkspace, useWriting } from "../../parts/useFacts.ts";
import { FigureButton } from "../../records/FigureButton.tsx";
import { RecordsMark } from "../../records/RecordsMark.tsx";
import { useOpenRecords } from "../../records/useRecords.ts";
import { asked, takenBy } from "../../scope/scope.ts";
import { useScope } from "../../scope/useScope.ts";
import { figure } from "../../words/figures.ts";
import { reasonOf } from "../../words/flags.ts";
import { standingOf } from "../../words/standing.ts";
import { heightOf, type Member, type MemberGroup } from "./groups.ts";
import { Name } from "./Name.tsx";
import { OpenDeals, ShadesLegend } from "./OpenDeals.tsx";
import styles from "./People.module.css";
import { recordsOf } from "./records.ts";
import { openIn, shadesOf } from "./shades.ts";
import { cellOf, type Split, wholeOf } from "./useSplits.ts";

interface Props {
  readonly groups: readonly MemberGroup[];
  readonly response: Split;
  readonly followUp: Split;
  readonly pipeline: Kpi;
  readonly dimension: "person" | "team";
  readonly periodName: string;
}

/** A figure with its interval, marked where it is clearly apart. */
const Judged = ({
  split,
  member,
  team,
  scale,
  periodName,
}: {
  readonly split: Split;
  readonly member: Member;
  readonly team: string | null;
  readonly scale: readonly [number, number];
  readonly periodName: string;
}) => {
  const writing = useWriting();
  const cell = cellOf(split, member);
  if (cell === undefined) return <td colSpan={2}>–</td>;
  const { unit, better, name } = (split.people ?? split.teams)?.definition ?? split.kpi;
  const whole = wholeOf(split, team);
  const standing = standingOf(cell, whole, better);
  const text =
    cell.value === null
      ? cell.n === 0
        ? "–"
        : reasonOf(cell.flags, cell.excluded, cell.more).short
      : figure(cell.value, writing(unit));
  const records = recordsOf(split, member, cell, periodName);
  return (
    <>
      <td className={`${styles.number} ${cell.value === null ? styles.missing : ""}`}>
        <span className={`${styles.value} ${styles[standing] ?? ""}`}>
          <FigureButton records={records} label={`${name}, ${member.name}: ${text}`}>
            {text}
          </FigureButton>
        </span>
      </td>
      <td className={styles.narrow}>
        {cell.value === null ? null : (
          <RecordsMark records={records}>
            <IntervalBar value={cell.value} interval={cell.interval} scale={scale} whole={whole} />
          </RecordsMark>
        )}
      </td>
    </>
  );
};

export const LoadCard = ({ groups, response, followUp, pipeline, dimension, periodName }: Props) => {
  const scope = useScope();
  const { process } = useWorkspace();
  const open = useOpenRecords();
  const question = asked(scope, { isCompared: false });
  const where = takenBy(pipeline, question.where ?? []).taken;
  const stock = { ...question, kpi: pipeline.id, where };
  const stocks = useKept(answerQuery({ ...stock, by: [dimension] }));
  const deals = stocks.data;
  const answer = dimension === "person" ? followUp.people : followUp.teams;
  const responses = dimension === "person" ? response.people : response.teams;
  const dealsOf = (id: string): readonly Row[] =>
    (deals?.rows ?? []).filter((row) => row.keys[dimension] === id && (row.value ?? 0) > 0);
  const lengthOf = (id: string): number => dealsOf(id).reduce((sum, { value }) => sum + (value ?? 0), 0);
  const listed = groups
    .filter(({ isPast }) => !isPast)
    .map((group) => ({
      ...group,
      members: group.members.filter(
        (member) =>
          (cellOf(followUp, member)?.n ?? 0) > 0 ||
          (cellOf(response, member)?.n ?? 0) > 0 ||
          dealsOf(member.id).length > 0,
      ),
    }))
    .filter(({ members }) => members.length > 0);
  const most = Math.max(0, ...listed.flatMap(({ members }) => members.map(({ id }) => lengthOf(id))));
  const shades = shadesOf(
    listed.flatMap(({ members }) => members.flatMap(({ id }) => dealsOf(id))),
    process,
  );
  const scales = [responses, answer].map((one) => scaleOf(one?.rows ?? [], true));
  // Without leads there is nothing to answer: what is open remains.
  const hasLeads = [answer, responses].some((one) => one?.total.flags.includes("not_measurable") === false);
  const unanswered = [
    { isMissing: answer === undefined, ...followUp },
    { isMissing: responses === undefined, ...response },
    { isMissing: deals === undefined, ...stocks },
  ].find(({ isMissing, error }) => isMissing && error !== null);
  const load = (member: Member, name: string, decimals: number): string => {
    const value = cellOf(followUp, member)?.more[name];
    return typeof value === "number" ? value.toFixed(decimals) : "–";
  };
  return (
    <Card
      title={hasLeads || answer === undefined ? "Response and follow-up beside the load" : "Open opportunities"}
      note={
        hasLeads || answer === undefined
          ? "Whoever has more to do answers later: read the right half beside the left one"
          : "Stage by stage; the data has no leads whose response could be read beside them"
      }
    >
      {unanswered !== undefined ? (
        <Problem error={unanswered.error} onRetry={() => void unanswered.refetch()} />
      ) : answer === undefined || responses === undefined ? (
        <Waiting height={heightOf(groups)} isTable />
      ) : listed.length === 0 ? (
        <Nothing title="Nobody has leads or open opportunities here." />
      ) : (
        <div className={styles.scroll}>
          <table className={`${styles.table} ${hasLeads ? "" : styles.narrow}`}>
            <caption className="visually-hidden">Load, response time and follow-up of everyone</caption>
            <thead>
              <tr>
                <th scope="col">Name</th>
                {hasLeads ? (
                  <>
                    <th scope="col" className={`${styles.number} ${styles.long}`}>
                      New leads a working day
                    </th>
                    <th scope="col" className={styles.number}>
                      Open leads
                    </th>
                  </>
                ) : null}
                <th scope="col">Open opportunities by stage</th>
                {hasLeads ? (
                  <>
                    <th scope="colgroup" colSpan={2} className={styles.pair}>
                      {response.kpi.name}
                    </th>
                    <th scope="colgroup" colSpan={2} className={styles.pair}>
                      {followUp.kpi.name}
                    </th>
                  </>
                ) : null}
              </tr>
            </thead>
            {listed.map(({ team, name, members }) => (
              <tbody key={`${team} ${name}`}>
                <tr className={styles.group}>
                  <th scope="rowgroup" colSpan={hasLeads ? 8 : 2}>
                    <span>{name}</span>
                  </th>
                </tr>
                {members.map((member) => (
                  <tr key={member.id}>
                    <th scope="row">
                      <Name member={member} />
                    </th>
                    {hasLeads ? (
                      <>
                        <td className={styles.number}>{load(member, "leads_per_person_day", 2)}</td>
                        <td className={styles.number}>
                          {load(member, "open_leads_per_person", dimension === "team" ? 1 : 0)}
                        </td>
                      </>
                    ) : null}
                    <OpenDeals
                      count={openIn(dealsOf(member.id), process)}
                      rows={dealsOf(member.id)}
                      member={member}
                      most={most}
                      shades={shades}
                      open={(row) =>
                        open({
                          question: {
                            ...stock,
                            where: [
                              ...where,
                              filterOf(dimension, member.id),
                              filterOf("stage", row.keys.stage ?? null),
                            ],
                          },
                          part: "num",
                          title: `Open in ${row.labels.stage}, ${member.name}, ${periodName}`,
                        })
                      }
                    />
                    {hasLeads ? (
                      <>
                        <Judged
                          split={response}
                          member={member}
                          team={team}
                          scale={scales[0] ?? [0, 1]}
                          periodName={periodName}
                        />
                        <Judged
                          split={followUp}
                          member={member}
                          team={team}
                          scale={scales[1] ?? [0, 1]}
                          periodName={periodName}
                        />
                      </>
                    ) : null}
                  </tr>
                ))}
              </tbody>
            ))}
          </table>
          <ShadesLegend shades={shades} />
        </div>
      )}
    </Card>
  );
};
