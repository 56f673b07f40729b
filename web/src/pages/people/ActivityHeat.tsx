/** When activities happen: by weekday and hour of the period, and day by day over the year. */
import { answerQuery, useKept } from "../../api/queries.ts";
import { filterOf, type Question } from "../../api/question.ts";
import type { Row } from "../../api/types.ts";
import { Card } from "../../parts/Card.tsx";
import { Asked, Nothing } from "../../parts/States.tsx";
import { useWorkspace } from "../../parts/useFacts.ts";
import { useOpenRecords } from "../../records/useRecords.ts";
import { dayAfter, dayText, monthText, rangeText } from "../../words/dates.ts";
import { countText } from "../../words/figures.ts";
import { dayIn, weekdayId, weekFrom, weeksOf, yearTo } from "./calendar.ts";
import { Heat } from "./Heat.tsx";
import styles from "./People.module.css";

/** So many hours have room for their names beside each other. */
const namedHours = 16;

interface Props {
  /** Of `activities`, without a split. */
  readonly question: Question;
  /** Whose they are: "Whole company". */
  readonly who: string;
}

const activities = (count: number): string => `${countText(count)} ${count === 1 ? "activity" : "activities"}`;

/** Of some only the day is known. */
const hasHour = ({ keys }: Row): boolean => keys.hour !== null;

/** Why there are none: nobody had any then, or none were ever imported. */
const useNone = (): ((when: string) => string) => {
  const isTold = useWorkspace().counts.some(({ table, rows }) => table === "activities" && rows > 0);
  return (when) => (isTold ? `No activities in ${when}.` : "No activities were ever imported.");
};

const WeekCard = ({ question, who }: Props) => {
  const open = useOpenRecords();
  const week = weekFrom(useWorkspace().week_starts);
  const none = useNone();
  const query = useKept(answerQuery({ ...question, by: ["weekday", "hour"] }));
  return (
    <Card
      title="Activities by weekday and hour"
      note="Calls, emails and meetings that took place; each cell opens them"
    >
      <Asked query={query} height={240}>
        {({ rows, question: asked }) => {
          const values = new Map(rows.map(({ keys, value }) => [`${keys.weekday} ${keys.hour}`, value ?? 0]));
          const [timed, byDay] = [rows.filter(hasHour), rows.filter((row) => !hasHour(row))];
          const used = timed.flatMap(({ keys, value }) => ((value ?? 0) > 0 ? [Number(keys.hour)] : []));
          const hourless = byDay.reduce((sum, { value }) => sum + (value ?? 0), 0);
          const told = hourless === 0 ? null : `Of ${activities(hourless)} only the day is known.`;
          if (used.length === 0) return <Nothing title={told ?? none("this period")} />;
          const [first, last] = [Math.min(...used), Math.max(...used)];
          const hours = Array.from({ length: last - first + 1 }, (_, index) => first + index);
          const period = rangeText(asked.from, asked.to);
          const heat = (
            <Heat
              caption={`Activities by weekday and hour, ${who}, ${period}`}
              unit={{ one: "activity in an hour of the week", many: "activities in an hour of the week" }}
              most={Math.max(...timed.map(({ value }) => value ?? 0))}
              rows={week.map((name) => ({ id: weekdayId(name), label: name.slice(0, 3), isShown: true }))}
              columns={hours.map((hour) => ({
                id: String(hour),
                label: `${String(hour).padStart(2, "0")}`,
                isShown: hours.length <= namedHours || hour % 2 === 0,
              }))}
              cellOf={(weekday, hour) => {
                const value = values.get(`${weekday} ${hour}`) ?? 0;
                const name = `${week.find((one) => weekdayId(one) === weekday)}, ${hour.padStart(2, "0")}:00`;
                return {
                  value,
                  label: `${name}: ${activities(value)}`,
                  open: () =>
                    open({
                      question: {
                        ...question,
                        where: [...(question.where ?? []), filterOf("weekday", weekday), filterOf("hour", hour)],
                      },
                      part: "num",
                      title: `Activities, ${who}, ${name}, ${period}`,
                    }),
                };
              }}
            />
          );
          return (
            <>
              {heat}
              {told === null ? null : <p className={styles.hourless}>{told}</p>}
            </>
          );
        }}
      </Asked>
    </Card>
  );
};

const YearCard = ({ question, who, to }: Props & { readonly to: string }) => {
  const open = useOpenRecords();
  const { today, week_starts: starts } = useWorkspace();
  const none = useNone();
  const range = yearTo(to, today);
  const { period: _period, from: _from, to: _to, compare: _compare, ...rest } = question;
  const query = useKept(answerQuery({ ...rest, ...range, grain: "day" }));
  const weekdays = weekFrom(starts);
  const weeks = weeksOf(range, starts);
  return (
    <Card title="Activities over the year" note={`Day by day, ${rangeText(range.from, range.to)}`}>
      <Asked query={query} height={150}>
        {({ rows, total }) => {
          if (total.n === 0) return <Nothing title={none("these twelve months")} />;
          const values = new Map(rows.map(({ period, value }) => [period ?? "", value ?? 0]));
          return (
            <Heat
              isSmall
              caption={`Activities by day, ${who}, ${rangeText(range.from, range.to)}`}
              unit={{ one: "activity in a day", many: "activities in a day" }}
              most={Math.max(0, ...values.values())}
              rows={weekdays.map((label, index) => ({
                id: String(index),
                label: label.slice(0, 3),
                isShown: true,
              }))}
              columns={weeks.map((week, index) => ({
                id: week,
                label: monthText(dayIn(week, 6)).slice(0, 3),
                isShown:
                  index > 0 &&
                  index < weeks.length - 2 &&
                  dayIn(week, 6).slice(5, 7) !== dayIn(weeks[index - 1] ?? week, 6).slice(5, 7),
              }))}
              cellOf={(weekday, week) => {
                const day = dayIn(week, Number(weekday));
                const value = values.get(day);
                if (value === undefined) return null;
                return {
                  value,
                  label: `${weekdays[Number(weekday)]}, ${dayText(day)}: ${activities(value)}`,
                  open: () =>
                    open({
                      question: { ...rest, from: day, to: dayAfter(day) },
                      part: "num",
                      title: `Activities, ${who}, ${dayText(day)}`,
                    }),
                };
              }}
            />
          );
        }}
      </Asked>
    </Card>
  );
};

export const ActivityHeat = ({ question, who }: Props) => {
  // The year ends where the period does; that is known when the period has been answered.
  const { data } = useKept(answerQuery({ ...question, by: ["weekday", "hour"] }));
  return (
    <div className={styles.heats}>
      <WeekCard question={question} who={who} />
      {data === undefined ? null : <YearCard question={question} who={who} to={data.question.to} />}
    </div>
  );
};
