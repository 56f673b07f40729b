/** One figure of everyone against the team: values with their intervals on one scale, the team's as the dashed line. */
import { NativeSelect } from "@mantine/core";
import type { Kpi } from "../../api/types.ts";
import { Card } from "../../parts/Card.tsx";
import { Change } from "../../parts/Change.tsx";
import { IntervalBar } from "../../parts/IntervalBar.tsx";
import { PageLink } from "../../parts/PageLink.tsx";
import { Problem, Waiting } from "../../parts/States.tsx";
import { scaleOf } from "../../parts/scale.ts";
import { useCatalogue, useWriting } from "../../parts/useFacts.ts";
import { FigureButton } from "../../records/FigureButton.tsx";
import { RecordsMark } from "../../records/RecordsMark.tsx";
import { useChangeSearch, usePageSearch } from "../../scope/useScope.ts";
import { countText, figure, intervalText } from "../../words/figures.ts";
import { reasonOf } from "../../words/flags.ts";
import { standingOf } from "../../words/standing.ts";
import { byStanding, standingText } from "./compared.ts";
import { heightOf, type MemberGroup } from "./groups.ts";
import { Name } from "./Name.tsx";
import styles from "./People.module.css";
import { parted, Quiet } from "./Quiet.tsx";
import { recordsOf } from "./records.ts";
import { cellOf, type Split, useSplits, wholeOf } from "./useSplits.ts";

interface Props {
  readonly groups: readonly MemberGroup[];
  readonly kpi: Kpi;
  readonly periodName: string;
  /** Who will be listed, as far as is known while it is waited for. */
  readonly likely: readonly MemberGroup[];
}

export const isOfPeople = ({ id, by_stage, dimensions }: Kpi): boolean =>
  id !== "goal_attainment" && !by_stage && dimensions.includes("person") && dimensions.includes("team");

const Rows = ({
  groups,
  split,
  periodName,
}: {
  readonly groups: readonly MemberGroup[];
  readonly split: Split;
  readonly periodName: string;
}) => {
  const writing = useWriting();
  const order = usePageSearch().order === "apart" ? "apart" : "name";
  const isTeams = groups.some(({ members }) => members.some(({ dimension }) => dimension === "team"));
  const answer = split.people;
  if (answer === undefined) return null;
  const { unit, better, name } = answer.definition;
  const { shown, others } = parted(groups, (member) => (cellOf(split, member)?.n ?? 0) > 0);
  const cells = shown.flatMap(({ members }) => members.flatMap((member) => cellOf(split, member) ?? []));
  const isAmount = unit === "count" || unit === "money";
  const scale = scaleOf(cells, isAmount);
  const isCompared = answer.question.compare !== undefined;
  return (
    <>
      <div className={styles.scroll}>
        <table className={styles.table}>
          <caption className="visually-hidden">{name} of everyone against the team</caption>
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col" className={styles.number}>
                {name}
              </th>
              <th scope="col" className={styles.bar}>
                {isAmount ? "Size" : "95% interval"}
              </th>
              <th scope="col">Against the {isTeams ? "whole" : "team"}</th>
              {isCompared ? <th scope="col">Against their own past</th> : null}
              <th scope="col" className={styles.number}>
                Records
              </th>
            </tr>
          </thead>
          {shown.map(({ team, name: group, members, isPast }) => {
            const whole = isPast ? null : wholeOf(split, team);
            const listed = members.map((member) => {
              const cell = cellOf(split, member);
              return { member, cell, name: member.name, standing: standingOf(cell, whole, better) };
            });
            return (
              <tbody key={`${team} ${group}`} className={isPast ? styles.past : undefined}>
                <tr className={styles.group}>
                  <th scope="rowgroup">
                    <span>{group}</span>
                  </th>
                  <td className={styles.number}>{isPast ? "" : figure(whole, writing(unit))}</td>
                  <td colSpan={isCompared ? 4 : 3} />
                </tr>
                {(order === "apart" ? listed.toSorted(byStanding) : listed).map(({ member, cell, standing }) => {
                  const value = cell?.value ?? null;
                  const text =
                    cell === undefined
                      ? "–"
                      : value === null
                        ? reasonOf(cell.flags, cell.excluded, cell.more).short
                        : figure(value, writing(unit));
                  const range = intervalText(value === null ? null : (cell?.interval ?? null), writing(unit));
                  const records = recordsOf(split, member, cell, periodName);
                  return (
                    <tr key={member.id}>
                      <th scope="row">
                        <Name member={member} />
                      </th>
                      <td className={`${styles.number} ${value === null ? styles.missing : ""}`}>
                        <FigureButton
                          records={records}
                          label={`${name}, ${member.name}: ${text}${range === "" ? "" : `, ${range} with 95% confidence`}`}
                        >
                          {text}
                        </FigureButton>
                      </td>
                      <td className={styles.bar} title={range === "" ? undefined : range}>
                        {cell === undefined || value === null ? null : (
                          <RecordsMark records={records}>
                            <IntervalBar
                              value={value}
                              interval={cell.interval}
                              scale={scale}
                              whole={isAmount ? null : whole}
                              isAmount={isAmount}
                            />
                          </RecordsMark>
                        )}
                      </td>
                      <td>
                        <span className={`${styles.word} ${styles[standing] ?? ""}`}>
                          {standing === "like" && member.dimension === "team"
                            ? "like the whole"
                            : standingText[standing]}
                        </span>
                      </td>
                      {isCompared ? (
                        <td>
                          <Change change={cell?.change} better={better} writing={writing(unit)} isShort />
                        </td>
                      ) : null}
                      <td className={styles.number}>{cell === undefined ? "–" : countText(cell.n)}</td>
                    </tr>
                  );
                })}
              </tbody>
            );
          })}
        </table>
      </div>
      <Quiet members={others}>Without records of this in the period:</Quiet>
    </>
  );
};

export const ComparedCard = ({ groups, kpi, periodName, likely }: Props) => {
  const change = useChangeSearch();
  const kpis = useCatalogue();
  const order = usePageSearch().order === "apart" ? "apart" : "name";
  const [split] = useSplits([kpi], true);
  const isAmount = kpi.unit === "count";
  return (
    <Card
      title={`${kpi.name}, one by one`}
      note={
        isAmount
          ? "A number of things done has no common scale between people of different work: read it beside its goal and its own past."
          : "Like the team: its value, the dashed line, lies within the interval. Of twenty such rows about one stands apart by chance alone."
      }
      tools={
        <div className={styles.tools}>
          <PageLink to={`/kpi/${kpi.id}`} search={{ by: "person", sort: kpi.better === "lower" ? "-value" : "value" }}>
            All in one list
          </PageLink>
          <NativeSelect
            size="xs"
            aria-label="Figure"
            value={kpi.id}
            onChange={({ currentTarget: { value } }) => change({ figure: value })}
            data={kpis.filter(isOfPeople).map(({ id, name }) => ({ value: id, label: name }))}
          />
          <NativeSelect
            size="xs"
            aria-label="Order"
            value={order}
            onChange={({ currentTarget: { value } }) => change({ order: value === "apart" ? value : undefined })}
            data={[
              { value: "name", label: "By name" },
              { value: "apart", label: "Clearly apart first" },
            ]}
          />
        </div>
      }
    >
      {split === undefined || (split.people === undefined && split.error === null) ? (
        <Waiting height={heightOf(likely)} isTable />
      ) : split.people === undefined ? (
        <Problem error={split.error} onRetry={split.refetch} />
      ) : (
        <Rows groups={groups} split={split} periodName={periodName} />
      )}
    </Card>
  );
};
