/** One person: against their team and their own past, their goals, when they work, and what they have open. */
import { useParams } from "@tanstack/react-router";
import { scorecardQuery, useKept } from "../../api/queries.ts";
import type { Kpi, Person, ScorecardLine } from "../../api/types.ts";
import { PageHead } from "../../parts/PageHead.tsx";
import { PageLink } from "../../parts/PageLink.tsx";
import { Asked, Nothing } from "../../parts/States.tsx";
import { useCatalogue, useOrganisation } from "../../parts/useFacts.ts";
import { asked, takenBy } from "../../scope/scope.ts";
import { useScope } from "../../scope/useScope.ts";
import { rangeText } from "../../words/dates.ts";
import { capital, groups, linesOf } from "../../words/names.ts";
import { Tile } from "../standing/Tile.tsx";
import { Unfiltered } from "../standing/Unfiltered.tsx";
import { ActivityHeat } from "./ActivityHeat.tsx";
import { AgainstTeam } from "./AgainstTeam.tsx";
import styles from "./Person.module.css";
import { PersonGoals } from "./PersonGoals.tsx";
import { OldestCard, StagesCard } from "./PersonPipeline.tsx";
import { TilesWait } from "./TilesWait.tsx";

const isOfAPerson = ({ id, dimensions }: Kpi): boolean => id !== "goal_attainment" && dimensions.includes("person");

const isMeasured = ({ answer }: ScorecardLine): boolean => !answer.total.flags.includes("not_measurable");

const Unmeasured = ({ names }: { readonly names: readonly string[] }) =>
  names.length === 0 ? null : <p className={styles.rest}>Not measurable, for want of data: {names.join(", ")}.</p>;

/** Whoever is not known is not asked about. */
export const PersonPage = () => {
  const { person = "" } = useParams({ strict: false });
  const known = useOrganisation().people.find(({ id }) => id === person);
  if (known !== undefined) return <Known known={known} />;
  return (
    <>
      <PageHead title={person} />
      <Nothing title="Nobody has this id in the data.">
        <PageLink to="/people">Everyone</PageLink>
      </Nothing>
    </>
  );
};

const Known = ({ known }: { readonly known: Person }) => {
  const { id: person, name: who } = known;
  const scope = useScope();
  const kpis = useCatalogue();
  const { teams } = useOrganisation();
  const team = teams.find(({ id }) => id === known.team_id);
  const question = asked({ ...scope, team: null, person });
  const query = useKept(scorecardQuery(question));
  const ofTeam = useKept(
    scorecardQuery(asked({ ...scope, team: team?.id ?? null, person: null }, { isCompared: false })),
  );
  const told = query.data?.question;
  const period = told === undefined ? "" : rangeText(told.from, told.to);
  const questionOf = (kpi: Kpi) => ({
    ...question,
    kpi: kpi.id,
    where: takenBy(kpi, question.where ?? []).taken,
  });
  const [activities, pipeline] = ["activities", "pipeline_by_stage"].map((id) => kpis.find((kpi) => kpi.id === id));
  const { compare: _compare, ...uncompared } = question;
  return (
    <>
      <PageHead
        title={who}
        note={
          <>
            {team === undefined ? null : (
              <>
                <PageLink to="/people" search={{ team: team.id, person: undefined }} className={styles.link}>
                  {team.name}
                </PageLink>
                {" · "}
              </>
            )}
            {[known.role === null ? "" : capital(known.role), known.active ? "" : "no longer here", period]
              .filter((one) => one !== "")
              .join(" · ")}
          </>
        }
        tools={
          <PageLink to="/people" search={{ person: undefined }}>
            Everyone
          </PageLink>
        }
      />
      <div className={styles.page}>
        <Asked query={query} instead={<TilesWait kpis={kpis.filter(isOfAPerson)} />}>
          {({ lines }) => (
            <div className={styles.groups}>
              <Unfiltered lines={lines.filter((line) => kpis.some((kpi) => kpi.id === line.kpi && isOfAPerson(kpi)))} />
              {groups.map((group) => {
                const own = linesOf(lines, group).flatMap((line) => {
                  const kpi = kpis.find((one) => one.id === line.kpi);
                  return kpi !== undefined && isOfAPerson(kpi) && isMeasured(line) ? [{ line, kpi }] : [];
                });
                if (own.length === 0) return null;
                return (
                  <section key={group.id} aria-label={group.question}>
                    <h2 className={styles.asks}>{group.question}</h2>
                    <div className={styles.tiles}>
                      {own.map(({ line, kpi }) => (
                        <Tile key={kpi.id} kpi={kpi} line={line} search={{ person, team: undefined }}>
                          {kpi.by_stage ? null : (
                            <AgainstTeam
                              line={line}
                              team={
                                ofTeam.isPending
                                  ? "waiting"
                                  : (ofTeam.data?.lines.find((one) => one.kpi === kpi.id) ?? null)
                              }
                              teamName={team?.name ?? "Whole company"}
                              question={questionOf(kpi)}
                              title={`${kpi.name}, ${who}, ${period}`}
                            />
                          )}
                        </Tile>
                      ))}
                    </div>
                  </section>
                );
              })}
              <Unmeasured
                names={lines
                  .filter((line) => !isMeasured(line) && kpis.some((kpi) => kpi.id === line.kpi && isOfAPerson(kpi)))
                  .map(({ answer }) => answer.definition.name.toLowerCase())}
              />
            </div>
          )}
        </Asked>
        <PersonGoals question={uncompared} person={person} who={who} />
        {pipeline === undefined ? null : (
          <div className={styles.pair}>
            <StagesCard question={{ ...questionOf(pipeline), compare: undefined }} who={who} />
            <OldestCard question={{ ...questionOf(pipeline), compare: undefined }} who={who} />
          </div>
        )}
        {activities === undefined ? null : (
          <ActivityHeat question={{ ...questionOf(activities), compare: undefined }} who={who} />
        )}
      </div>
    </>
  );
};
