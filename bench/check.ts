/** Whether the floor and the engine say the same, before anybody is timed. */
import type { Answer, Row } from "../src/query/answer.ts";
import { year } from "./questions.ts";

type Cells = readonly Record<string, unknown>[];

const number = (value: unknown): number | null => (value === null || value === undefined ? null : Number(value));

const isClose = (a: number | null, b: number | null): boolean =>
  a === null || b === null ? a === b : Math.abs(a - b) <= 1e-6 * Math.max(1, Math.abs(a), Math.abs(b));

/** The floor's group of an answer's row: a month's number, or the number in an id such as `p12`. */
const groupOf = (row: Row): number | null => {
  if (row.period !== null)
    return (
      Number(row.period.slice(0, 4)) * 12 + Number(row.period.slice(5, 7)) - (Number(year.from.slice(0, 4)) * 12 + 1)
    );
  const key = row.keys.person ?? row.keys.campaign;
  return key === null || key === undefined ? null : Number(key.slice(1));
};

/** Differences as sentences; figures that the floor does not say are not compared. */
export const differences = (
  name: string,
  answer: Answer,
  cells: Cells,
  stages: ReadonlyMap<string, number>,
): readonly string[] => {
  if (name.startsWith("goal_attainment")) return goals(answer, cells);
  const isStock = name.startsWith("lead_stage_share") || name.startsWith("pipeline_by_stage");
  const byStage = cells.some((cell) => "stage" in cell);
  const byPerson = name.endsWith("by person");
  const found: string[] = [];
  for (const cell of cells) {
    if (isStock && (cell.excluded !== null || cell.excluded === undefined)) continue;
    const isTotal = Number(cell.is_total) === 1;
    const group = number(isStock && byPerson ? cell.person_no : cell.g);
    const row = isTotal
      ? answer.total
      : answer.rows.find((one) => {
          const key = one.keys.stage;
          const stage = key === null || key === undefined ? null : (stages.get(key) ?? null);
          return groupOf(one) === group && (!byStage || stage === number(cell.stage));
        });
    if (isTotal && byStage) continue;
    const where = `${name}, ${isTotal ? "total" : `${group} ${byStage ? number(cell.stage) : ""}`}`;
    if (row === undefined) {
      if ((number(cell.num) ?? 0) > 0) found.push(`${where}: the engine has no such row`);
      continue;
    }
    for (const key of ["num", "den"] as const)
      if (key in cell && row[key] !== null && !isClose(number(cell[key]) ?? 0, row[key]))
        found.push(`${where} ${key}: by hand ${String(cell[key])}, engine ${row[key]}`);
    if (
      "value" in cell &&
      row.value !== null &&
      !row.flags.includes("small_sample") &&
      !isClose(number(cell.value), row.value)
    )
      found.push(`${where} value: by hand ${String(cell.value)}, engine ${row.value}`);
  }
  return found;
};

const goals = (answer: Answer, cells: Cells): readonly string[] =>
  answer.rows.flatMap((row) => {
    const scope = row.labels.scope === "company" ? row.labels.kpi : row.labels.scope;
    const cell = cells.find(
      (one) =>
        one.kpi === scope &&
        one.excluded === null &&
        (row.labels.scope === "company" || number(one.g) === Number(row.labels.scope_id?.slice(1))),
    );
    const value = number(cell?.value);
    return isClose(value ?? 0, row.num ?? 0) ? [] : [`goal ${row.keys.goal}: by hand ${value}, engine ${row.num}`];
  });
