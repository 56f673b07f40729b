/** The figure's course: over time in units of one's choice, or by age where the definition is one of ages. */
import { Button, NativeSelect, SegmentedControl } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { annotationsQuery, answerQuery, useKept } from "../../api/queries.ts";
import { filterOf } from "../../api/question.ts";
import type { Answer } from "../../api/types.ts";
import { CourseChart } from "../../charts/CourseChart.tsx";
import type { Course, CoursePoint, View } from "../../charts/course.ts";
import { Card } from "../../parts/Card.tsx";
import { Asked, Nothing } from "../../parts/States.tsx";
import { useWorkspace } from "../../parts/useFacts.ts";
import type { Opened } from "../../records/address.ts";
import { mainPart } from "../../records/part.ts";
import { useOpenRecords } from "../../records/useRecords.ts";
import { useChangeSearch, usePageSearch } from "../../scope/useScope.ts";
import { reasonOf } from "../../words/flags.ts";
import { wordsOf } from "../../words/parts.ts";
import { Annotations } from "./Annotations.tsx";
import { type AskedKpi, ofStage, over, rowsOf, spanned, stageFilter, told, wantingIn, withFilters } from "./asked.ts";
import styles from "./CourseCard.module.css";
import { CourseTable } from "./CourseTable.tsx";
import { type Calendars, type Grain, grainIn, grainName, grainsFor, type Unit } from "./grains.ts";
import { Legend } from "./Legend.tsx";
import { agePoints, goalLevels, timePoints, unitAt } from "./points.ts";
import { useGoals } from "./useGoals.ts";

const chartHeight = 320;
const none: Calendars = [];

interface Props {
  readonly asked: AskedKpi;
  /** Over the whole period. */
  readonly answer: Answer;
  readonly stage: string | null;
  readonly stageLabel: string | null;
}

/** Whether the card shows its table instead of its chart. */
const useTable = (): readonly [boolean, (isTable: boolean) => void] => {
  const search = usePageSearch();
  const change = useChangeSearch();
  return [
    told(search, "as") === "table",
    (isTable) => change({ as: isTable ? "table" : undefined }, { replace: true }),
  ];
};

const AsChoice = () => {
  const [isTable, setTable] = useTable();
  return (
    <SegmentedControl
      size="xs"
      aria-label="As a chart or a table"
      value={isTable ? "table" : "chart"}
      onChange={(value) => setTable(value === "table")}
      data={[
        { value: "chart", label: "Chart" },
        { value: "table", label: "Table" },
      ]}
    />
  );
};

interface Drawn {
  readonly course: Course;
  readonly label: string;
  readonly better: "higher" | "lower" | null;
  readonly answer: Answer;
  readonly recordsOf: (index: number) => Opened;
  readonly onZoom?: (view: View | null) => void;
}

/** The course as a chart or as a table; both open the same records. */
const ChartOrTable = ({ course, label, better, answer, recordsOf, onZoom }: Drawn) => {
  const [isTable] = useTable();
  const open = useOpenRecords();
  if (course.points.every(({ value }) => value === null)) {
    // Where some unit has records, that they are too few says more than that another has none.
    const isFew = answer.rows.some(({ n, flags }) => n > 0 && flags.includes("small_sample"));
    const reason = reasonOf(
      isFew ? ["small_sample"] : answer.rows.flatMap(({ flags }) => flags),
      answer.total.excluded,
      answer.total.more,
    );
    const unit = answer.question.grain?.replace(/^.*-/, "").replace(/@.*$/, "");
    return (
      <Nothing title={isFew && unit !== undefined ? `${reason.short} in each ${unit}` : reason.short}>
        {wantingIn(answer) ?? reason.long}
        {isFew ? " A longer unit has more of them." : ""}
      </Nothing>
    );
  }
  const isRead = (point: CoursePoint | undefined): boolean => point !== undefined && point.n > 0;
  return isTable ? (
    <CourseTable course={course} label={label} better={better} recordsOf={recordsOf} />
  ) : (
    <>
      <CourseChart
        course={course}
        label={label}
        height={chartHeight}
        onOpen={(index) => {
          if (isRead(course.points[index])) open(recordsOf(index));
        }}
        onZoom={onZoom}
      />
      <Legend course={course} />
    </>
  );
};

const partOf = (answer: Answer, stage: string | null, index: number) =>
  mainPart(rowsOf(answer.rows, stage)[index] ?? answer.total, answer.definition.unit);

const isFromZero = ({ definition: { unit } }: Answer): boolean => unit === "count" || unit === "money";

/** By age: the horizon's curve. */
const AgeCourse = ({ asked, answer, stage }: Props) => {
  const { currency } = useWorkspace();
  const course = useMemo(
    (): Course => ({
      points: agePoints(answer),
      goals: [],
      marks: [],
      writing: { unit: answer.definition.unit, currency },
      isFromZero: true,
    }),
    [answer, currency],
  );
  return (
    <Card
      title="By age"
      note="How far those created in the period have come, by their days since creation"
      tools={<AsChoice />}
    >
      <ChartOrTable
        course={course}
        label={`${answer.definition.name} by age`}
        better={answer.definition.better}
        answer={answer}
        recordsOf={(index) => ({
          question: withFilters(asked.question, [
            ...stageFilter(stage),
            filterOf("age", course.points[index]?.key ?? ""),
          ]),
          part: "num",
          title: `${asked.kpi.name}: ${wordsOf(asked.variant, "num").many}, ${course.points[index]?.label.toLowerCase()}`,
        })}
      />
    </Card>
  );
};

const spans = [
  { value: "", label: "The period" },
  { value: "last-12-months", label: "12 months" },
  { value: "all", label: "Everything" },
];

const ZoomedDates = ({ units, view }: { readonly units: readonly Unit[]; readonly view: View | null }) => {
  const change = useChangeSearch();
  const [from, to] = [units[view?.first ?? -1]?.from, units[view?.last ?? -1]?.to];
  if (from === undefined || to === undefined) return null;
  return (
    <Button size="compact-xs" variant="light" onClick={() => change({ period: `${from}..${to}`, span: undefined })}>
      Make these dates the period
    </Button>
  );
};

const TimeCourse = ({ asked, answer, stage, stageLabel }: Props) => {
  const workspace = useWorkspace();
  const search = usePageSearch();
  const change = useChangeSearch();
  const span = told(search, "span");
  const { from, to } = answer.question;
  const calendars = workspace.fiscal_calendars ?? none;
  // The span's own dates are known with its answer; until then the data's.
  const reach =
    span === null ? { from, to } : span === "all" ? { from: workspace.extent.first, to: workspace.today } : null;
  const grain: Grain =
    reach === null
      ? grainIn(told(search, "grain") ?? "month", "2000-01-01", "2001-01-01", calendars)
      : grainIn(told(search, "grain"), reach.from, reach.to, calendars);
  const grains = grainsFor(reach?.from ?? "2000-01-01", reach?.to ?? "2001-01-01", calendars);
  const question = { ...spanned(ofStage(asked, stage), span), grain };
  const query = useKept(answerQuery(question));
  const { data: noted } = useQuery(annotationsQuery);
  const goals = useGoals(asked);
  const [view, setView] = useState<View | null>(null);
  const unit = asked.variant.unit;
  const { currency } = workspace;

  const drawn = useMemo(() => {
    if (query.data === undefined) return null;
    const shownGrain = grainIn(query.data.question.grain, query.data.question.from, query.data.question.to, calendars);
    const { points, units } = timePoints(query.data, shownGrain, stage);
    const notes = (noted?.annotations ?? []).filter(({ kpi }) => kpi === null || kpi === asked.kpi.id);
    const isAdditive = query.data.definition.additivity === "additive";
    const course: Course = {
      points,
      goals: goalLevels(goals, units, isAdditive),
      marks: notes.flatMap(({ day, text }) => {
        const index = unitAt(units, day);
        return index === null ? [] : [{ index, text }];
      }),
      writing: { unit, currency },
      isFromZero: isFromZero(query.data),
    };
    return { course, units };
  }, [query.data, calendars, stage, noted, goals, unit, currency, asked.kpi.id]);

  const who = stageLabel === null ? asked.kpi.name : `${asked.kpi.name}, ${stageLabel}`;
  return (
    <Card
      title={stageLabel === null ? "Course" : `Course of ${stageLabel}`}
      tools={
        <div className={styles.tools}>
          <ZoomedDates units={drawn?.units ?? []} view={view} />
          <NativeSelect
            size="xs"
            aria-label="Over"
            value={span ?? ""}
            onChange={({ currentTarget }) =>
              change({ span: currentTarget.value === "" ? undefined : currentTarget.value, grain: undefined })
            }
            data={spans}
          />
          <NativeSelect
            size="xs"
            aria-label="In units of"
            value={grain}
            onChange={({ currentTarget }) => change({ grain: currentTarget.value })}
            data={grains.map((value) => ({ value, label: grainName(value) }))}
          />
          <AsChoice />
        </div>
      }
      className={styles.card}
    >
      <Asked query={query} height={chartHeight + 27}>
        {(shown) =>
          drawn === null ? null : (
            <ChartOrTable
              key={`${shown.question.grain} ${shown.question.from} ${shown.question.to}`}
              course={drawn.course}
              label={`${who} by ${shown.question.grain}`}
              better={shown.definition.better}
              answer={shown}
              onZoom={setView}
              recordsOf={(index) => {
                const one = drawn.units[index];
                const part = partOf(shown, stage, index);
                return {
                  question: over(
                    withFilters(asked.question, stageFilter(stage)),
                    one?.from ?? shown.question.from,
                    one?.to ?? shown.question.to,
                  ),
                  part,
                  title: `${who}: ${wordsOf(asked.variant, part).many}, ${drawn.course.points[index]?.label ?? ""}`,
                };
              }}
            />
          )
        }
      </Asked>
      <Annotations kpi={asked.kpi} units={drawn?.units ?? []} />
    </Card>
  );
};

export const CourseCard = (props: Props) =>
  props.answer.question.by.includes("age") ? <AgeCourse {...props} /> : <TimeCourse {...props} />;
