/** People and teams: everyone against the team, without ranking what is only chance. */
import { SegmentedControl } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { answerQuery } from "../../api/queries.ts";
import { Card } from "../../parts/Card.tsx";
import { PageHead } from "../../parts/PageHead.tsx";
import { Nothing, Problem, Waiting } from "../../parts/States.tsx";
import { useCatalogue, useOrganisation, useWorkspace } from "../../parts/useFacts.ts";
import { asked, takenBy } from "../../scope/scope.ts";
import { useChangeSearch, usePageSearch, useScope } from "../../scope/useScope.ts";
import { rangeText } from "../../words/dates.ts";
import { ActivityHeat } from "./ActivityHeat.tsx";
import { ComparedCard, isOfPeople } from "./ComparedCard.tsx";
import { areTeams, heightOf, peopleGroups, teamGroups } from "./groups.ts";
import { LoadCard } from "./LoadCard.tsx";
import { Matrix } from "./Matrix.tsx";
import styles from "./People.module.css";
import { parted } from "./Quiet.tsx";
import { cellOf, type Split, useSplits } from "./useSplits.ts";

const main = ["win_rate", "sales_cycle_length", "activities", "response_time", "follow_up_rate", "lead_conversion"];

const isMeasured = ({ people }: Split): boolean => people?.total.flags.includes("not_measurable") !== true;

export const PeoplePage = () => {
  const scope = useScope();
  const search = usePageSearch();
  const change = useChangeSearch();
  const kpis = useCatalogue();
  const organisation = useOrganisation();
  const workspace = useWorkspace();
  const splits = useSplits(main.flatMap((id) => kpis.find((kpi) => kpi.id === id) ?? []));
  const isTeams = areTeams(organisation, scope, search.rows);
  const dimension = isTeams ? "team" : "person";
  const question = asked(scope, { isCompared: false });
  const attainment = kpis.find(({ id }) => id === "goal_attainment");
  // Goals belong to whom they are set for: a team's filter would leave its people's out.
  const goals = useQuery(
    answerQuery({
      ...question,
      kpi: "goal_attainment",
      where: attainment === undefined ? [] : takenBy(attainment, scope.where).taken,
    }),
  );
  const busy = new Set(
    splits.flatMap(({ people }) => (people?.rows ?? []).filter(({ n }) => n > 0).map(({ keys }) => keys.person ?? "")),
  );
  const groups = isTeams
    ? teamGroups(
        organisation,
        scope.team,
        scope.team === null
          ? workspace.name
          : (organisation.teams.find(({ id }) => id === scope.team)?.name ?? scope.team),
      )
    : peopleGroups(organisation, scope, (id) => busy.has(id));
  const told = splits[0]?.people?.question;
  const periodName = told === undefined ? "" : rangeText(told.from, told.to);
  const chosen =
    kpis.find((kpi) => kpi.id === search.figure && isOfPeople(kpi)) ?? kpis.find(({ id }) => id === "win_rate");
  const glanced = splits.find(({ kpi }) => kpi.id === chosen?.id);
  const measured = splits.filter(isMeasured);
  const unmeasured = splits.filter((split) => !isMeasured(split)).map(({ kpi }) => kpi.name.toLowerCase());
  const failed = splits.find(({ error }) => error !== null);
  const [activities, response, followUp] = ["activities", "response_time", "follow_up_rate"].map((id) =>
    splits.find(({ kpi }) => kpi.id === id),
  );
  const pipeline = kpis.find(({ id }) => id === "pipeline_by_stage");
  const isReady = splits.every(({ people, teams }) => people !== undefined && teams !== undefined);
  const who =
    scope.person !== null
      ? (organisation.people.find(({ id }) => id === scope.person)?.name ?? scope.person)
      : scope.team !== null
        ? (organisation.teams.find(({ id }) => id === scope.team)?.name ?? scope.team)
        : "whole company";
  const isEmpty = groups.every(({ members }) => members.length === 0);
  return (
    <>
      <PageHead
        title="People and teams"
        note="What is clearly apart from the team is marked, everything else is like the team"
        period={periodName === "" ? null : periodName}
        tools={
          <SegmentedControl
            size="xs"
            aria-label="Rows"
            value={isTeams ? "teams" : "people"}
            onChange={(rows) =>
              change({ rows: (rows === "teams") === areTeams(organisation, scope, undefined) ? undefined : rows })
            }
            data={[
              { value: "people", label: "People" },
              { value: "teams", label: "Teams" },
            ]}
          />
        }
      />
      <div className={styles.page}>
        <Card
          title="At a glance"
          note={
            isTeams
              ? "Each team against the whole. A record counts for its team and for each team above it."
              : "Each against their team, whose figures stand beside its name. Each figure opens its records."
          }
        >
          {failed !== undefined && !isReady ? (
            <Problem error={failed.error} onRetry={failed.refetch} />
          ) : !isReady ? (
            <Waiting height={heightOf(groups)} isTable />
          ) : isEmpty ? (
            <Nothing title={isTeams ? "There are no teams here." : "There is nobody here."}>
              {isTeams
                ? "The data names no teams; see the people instead."
                : "Nobody with this name is in the data, or nobody did anything in this period."}
            </Nothing>
          ) : (
            <>
              <Matrix
                groups={groups}
                splits={measured}
                goals={goals.data?.rows ?? []}
                chosen={chosen?.id ?? ""}
                periodName={periodName}
              />
              {unmeasured.length === 0 ? null : (
                <p className={styles.quiet}>Not measurable, for want of data: {unmeasured.join(", ")}.</p>
              )}
            </>
          )}
        </Card>
        {/* Asked for, and shown once what stands above has its height. */}
        <div className={isReady || failed !== undefined ? styles.page : undefined} hidden={!isReady && !failed}>
          {chosen === undefined || isEmpty ? null : (
            <ComparedCard
              groups={groups}
              kpi={chosen}
              periodName={periodName}
              likely={
                glanced === undefined ? groups : parted(groups, (one) => (cellOf(glanced, one)?.n ?? 0) > 0).shown
              }
            />
          )}
          {response === undefined || followUp === undefined || pipeline === undefined || isEmpty ? null : (
            <LoadCard
              groups={groups}
              response={response}
              followUp={followUp}
              pipeline={pipeline}
              dimension={dimension}
              periodName={periodName}
            />
          )}
          {activities === undefined ? null : <ActivityHeat question={activities.question} who={who} />}
        </div>
      </div>
    </>
  );
};
