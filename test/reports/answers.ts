/** Answers made by hand for the tables: small, and with everything in them that a table can show. */
import { partsOf } from "../../src/kinds/index.ts";
import { catalogue } from "../../src/kpis/index.ts";
import { units } from "../../src/model/calendar.ts";
import type { Answer, Cell, Row } from "../../src/query/answer.ts";
import type { ScorecardLine } from "../../src/query/asker.ts";
import { paintOf } from "../../src/reports/table/paint.ts";
import type { Show } from "../../src/reports/table/show.ts";
import { exampleConfig } from "../example.ts";

const cell = (over: Partial<Cell>): Cell => ({
  value: null,
  num: null,
  den: null,
  n: 0,
  interval: null,
  excluded: {},
  flags: [],
  more: {},
  ...over,
});

const row = (label: string | null, dimension: string, over: Partial<Row>, period: string | null = null): Row => ({
  period,
  keys: { [dimension]: label === null ? null : label.toLowerCase() },
  labels: { [dimension]: label ?? "Unassigned" },
  ...cell(over),
});

export const showAt = (width: number, colours = false): Show => ({
  width,
  paint: paintOf(colours),
  currency: "USD",
  limits: { small: 5, few: 30 },
  startsOf: (range) => units(range, "month", exampleConfig).map(({ clippedStart }) => clippedStart),
  noneWins: () => false,
  unitOf: (kpi) => (kpi === "activities" ? "count" : kpi === "win_rate" ? "ratio" : "money"),
});

/** What the catalogue says of a KPI and a variant of it. */
export const definitionOf = (kpi: string, variant = "default"): Answer["definition"] => {
  const found = catalogue.find(({ id }) => id === kpi)!;
  const defined = found.variants[variant]!;
  return {
    ...{ version: found.version, variant, name: found.name, formula: defined.formula, better: found.better },
    ...{ unit: defined.unit ?? found.unit, type: defined.type ?? found.type },
    ...{ additivity: defined.additivity ?? found.additivity, parts: partsOf(found, defined) },
  };
};

const answerTo = (
  kpi: string,
  over: Partial<Omit<Answer, "question">> & { question?: Partial<Answer["question"]> },
): Answer => {
  const { question, ...rest } = over;
  return {
    kpi,
    definition: definitionOf(kpi),
    question: {
      from: "2026-01-01",
      to: "2026-04-01",
      timezone: "America/New_York",
      as_of: "2026-04-01T04:00:00.000Z",
      grain: null,
      by: [],
      where: [],
      ...question,
    },
    watermark: "2026-04-01T04:00:00.000Z",
    total: cell({}),
    rows: [],
    notes: [],
    ...rest,
  };
};

const won = (value: number, num: number, den: number, interval: [number, number]): Partial<Row> => ({
  value,
  num,
  den,
  n: den,
  interval,
  more: { ratio: num / (den - num), won: num, lost: den - num },
});

/** Win rate by team against the quarter before: better, worse, noise, too few, nothing. */
export const winRateByTeam = (): Answer =>
  answerTo("win_rate", {
    question: { by: ["team"], compare: { from: "2025-10-01", to: "2026-01-01" } },
    total: {
      ...cell(won(4238 / 6711, 4238, 6711, [0.6199, 0.643])),
      excluded: { merged: 12, deleted: 3, no_close_date: 1 },
      previous: cell({ value: 0.6102, num: 3900, den: 6391, n: 6391 }),
      change: { absolute: 0.0213, relative: 0.035, verdict: "up" },
    },
    rows: [
      row("Europe", "team", {
        ...won(0.7, 700, 1000, [0.671, 0.7276]),
        previous: cell({ value: 0.6, num: 600, den: 1000, n: 1000 }),
        change: { absolute: 0.1, relative: 0.1667, verdict: "up" },
      }),
      row("West Coast and the Mountain States", "team", {
        ...won(0.5, 500, 1000, [0.469, 0.531]),
        previous: cell({ value: 0.6, num: 600, den: 1000, n: 1000 }),
        change: { absolute: -0.1, relative: -0.1667, verdict: "down" },
      }),
      row("東京", "team", {
        ...won(0.55, 11, 20, [0.342, 0.742]),
        flags: ["few_records"],
        previous: cell({ value: 0.5, num: 10, den: 20, n: 20 }),
        change: { absolute: 0.05, relative: 0.1, verdict: "no_clear_change" },
      }),
      row("New", "team", {
        num: 1,
        den: 3,
        n: 3,
        flags: ["small_sample"],
        previous: cell({ num: 0, den: 0, flags: ["no_denominator"] }),
        change: { absolute: null, relative: null, verdict: "too_few" },
      }),
      row(null, "team", {
        num: 0,
        den: 0,
        flags: ["no_denominator"],
        previous: cell({ num: 0, den: 0, flags: ["no_denominator"] }),
        change: { absolute: null, relative: null, verdict: "too_few" },
      }),
    ],
    notes: [
      {
        code: "no_history",
        count: 6711,
        message: "6,711 records have no stage history: their own close date was used.",
      },
    ],
  });

/** Money by month, the last still running. */
export const costByMonth = (): Answer =>
  answerTo("cost_per_lead", {
    question: { grain: "month", where: [{ dimension: "channel", operator: "in", values: ["web", null] }] },
    total: cell({
      value: 74.5,
      num: 1_234_567.5,
      den: 16571,
      n: 16571,
      interval: [70.1, 79.25],
      flags: ["from_budget", "to_date"],
      more: { spend_without_leads: 1200 },
    }),
    rows: ["2026-01-01", "2026-02-01", "2026-03-01"].map(
      (period, index): Row => ({
        period,
        keys: {},
        labels: {},
        ...cell({
          value: [50, 75.25, 1250][index] ?? null,
          num: 10000,
          den: [200, 133, 8][index] ?? null,
          n: 8,
          interval: [40, 1400],
          flags: index === 2 ? ["few_records", "to_date"] : [],
        }),
      }),
    ),
  });

/** Lengths of time by stage, one limit of which is open. */
export const durationByStage = (): Answer =>
  answerTo("stage_duration", {
    question: { by: ["stage"] },
    total: cell({ flags: ["not_additive"] }),
    rows: [
      row("Qualified", "stage", { value: 6, num: 40, den: 50, n: 50, interval: [5, 8.5], more: { p90: 20.25 } }),
      row("Proposal", "stage", {
        num: 3,
        den: 40,
        n: 40,
        interval: [90, null],
        flags: ["not_reached"],
        more: { p90: null },
      }),
    ],
  });

/** A person's win rate month by month. */
export const winRateByPersonAndMonth = (): Answer =>
  answerTo("win_rate", {
    question: { by: ["person"], grain: "month" },
    total: cell({ ...won(0.5, 30, 60, [0.38, 0.62]) }),
    rows: ["2026-01-01", "2026-02-01", "2026-03-01"].flatMap((period, month) =>
      ["Anna Snelling", "Bo"].map((name, person) =>
        row(
          name,
          "person",
          person === 1 && month === 0
            ? { num: 0, den: 2, n: 2, flags: ["small_sample"] }
            : won(0.4 + month / 10, 4 + month, 10, [0.1, 0.8]),
          period,
        ),
      ),
    ),
  });

export const goalsAnswer = (): Answer =>
  answerTo("goal_attainment", {
    question: { by: ["goal"] },
    total: cell({ flags: ["not_additive"] }),
    rows: [
      { pace: 1.1, kpi: "activities", num: 550, den: 1000 },
      { pace: 0.7, kpi: "win_rate", num: 0.21, den: 0.3 },
    ].map(
      ({ pace, kpi, num, den }, index): Row => ({
        period: null,
        keys: { goal: `g${index}` },
        labels: {
          goal: `Acme: ${kpi}`,
          kpi,
          variant: "default",
          scope: "company",
          scope_id: "",
          starts_on: "2026-01-01",
          ends_on: "2026-03-31",
        },
        ...cell({ value: num / den, num, den, n: 10, more: { pace } }),
      }),
    ),
  });

/** Sixteen lines: figures by the KPI's unit, every verdict, goals for some. */
export const scorecard = (): readonly ScorecardLine[] =>
  catalogue.map((kpi, index) => {
    if (kpi.type === "goal") return { kpi, answer: goalsAnswer(), grain: "month", trend: [], goal: null };
    const value = { days: 42.25, hours: 3.5, ratio: 0.31, share: 0.62, money: 74.5, count: 12345 }[kpi.unit];
    const verdict = (["up", "down", "no_clear_change", "too_few"] as const)[index % 4] ?? "up";
    const figures = {
      value,
      num: 31,
      den: 100,
      n: 100,
      previous: cell({ value: value * 0.9 }),
      change: {
        absolute: value * (verdict === "down" ? -0.1 : 0.1),
        relative: verdict === "down" ? -0.1 : 0.1,
        verdict,
      },
    };
    const byStage = ["lead_stage_share", "stage_conversion", "stage_duration", "pipeline_by_stage"].includes(kpi.id);
    const compare = { from: "2025-10-01", to: "2026-01-01" };
    return {
      kpi,
      answer: byStage
        ? answerTo(kpi.id, {
            question: { by: ["stage"], compare },
            total: kpi.id === "pipeline_by_stage" ? cell(figures) : cell({ flags: ["not_additive"] }),
            rows: [
              row("Needs analysis", "stage", figures),
              row("Negotiation", "stage", { ...figures, value: value * 2 }),
            ],
          })
        : answerTo(kpi.id, { question: { compare }, total: cell(figures) }),
      grain: "month",
      trend: byStage
        ? []
        : [1, 2, 4, 3, 5, null, 6, 5, 4, 4, 3, 8].map((value, month) => ({
            period: `2025-${String(month + 1).padStart(2, "0")}-01`,
            value,
            interval: null,
            flags: [],
          })),
      goal:
        kpi.id === "win_rate"
          ? { target: 0.35, value: 0.885, pace: 0.885, starts_on: "2026-01-01", ends_on: "2026-03-31" }
          : kpi.id === "activities"
            ? { target: 10000, value: 1.23, pace: 1.1, starts_on: "2026-03-01", ends_on: "2026-03-31" }
            : null,
    };
  });

/** Of one quarter: nothing was reopened, three records are not in the pipeline any more. */
export const balanceSheet = (): Answer =>
  answerTo("pipeline_by_stage", {
    total: cell({
      value: 241,
      num: 241,
      n: 241,
      more: {
        open_start: 242,
        open_start_money: 6_533_115.8,
        created: 1_712,
        created_money: 46_746_398.8,
        reopened: 0,
        reopened_money: 0,
        moved_in: 131,
        moved_in_money: 3_291_078.4,
        won: 417,
        won_money: 12_058_729.9,
        lost: 1_249,
        lost_money: 34_265_125.2,
        no_decision: 0,
        no_decision_money: 0,
        moved_out: 178,
        moved_out_money: 4_755_989.7,
        deleted: 0,
        deleted_money: 0,
        open_end: 241,
        open_end_money: 5_863_312.4,
        deleted_later: 3,
        deleted_later_money: 71_000,
        repriced_money: 372_564.2,
        currency_money: 0,
      },
    }),
    rows: [],
  });
