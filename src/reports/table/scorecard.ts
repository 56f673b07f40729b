/** The whole on one screen: sixteen lines in four groups. */
import { dateOf, dayNumber } from "../../model/day.ts";
import type { Answer, Cell, GoalBeside, ScorecardLine } from "../../query/index.ts";
import { rangeText } from "../../wording/dates.ts";
import { percent, shortMoney, type Writing } from "../../wording/figures.ts";
import { isOriginless } from "../../wording/flags.ts";
import { withWholeShares } from "../../wording/shares.ts";
import { unfilteredTexts } from "../../wording/unfiltered.ts";
import { changeMark } from "./change.ts";
import { onPace } from "./goals.ts";
import { type Column, gridLines } from "./grid.ts";
import { filterText } from "./headline.ts";
import { type Line, plain, toned } from "./paint.ts";
import { instantText } from "./periods.ts";
import type { Show } from "./show.ts";
import { course, sparkline } from "./spark.ts";
import { telling } from "./telling.ts";
import { figure } from "./units.ts";
import { harmless, wrap } from "./width.ts";

/** The groups as they are read, and each one's KPIs in order; others of a group follow. */
const groups = [
  {
    id: "fill",
    title: "Fill",
    order: ["lead_origin", "cost_per_lead", "lead_stage_share", "lead_conversion", "opportunities_created"],
  },
  { id: "work", title: "Work", order: ["activities", "response_time", "follow_up_rate", "response_sentiment"] },
  {
    id: "flow",
    title: "Flow",
    order: ["stage_conversion", "stage_duration", "pipeline_by_stage", "sales_cycle_length"],
  },
  { id: "win", title: "Win", order: ["win_rate", "close_rate", "goal_attainment"] },
] as const;

const placed = new Map<string, number>(
  groups.flatMap(({ order }, group) => order.map((id, index) => [id, group * 100 + index] as const)),
);
const groupIndex = (line: ScorecardLine): number => {
  const own = placed.get(line.kpi.id);
  return own === undefined ? groups.findIndex(({ id }) => id === line.kpi.group) * 100 + 99 : own;
};

const absence: Readonly<Record<string, (cell: Cell) => string>> = {
  small_sample: ({ n }) => `too few (${n})`,
  not_measurable: () => "no data",
  not_reached: () => "not yet",
  no_spend: () => "no spend known",
};

const valueLine = (cell: Cell, writing: Writing): Line => {
  if (cell.value !== null) return toned("strong", figure(cell.value, writing).replace(/ days?$/, " d"));
  if (isOriginless(cell.flags, cell.more)) return toned("dim", "unknown");
  const flag = cell.flags.find((one) => one in absence);
  return toned("dim", flag === undefined ? "–" : (absence[flag]?.(cell) ?? "–"));
};

const goalTarget = (target: number, { unit, currency }: Writing): string =>
  unit === "money" && Math.abs(target) >= 1000 ? shortMoney(target, currency) : figure(target, { unit, currency });

/** What a goal is for, where that is not what the figure beside it is of: a quarter's target beside a year's sum would be read as the year's. */
const datesOf = ({ starts_on, ends_on }: GoalBeside, { from, to }: Answer["question"]): string => {
  const end = dateOf(dayNumber(ends_on) + 1);
  if (starts_on === from && end === to) return "";
  // A month or a quarter needs no year where the figure ends in the same one.
  const year = dateOf(dayNumber(to) - 1).slice(0, 4);
  return `, ${rangeText({ from: starts_on, to: end }).replace(new RegExp(`^(Q\\d|\\p{L}+) ${year}$`, "u"), "$1")}`;
};

const goalLine = ({ goal, answer }: ScorecardLine, writing: Writing): Line => {
  if (goal === null) return [];
  const reached = goal.value === null ? "–" : percent(goal.value, 0);
  const tone = goal.pace === null ? "plain" : goal.pace >= 1 ? "good" : goal.pace >= 0.9 ? "plain" : "bad";
  return [
    ...toned(tone, reached),
    ...toned("dim", ` of ${goalTarget(goal.target, writing)}${datesOf(goal, answer.question)}`),
  ];
};

/** How many goals are on pace stands for them all. */
const goalsRow = ({ kpi, answer }: ScorecardLine): Line[] => {
  const judged = onPace(answer.rows);
  const good = judged.filter((is) => is);
  const has = judged.length > 0;
  return [
    plain(` ${kpi.name}`),
    has ? toned("strong", percent(good.length / judged.length, 0)) : toned("dim", "no goals"),
    [],
    [],
    has ? toned("dim", `${good.length} of ${judged.length} on pace`) : [],
  ];
};

/** Names too long for one screen. */
const shortNames: Readonly<Record<string, string>> = { lead_origin: "Leads from marketing" };

const rowOf = (line: ScorecardLine, show: Show): Line[] => {
  const { kpi, trend } = line;
  const answer = withWholeShares(line.answer);
  if (kpi.type === "goal") return goalsRow(line);
  if (show.noneWins(kpi.id)) return [plain(` ${kpi.name}`), toned("dim", "no won stage"), [], [], []];
  const writing = { unit: answer.definition.unit, currency: show.currency };
  const { cell, words } = telling({ ...line, answer });
  return [
    plain(` ${shortNames[kpi.id] ?? kpi.name}`),
    valueLine(cell, writing),
    changeMark(cell, answer.definition.better, writing),
    toned("accent", sparkline(course(trend, answer.question), 14)),
    words === "" ? goalLine(line, writing) : toned("dim", harmless(words)),
  ];
};

const columnsOf = (lines: readonly ScorecardLine[]): readonly Column[] => [
  { title: "", align: "left", drop: 0 },
  { title: "Value", align: "right", drop: 0 },
  { title: "Change", align: "right", drop: 1 },
  { title: `By ${(lines[0]?.grain ?? "month").replace("-", " ")}`, align: "left", drop: 3 },
  { title: "Goal, or stage", align: "left", drop: 2, comfortable: 14 },
];

const heading = (lines: readonly ScorecardLine[], workspace: string, show: Show): string[] => {
  const question = lines[0]?.answer.question;
  if (question === undefined) return [];
  const compared = lines.find(({ answer }) => answer.question.compare !== undefined)?.answer.question.compare;
  const filters = new Set(lines.flatMap(({ answer }) => answer.question.where.map(filterText)));
  const context = [
    rangeText(question),
    ...(compared === undefined ? [] : [`against ${rangeText(compared)}`]),
    ...[...filters].map(harmless),
    `as of ${instantText(question.as_of, question.timezone)}`,
  ].join(" · ");
  return [
    show.paint("strong", harmless(workspace)),
    ...wrap(context, show.width).map((text) => show.paint("dim", text)),
    "",
  ];
};

const unfiltered = (lines: readonly ScorecardLine[]): string[] =>
  unfilteredTexts(
    lines.map(({ kpi, answer }) => ({
      name: kpi.name,
      dimensions: answer.question.where.map(({ dimension }) => dimension),
    })),
  ).map(harmless);

/** About twenty-eight lines of eighty columns. */
export const scorecardLines = (lines: readonly ScorecardLine[], workspace: string, show: Show): string[] => {
  const sorted = lines.toSorted((a, b) => groupIndex(a) - groupIndex(b));
  const rows = groups.flatMap(({ title }, index) => {
    const own = sorted.filter((line) => Math.floor(groupIndex(line) / 100) === index);
    return own.length === 0 ? [] : [[toned("strong", title), [], [], [], []], ...own.map((line) => rowOf(line, show))];
  });
  const isBefore = lines.some(({ answer }) => answer.notes.some(({ code }) => code === "begins_later"));
  const none = isBefore ? "no clear change, or its data begins later than what it is compared with" : "no clear change";
  const notes = `– : ${none}. quarterdeck kpi ID says more of one; quarterdeck kpis ID what it means.`;
  return [
    ...heading(lines, workspace, show),
    ...gridLines({ columns: columnsOf(lines), rows }, show.width, show.paint),
    "",
    ...[...unfiltered(sorted), notes].flatMap((note) => wrap(note, show.width)).map((text) => show.paint("dim", text)),
  ];
};
