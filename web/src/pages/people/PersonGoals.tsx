/** A person's goals, each with what is reached, its pace, and what is needed from now on. */
import { answerQuery, useKept } from "../../api/queries.ts";
import { filterOf, type Question } from "../../api/question.ts";
import type { Row } from "../../api/types.ts";
import { Card } from "../../parts/Card.tsx";
import { GoalBar } from "../../parts/GoalBar.tsx";
import { PageLink } from "../../parts/PageLink.tsx";
import { Asked, Nothing } from "../../parts/States.tsx";
import { useCatalogue, useWriting } from "../../parts/useFacts.ts";
import { FigureButton } from "../../records/FigureButton.tsx";
import { valuePart } from "../../records/part.ts";
import { dayAfter, rangeText } from "../../words/dates.ts";
import { figure, percent } from "../../words/figures.ts";
import { reasonOf } from "../../words/flags.ts";
import { figureOf, isProrated } from "../../words/goals.ts";
import styles from "./Person.module.css";

interface LineProps {
  readonly row: Row;
  readonly person: string;
  readonly who: string;
  readonly asOf: string | undefined;
}

const GoalLine = ({ row, person, who, asOf }: LineProps) => {
  const { name, unit, parts } = figureOf(useCatalogue(), row);
  const writing = useWriting()(unit);
  const { starts_on = "", ends_on = "", kpi = "", variant } = row.labels;
  const to = dayAfter(ends_on);
  const dates = rangeText(starts_on, to);
  const { pace, needed_per_working_day: needed } = row.more;
  const actual = row.num === null ? reasonOf(row.flags, {}, {}, row).short : figure(row.num, writing);
  return (
    <li className={styles.goal}>
      <div className={styles.head}>
        <span>
          {name}
          <small>{dates}</small>
        </span>
        <FigureButton
          records={
            row.n === 0
              ? null
              : {
                  question: {
                    kpi,
                    ...(variant === undefined ? {} : { variant }),
                    from: starts_on,
                    to,
                    ...(asOf === undefined ? {} : { as_of: asOf }),
                    where: [filterOf("person", person)],
                  },
                  part: valuePart(row.num, parts, unit),
                  title: `${name}, ${who}, ${dates}`,
                }
          }
          label={`${name}, ${dates}: ${actual}`}
        >
          {actual}
        </FigureButton>
      </div>
      <GoalBar attained={row.value} pace={pace ?? null} target={figure(row.den, writing)} />
      <p className={styles.rest}>
        {[
          typeof pace !== "number" ? "" : pace >= 1 ? "on pace" : `${percent(pace, 0)} of what was due by now`,
          typeof needed === "number" && needed > 0 ? `${figure(needed, writing)} needed a working day` : "",
          isProrated(row) ? "the part of the target for the working days here" : "",
        ]
          .filter((one) => one !== "")
          .join(" · ")}
      </p>
    </li>
  );
};

export const PersonGoals = ({
  question,
  person,
  who,
}: {
  readonly question: Omit<Question, "kpi">;
  readonly person: string;
  readonly who: string;
}) => {
  const query = useKept(answerQuery({ ...question, kpi: "goal_attainment", where: [filterOf("person", person)] }));
  return (
    <Card
      title="Goals"
      note="The mark is where each should stand today"
      tools={<PageLink to="/goals">All goals</PageLink>}
    >
      <Asked query={query} height={160}>
        {({ rows }) =>
          rows.length === 0 ? (
            <Nothing title="No goals in this period." />
          ) : (
            <ul className={styles.goals}>
              {rows.map((row) => (
                <GoalLine key={row.keys.goal} row={row} person={person} who={who} asOf={question.as_of} />
              ))}
            </ul>
          )
        }
      </Asked>
    </Card>
  );
};
