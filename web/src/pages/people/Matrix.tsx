/** Everyone and the main figures in one picture: what is clearly apart from the team stands out, the rest is quiet. */
import { UnstyledButton } from "@mantine/core";
import type { Row } from "../../api/types.ts";
import { PageLink } from "../../parts/PageLink.tsx";
import { useWriting } from "../../parts/useFacts.ts";
import { FigureButton } from "../../records/FigureButton.tsx";
import { useChangeSearch } from "../../scope/useScope.ts";
import { figure, intervalText } from "../../words/figures.ts";
import { reasonOf } from "../../words/flags.ts";
import { standingArrow, standingOf } from "../../words/standing.ts";
import { standingText } from "./compared.ts";
import type { Member, MemberGroup } from "./groups.ts";
import { Name } from "./Name.tsx";
import styles from "./People.module.css";
import { parted, Quiet } from "./Quiet.tsx";
import { recordsOf } from "./records.ts";
import { cellOf, type Split, wholeOf } from "./useSplits.ts";

interface Props {
  readonly groups: readonly MemberGroup[];
  readonly splits: readonly Split[];
  readonly goals: readonly Row[];
  readonly chosen: string;
  readonly periodName: string;
}

const FigureCell = ({
  split,
  member,
  team,
  periodName,
}: {
  readonly split: Split;
  readonly member: Member;
  readonly team: string | null;
  readonly periodName: string;
}) => {
  const writing = useWriting();
  const cell = cellOf(split, member);
  if (cell === undefined) return <td className={styles.number}>–</td>;
  const { unit, better, name } = (split.people ?? split.teams)?.definition ?? split.kpi;
  const whole = wholeOf(split, team);
  const standing = standingOf(cell, whole, better);
  const isMissing = cell.value === null;
  const text = isMissing
    ? cell.n === 0
      ? "–"
      : reasonOf(cell.flags, cell.excluded, cell.more).short === "Too few records"
        ? "few"
        : "–"
    : figure(cell.value, writing(unit));
  const range = intervalText(isMissing ? null : cell.interval, writing(unit));
  return (
    <td className={styles.number}>
      <span
        className={`${styles.value} ${styles[standing] ?? ""} ${isMissing ? styles.missing : ""}`}
        title={
          isMissing
            ? reasonOf(cell.flags, cell.excluded, cell.more).long
            : [range, standingText[standing]].filter((one) => one !== "").join(": ")
        }
      >
        <FigureButton
          records={recordsOf(split, member, cell, periodName)}
          label={`${name}, ${member.name}: ${isMissing ? reasonOf(cell.flags, cell.excluded, cell.more).short : text}${standingText[standing] === "" ? "" : `, ${standingText[standing]}`}`}
        >
          {isMissing ? null : <span aria-hidden="true">{standingArrow(standing, cell.value, whole)}</span>}
          {text}
        </FigureButton>
      </span>
    </td>
  );
};

/** Goals are counted, not averaged: how many are on pace. */
const GoalCell = ({ goals, member }: { readonly goals: readonly Row[]; readonly member: Member }) => {
  const own = goals.filter(
    ({ labels, more }) =>
      labels.scope === member.dimension && labels.scope_id === member.id && typeof more.pace === "number",
  );
  if (own.length === 0) return <td className={styles.goals}>–</td>;
  const onPace = own.filter(({ more }) => (more.pace ?? 0) >= 1).length;
  return (
    <td className={styles.goals}>
      <span className={styles.dots} aria-hidden="true">
        {own.map((row) => (
          <span key={row.keys.goal} className={(row.more.pace ?? 0) >= 1 ? styles.met : styles.unmet} />
        ))}
      </span>
      {onPace} of {own.length}
    </td>
  );
};

export const Matrix = ({ groups, splits, goals, chosen, periodName }: Props) => {
  const change = useChangeSearch();
  const { shown, others } = parted(
    groups,
    (member) =>
      splits.some((split) => (cellOf(split, member)?.n ?? 0) > 0) ||
      goals.some(({ labels }) => labels.scope === member.dimension && labels.scope_id === member.id),
  );
  return (
    <>
      <div className={styles.scroll}>
        <table className={styles.table}>
          <caption className="visually-hidden">
            Everyone and the main figures; marked where clearly apart from the team
          </caption>
          <thead>
            <tr>
              <th scope="col">Name</th>
              {splits.map(({ kpi }) => (
                <th key={kpi.id} scope="col" className={styles.number}>
                  <UnstyledButton
                    className={styles.head}
                    aria-pressed={kpi.id === chosen}
                    onClick={() => change({ figure: kpi.id })}
                  >
                    {kpi.name}
                  </UnstyledButton>
                </th>
              ))}
              <th scope="col" className={styles.goals}>
                <PageLink to="/goals" className={styles.head}>
                  Goals on pace
                </PageLink>
              </th>
            </tr>
          </thead>
          {shown.map(({ team, name, members, isPast }) => (
            <tbody key={`${team} ${name}`} className={isPast ? styles.past : undefined}>
              <tr className={styles.group}>
                <th scope="rowgroup">
                  <span>{name}</span>
                </th>
                {splits.map((split) => (
                  <TeamCell key={split.kpi.id} split={split} team={team} isPast={isPast} />
                ))}
                <td />
              </tr>
              {members.map((member) => (
                <tr key={member.id}>
                  <th scope="row">
                    <Name member={member} />
                  </th>
                  {splits.map((split) => (
                    <FigureCell key={split.kpi.id} split={split} member={member} team={team} periodName={periodName} />
                  ))}
                  <GoalCell goals={goals} member={member} />
                </tr>
              ))}
            </tbody>
          ))}
        </table>
      </div>
      <Quiet members={others}>Nothing of these figures in this period:</Quiet>
    </>
  );
};

const TeamCell = ({
  split,
  team,
  isPast,
}: {
  readonly split: Split;
  readonly team: string | null;
  readonly isPast: boolean;
}) => {
  const writing = useWriting();
  const { unit } = (split.people ?? split.teams)?.definition ?? split.kpi;
  return <td className={styles.number}>{isPast ? "" : figure(wholeOf(split, team), writing(unit))}</td>;
};
