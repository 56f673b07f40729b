/** The process as one picture: how many stand, come, go on, drop and go back at each stage, how long they stay, and where it jams. */
import type { Answer } from "../../api/types.ts";
import { Card } from "../../parts/Card.tsx";
import { PageLink } from "../../parts/PageLink.tsx";
import { Nothing } from "../../parts/States.tsx";
import { useWorkspace } from "../../parts/useFacts.ts";
import type { Ask } from "../../scope/useAsk.ts";
import { dayAfter, dayBefore, dayText, lastDayOf } from "../../words/dates.ts";
import { Beside } from "./Beside.tsx";
import styles from "./Funnel.module.css";
import { type FlowGroup, flowIn, isStill, longestOf, streamsOf } from "./flow.ts";
import { LeftOut } from "./LeftOut.tsx";
import { SignsTable } from "./SignsTable.tsx";
import { columns, StageLine, type Worth } from "./StageLine.tsx";
import { StreamLegend, Through } from "./Stream.tsx";
import { bottleneckText, isBottleneck, recentSpan, signNames, signOf, spanText } from "./signs.ts";
import { WentPast } from "./WentPast.tsx";
import { WonLine } from "./WonLine.tsx";

interface Props {
  readonly ask: Ask;
  readonly answer: Answer;
  /** Of `win_rate`; absent while it is not known. */
  readonly won: Answer | undefined;
  readonly wonAsk: Ask;
  /** What stands in each stage of the opportunities, by its id. */
  readonly worth: ReadonlyMap<string, Worth>;
  /** Of the journeys; absent while they are not known. */
  readonly journeys: Answer | undefined;
}

/** What to know first: where it jams, and by which signs. */
const Verdict = ({ groups, recent }: { readonly groups: readonly FlowGroup[]; readonly recent: string }) => {
  const rows = groups.flatMap((group) => group.rows);
  const stuck = rows.filter(isBottleneck);
  if (stuck.length > 0)
    return (
      <div className={styles.verdict}>
        {stuck.map((row) => (
          <p key={row.keys.stage} className={styles.stuck}>
            <b>{row.labels.stage} is a bottleneck:</b> {bottleneckText(row)}.
          </p>
        ))}
        <p className={styles.quiet}>In {recent}, against the twelve such spans before.</p>
      </div>
    );
  const isKnown = rows.some((row) => signNames.some((name) => signOf(row, name).usual !== null));
  return (
    <p className={styles.quiet}>
      {isKnown
        ? `No stage is a bottleneck: nowhere are two of the three signs worse than usual in ${recent}.`
        : "There is too little past here to tell what is usual, and so whether a stage is a bottleneck."}
    </p>
  );
};

const Picture = ({ ask, answer, won, wonAsk, worth, groups }: Props & { readonly groups: readonly FlowGroup[] }) => {
  const longest = longestOf(groups.flatMap(({ rows }) => rows));
  return (
    <div className={styles.flow}>
      <div className={styles.heads} aria-hidden="true">
        {columns.map(({ id, name }) => (
          <span key={id} data-column={id}>
            {name}
          </span>
        ))}
      </div>
      {groups.map(({ id, label, rows }, index) => {
        const before = groups[index - 1]?.rows.at(-1);
        return (
          <section key={id} className={styles.part} aria-label={label}>
            <div className={styles.partHead}>
              <h3>{label}</h3>
              <div className={styles.picture}>
                {before === undefined ? null : <Through width={streamsOf(before, longest).advanced} />}
              </div>
            </div>
            <ol className={styles.lines}>
              {rows.map((row) => (
                <StageLine
                  key={row.keys.stage}
                  row={row}
                  ask={ask}
                  answer={answer}
                  streams={streamsOf(row, longest)}
                  worth={worth.get(row.keys.stage ?? "") ?? null}
                />
              ))}
            </ol>
          </section>
        );
      })}
      {won === undefined || won.total.n === 0 ? null : <WonLine ask={wonAsk} answer={won} longest={longest} />}
    </div>
  );
};

export const ProcessCard = (props: Props) => {
  const { ask, answer, journeys } = props;
  const { process } = useWorkspace();
  const { rows, question, notes } = answer;
  const { groups, beside } = flowIn(rows, process.pipelines);
  const last = lastDayOf(question);
  const end = dayBefore(question.to < dayAfter(last) ? question.to : dayAfter(last));
  const span = recentSpan(question, last);
  const recent = spanText(span);
  return (
    <Card
      title="The process"
      note={`What came and left in the period, and what stands at the end of ${dayText(end)}, with its share of all that stand; each figure opens its records`}
    >
      <LeftOut filters={ask.ignored} />
      {isStill(rows) ? (
        <Nothing title="Nothing stands or moves in this process.">
          {notes.map(({ message }) => message).join(" ") || "A wider period or fewer filters may show more."}
        </Nothing>
      ) : (
        <>
          {question.from > last ? (
            <p className={styles.quiet}>The period has not begun: nothing has come or left in it yet.</p>
          ) : (
            <Verdict groups={groups} recent={recent} />
          )}
          <Picture {...props} groups={groups} />
          <StreamLegend />
          <WentPast rows={groups.flatMap((group) => group.rows)} journeys={journeys?.rows ?? []} />
          <p className={`${styles.quiet} ${styles.apart}`}>
            Half leave after: whichever way they leave. <PageLink to="/kpi/stage_duration">Stage duration</PageLink>{" "}
            asks when half have gone on; there another stage may be the slowest.
          </p>
          <Beside rows={beside} ask={ask} end={dayText(end)} />
          <SignsTable groups={groups} ask={ask} span={span} />
        </>
      )}
    </Card>
  );
};
