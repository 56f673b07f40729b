import { describe, expect, it } from "vitest";
import { parseFilter } from "../../src/cli/filters.ts";
import { catalogue } from "../../src/kpis/index.ts";
import type { Flag } from "../../src/model/flags.ts";
import type { Answer } from "../../src/query/answer.ts";
import type { RecordPage } from "../../src/query/asker.ts";
import type { Filter } from "../../src/query/question.ts";
import { answerLines } from "../../src/reports/table/answer.ts";
import { catalogueLines, definitionLines } from "../../src/reports/table/catalogue.ts";
import { checkLines } from "../../src/reports/table/findings.ts";
import { fitted, gridLines } from "../../src/reports/table/grid.ts";
import { plain } from "../../src/reports/table/paint.ts";
import { recordLines } from "../../src/reports/table/records.ts";
import { scorecardLines } from "../../src/reports/table/scorecard.ts";
import { widthOf } from "../../src/reports/table/width.ts";
import {
  balanceSheet,
  costByMonth,
  definitionOf,
  durationByStage,
  goalsAnswer,
  scorecard,
  showAt,
  winRateByPersonAndMonth,
  winRateByTeam,
} from "./answers.ts";

const page = { limit: 50, offset: 0 };
const records: RecordPage = {
  total: 4238,
  rows: [
    {
      id: "o-1",
      object: "opportunity",
      label: "Acme: Core\u001b[31m\nPlus",
      day: "2026-01-05",
      person: "Anna Snelling",
      amount: 18900,
      detail: { stage: "Won" },
    },
    { id: "o-2", object: "opportunity", label: "o-2", day: null, person: null, amount: null, detail: { stage: null } },
  ],
};
const finding = {
  code: "bad_date",
  table: "leads",
  record: "L7",
  file: "leads.csv",
  line: 12,
  column: "created_at",
  value: "31/02/2026",
  reason: "is not a date such as 2026-07-01",
};

const lost = { condition: "if the 27 were lost on the day they were expected to close", records: 27 };
const effectWords = { currency: "USD", kpis: catalogue };
const overdue = {
  code: "past_expected_close",
  count: 27,
  records: 27,
  examples: [
    {
      ...{ code: "past_expected_close", table: "opportunities", record: "o-9", file: null, line: null, column: null },
      value: "2026-06-30",
      reason: "is open though its expected close has passed: perhaps a loss that nobody entered",
    },
  ],
  effects: [
    { ...lost, kpi: "pipeline_by_stage", unit: "count", before: 250, after: 223, difference: -27, size: 0.4356 },
    { ...lost, kpi: "win_rate", unit: "ratio", before: 0.632, after: 0.61, difference: -0.022, size: 0.31 },
    { ...lost, kpi: "sales_cycle_length", unit: "days", before: 59.28, after: 59.67, difference: 0.39, size: 0.09 },
  ],
};

/** Every kind of table, by the name of its golden. */
const tables: Readonly<Record<string, (width: number, colours: boolean) => string[]>> = {
  "win-rate-by-team": (width, colours) => answerLines(winRateByTeam(), showAt(width, colours), page),
  "cost-by-month": (width, colours) => answerLines(costByMonth(), showAt(width, colours), page),
  "duration-by-stage": (width, colours) => answerLines(durationByStage(), showAt(width, colours), page),
  "win-rate-by-person-and-month": (width, colours) =>
    answerLines(winRateByPersonAndMonth(), showAt(width, colours), page),
  "balance-sheet": (width, colours) => answerLines(balanceSheet(), showAt(width, colours), page),
  goals: (width, colours) => answerLines(goalsAnswer(), showAt(width, colours), page),
  scorecard: (width, colours) => scorecardLines(scorecard(), "Acme", showAt(width, colours)),
  records: (width, colours) => recordLines(records, { one: "won", many: "won" }, 0, showAt(width, colours)),
  catalogue: (width, colours) => catalogueLines(catalogue, showAt(width, colours)),
  "win-rate-explained": (width, colours) =>
    definitionLines(catalogue.find(({ id }) => id === "win_rate")!, showAt(width, colours)),
  findings: (width, colours) =>
    checkLines(
      { groups: [{ code: "bad_date", count: 1204, records: 1100, examples: [finding] }], listed: [], total: 1204 },
      null,
      0,
      showAt(width, colours),
    ),
  "findings-with-effects": (width, colours) =>
    checkLines({ groups: [overdue], listed: [], total: 27 }, null, 0, showAt(width, colours), effectWords),
  "findings-of-a-code-with-effects": (width, colours) =>
    checkLines(
      { groups: [overdue], listed: overdue.examples, total: 27 },
      overdue.code,
      0,
      showAt(width, colours),
      effectWords,
    ),
  "findings-of-a-code": (width, colours) =>
    checkLines(
      {
        groups: [{ code: "bad_date", count: 1204, records: 1100, examples: [finding] }],
        listed: [finding],
        total: 1204,
      },
      "bad_date",
      0,
      showAt(width, colours),
    ),
};

describe("the table of", () => {
  for (const [name, lines] of Object.entries(tables)) {
    for (const width of [60, 80, 140])
      it(`${name} reads as it did, in ${width} columns`, async () => {
        await expect(`${lines(width, false).join("\n")}\n`).toMatchFileSnapshot(`goldens/${name}-${width}.txt`);
      });
    it(`${name} reads as it did, in colour`, async () => {
      const text = `${lines(80, true).join("\n")}\n`.replaceAll("\u001b", "␛");
      await expect(text).toMatchFileSnapshot(`goldens/${name}-colour.txt`);
    });
    it(`${name} is never wider than its terminal, and colours change no letter of it`, () => {
      for (const width of [50, 60, 80, 100, 140]) {
        const bare = lines(width, false);
        // A word that is longer than the terminal, such as a command, has nowhere to break.
        const wide = bare.filter((line) => widthOf(line) > width && line.trim().includes(" "));
        expect(wide, `${width} columns`).toEqual([]);
        // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are escape sequences.
        expect(lines(width, true).map((line) => line.replaceAll(/\u001b\[\d+m/g, "").trimEnd())).toEqual(
          bare.map((line) => line.trimEnd()),
        );
      }
    });
  }
});

describe("a table of figures", () => {
  it("says plainly when too few records say nothing", () => {
    const { rows, ...rest } = winRateByTeam();
    const few = { ...rest, rows: [], total: { ...rows[3]!, previous: undefined, change: undefined } };
    const lines = answerLines({ ...few, question: { ...few.question, compare: undefined, by: [] } }, showAt(100), page);
    expect(lines[0]).toBe("Win rate  –  too few records (3) to say");
  });

  it("of a range that has not begun says so, not that it is running, nor that its records are too few", () => {
    const { question, total, ...rest } = winRateByTeam();
    const range = { from: "2026-04-01", to: "2026-05-01", compare: { from: "2026-03-01", to: "2026-04-01" } };
    const ahead: Answer = {
      ...rest,
      question: { ...question, ...range },
      total: {
        ...total,
        ...{ value: null, num: 0, den: 0, n: 0, interval: null, flags: ["no_denominator", "to_date"] },
        change: { absolute: null, relative: null, verdict: "too_few" },
      },
    };
    const [first, second] = answerLines(ahead, showAt(200), page);
    expect(first).toContain("– too early to compare with 61.0% in Mar 2026");
    expect(second).toMatch(/as of the end of 31 Mar 2026 · not begun yet$/);
    const begun = { ...ahead, question: { ...ahead.question, as_of: "2026-04-01T04:00:01.000Z" } };
    expect(answerLines(begun, showAt(200), page)[1]).toMatch(/still running$/);
  });

  it("colours a fall red where more is better, and green where less is", () => {
    const red = "\u001b[31m▼";
    const green = "\u001b[32m▼";
    const falling = (better: "higher" | "lower") => {
      const answer = winRateByTeam();
      return answerLines(
        { ...answer, definition: { ...answer.definition, better }, rows: answer.rows.slice(1, 2) },
        showAt(140, true),
        page,
      ).join("\n");
    };
    expect(falling("higher")).toContain(red);
    expect(falling("higher")).not.toContain(green);
    expect(falling("lower")).toContain(green);
    expect(falling("lower")).not.toContain(red);
  });

  it("shows a change that may be chance as a dash, never as an arrow", () => {
    const answer = winRateByTeam();
    const quiet = answerLines({ ...answer, rows: answer.rows.slice(2) }, showAt(140), page);
    expect(quiet.filter((line) => /東京|New|Unassigned/.test(line)).join("\n")).not.toMatch(/[▲▼]/);
  });

  it("writes the bars of a balance sheet under each other, and none of them beside the headline", () => {
    const text = answerLines(balanceSheet(), showAt(140), page).join("\n");
    expect(text).toMatch(/− won +417 +\$12,058,730/);
    expect(text).not.toContain("reopened");
    expect(text).not.toContain("open start");
    expect(text).toContain("3 of those open at the end were deleted later");
  });

  it("says how many rows it leaves out, of units side by side as well", () => {
    const told = (answer: Answer, limit: number, offset: number): string | undefined =>
      answerLines(answer, showAt(200), { limit, offset }).find((line) => line.includes("--offset"));
    const first = "those of the most records first: --limit and --offset show others.";
    expect(told(winRateByTeam(), 2, 1)).toBe(`Rows 2 to 3 of 5, ${first}`);
    expect(told(winRateByPersonAndMonth(), 1, 1)).toBe(`Rows 2 to 2 of 2, ${first}`);
    expect(told(winRateByPersonAndMonth(), 2, 2)).toBe("None of 2 rows: --limit and --offset show others.");
    expect(told(winRateByPersonAndMonth(), 2, 0)).toBeUndefined();
  });

  it("shows those of the most records first where it leaves some out: the first by name are nobody in particular", () => {
    const { rows: given, question, ...rest } = winRateByTeam();
    const all = [...given].reverse();
    const names = (answer: Answer, limit: number): readonly string[] => {
      const lines = answerLines(answer, showAt(200), { limit, offset: 0 });
      return lines.flatMap((line) =>
        all.map(({ labels }) => labels.team ?? "").filter((name) => line.startsWith(name)),
      );
    };
    const byRecords = [...all].sort((a, b) => b.n - a.n).map(({ labels }) => labels.team ?? "");
    expect(byRecords).not.toEqual(all.map(({ labels }) => labels.team));
    expect(names({ ...rest, question, rows: all }, 4)).toEqual(byRecords.slice(0, 4));
    expect(names({ ...rest, question, rows: all }, 5)).toEqual(all.map(({ labels }) => labels.team));
  });

  it("says of units that have not begun that they are not yet, where 0 or what stands now would seem to be known", () => {
    const now = { as_of: "2026-02-11T05:00:00.000Z" };
    const told = (answer: Answer, start: RegExp): readonly string[] =>
      answerLines({ ...answer, question: { ...answer.question, ...now } }, showAt(200), page)
        .filter((line) => start.test(line))
        .map((line) => line.replaceAll(/ +/g, " "));
    expect(told(costByMonth(), /^(Jan|Feb|Mar)/)).toEqual([
      expect.stringMatching(/^Jan 2026 \$50\.00/),
      expect.stringMatching(/^Feb 2026 \$75\.25/),
      "Mar 2026 not yet",
    ]);
    expect(told(winRateByPersonAndMonth(), /^Anna/)).toEqual([expect.stringMatching(/ 40\.0% 50\.0% not yet$/)]);
  });

  it("shows every unit of time, and of what is counted none where a member has no row", () => {
    const { definition, rows, total, ...rest } = winRateByPersonAndMonth();
    const [first, , , last] = rows;
    const told = (answer: Answer): readonly string[] =>
      answerLines(answer, showAt(200), page)
        .filter((line) => /^(Person|Anna|Bo)/.test(line))
        .map((line) => line.replaceAll(/ +/g, " "));
    const some = [first, last].flatMap((row, index) =>
      row === undefined ? [] : [{ ...row, period: `2026-0${index + 2}-01` }],
    );
    const rates = { ...rest, definition, total, rows: some };
    expect(told(rates)).toEqual([
      "Person Course Jan 2026 Feb 2026 Mar 2026",
      "Anna Snelling ▄ – 40.0% –",
      "Bo ▄ – – 50.0%",
    ]);
    const counts = { kpi: "activities", definition: definitionOf("activities") };
    const counted = some.map((row, index) => ({ ...row, value: 4 + index }));
    expect(told({ ...rates, ...counts, rows: counted })).toEqual([
      "Person Course Jan 2026 Feb 2026 Mar 2026",
      "Anna Snelling ▁█▁ 0 4 0",
      "Bo ▁▁█ 0 0 5",
    ]);
  });

  it("shows shares of a whole that add up to exactly 100.0%, now and before", () => {
    const { definition, total, question, ...rest } = winRateByTeam();
    const share = (num: number, den: number) => ({ ...total, num, den, n: den, value: num / den, interval: null });
    const inStage = (stage: string, num: number, before: number) => ({
      ...{ period: null, keys: { stage }, labels: { stage }, ...share(num, 6), previous: share(before, 7) },
    });
    const whole: Answer = {
      ...{ ...rest, kpi: "lead_stage_share", total: share(6, 6), question: { ...question, by: ["stage"] } },
      definition: { ...definition, unit: "share", type: "stock" },
      rows: [inStage("a", 2, 2), inStage("b", 2, 2), inStage("c", 2, 3), inStage("none", 0, 0)],
    };
    const told = (answer: Answer): readonly string[] =>
      answerLines(answer, showAt(200), page).flatMap((line) => /^(?:[abc]|none) .*/.exec(line) ?? []);
    const shown = (lines: readonly string[]) => lines.map((line) => line.match(/\d+\.\d%/g));
    expect(shown(told(whole))).toEqual([
      ["33.4%", "28.6%"],
      ["33.3%", "28.6%"],
      ["33.3%", "42.8%"],
      ["0.0%", "0.0%"],
    ]);
    expect(shown(told({ ...whole, rows: whole.rows.slice(0, 1) }))).toEqual([["33.3%", "28.6%"]]);
    expect(told({ ...whole, definition: { ...definition, unit: "ratio" } })[0]).toContain("33.3%");
  });

  it("tells opportunities for each lead as its headline does: 0.24 is not 0.2", () => {
    const { total, rows, ...rest } = winRateByTeam();
    const counted = { value: 137, num: 137, den: null, interval: null, more: { per_lead: 137 / 566 } };
    const answer: Answer = {
      ...{ ...rest, kpi: "opportunities_created", definition: definitionOf("opportunities_created") },
      ...{ total: { ...total, ...counted }, rows: rows.map((row) => ({ ...row, ...counted })) },
    };
    const lines = answerLines(answer, showAt(200), page);
    expect(lines.find((line) => line.startsWith("Europe"))).toMatch(/ 0\.24$/);
    expect(lines.join("\n")).toContain("0.24 for each lead");
  });

  it("says of money what it is worth, once, and not that it is a cost", () => {
    const { total, rows, ...rest } = winRateByTeam();
    const worth = { ...rest, kpi: "opportunities_created", definition: definitionOf("opportunities_created", "value") };
    const priced = { value: 1200, num: 1200, den: null, interval: null, more: {} };
    const answer = { ...worth, total: { ...total, ...priced }, rows: rows.map((row) => ({ ...row, ...priced })) };
    const [head = ""] = answerLines(answer, showAt(200), { limit: 60, offset: 0 }).filter((line) => /^Team/.test(line));
    expect(head.split(/ {2,}/).map((title) => title.trim())).toEqual(["Team", "Value", "Change", "Before"]);
  });

  it("says what a dash means beside changes, where it shows any", () => {
    const { question, total, ...rest } = winRateByPersonAndMonth();
    const compared = winRateByTeam();
    const sideBySide: Answer = {
      ...rest,
      question: { ...question, compare: { from: "2025-10-01", to: "2026-01-01" } },
      total: compared.total,
    };
    expect(answerLines(sideBySide, showAt(200), page).join("\n")).not.toContain("– : no clear change");
    expect(answerLines(compared, showAt(200), page).join("\n")).toContain("– : no clear change");
  });

  it("has no legend of a dash where no dash stands, as below a figure that is not split", () => {
    const compared = winRateByTeam();
    const legend = (answer: typeof compared) =>
      answerLines(answer, showAt(200), page).join("\n").includes("– : no clear");
    const withVerdict = (verdict: "up" | "no_clear_change") => {
      const changed = { absolute: 0.05, relative: 0.1, verdict } as const;
      const told = <Of extends Answer["total"]>(one: Of): Of => ({ ...one, change: changed });
      return { ...compared, rows: compared.rows.map(told), total: told(compared.total) };
    };
    expect([legend(withVerdict("no_clear_change")), legend(withVerdict("up"))]).toEqual([true, false]);
    expect(legend({ ...withVerdict("no_clear_change"), rows: [] })).toBe(false);
  });

  it("opens to the records that it counted", () => {
    const text = answerLines(winRateByTeam(), showAt(200), page).join("\n");
    expect(text).toContain(
      "quarterdeck records win_rate --part num --from 2026-01-01 --to 2026-04-01 --as-of 2026-04-01T04:00:00.000Z lists the 4,238 won.",
    );
  });

  it("quotes a filter for the shell in the command that it offers", () => {
    expect(answerLines(costByMonth(), showAt(300), page).join("\n")).toContain("--where 'channel in web,'");
  });

  it("names in that command what is counted, and not the money that it comes to", () => {
    const { total, ...rest } = winRateByTeam();
    const worth = { value: 0.75, num: 31_000, den: 41_000, n: 6, more: { priced: 6, counted: 7, won: 5, lost: 2 } };
    const told = (answer: Answer): string => answerLines(answer, showAt(300), page).at(-1) ?? "";
    const byValue = { ...rest, definition: definitionOf("win_rate", "value"), total: { ...total, ...worth } };
    expect(told(byValue)).toMatch(/records win_rate --part den --variant value .* lists the 6 closed\.$/);
    const created = { ...rest, kpi: "opportunities_created", definition: definitionOf("opportunities_created") };
    expect(told({ ...created, total: { ...total, value: 1, num: 1, den: null, n: 1 } })).toMatch(
      / lists the 1 opportunity\.$/,
    );
  });

  it("says what a variant counts: who is observed, who was first touched, and not what the default does", () => {
    const { question, total, ...rest } = winRateByTeam();
    const alone = { ...question, by: [], compare: undefined };
    const told = (kpi: string, variant: string, more = {}): string =>
      answerLines(
        {
          ...{ ...rest, kpi, question: alone, definition: definitionOf(kpi, variant) },
          ...{ total: { ...total, value: 0.2, num: 38, den: 195, n: 195, more }, rows: [] },
        },
        showAt(300),
        page,
      ).join("\n");
    expect(told("sales_cycle_length", "km")).toMatch(/38 closed of 195 created .* lists the 195 created\.$/s);
    expect(told("response_sentiment", "cohort")).toContain("38 positive of 195 first touched");
    expect(told("close_rate", "from_qualified")).toContain("38 won of 195 qualified");
    expect(told("response_time", "routing", { share_answered: 0.5 })).toContain("50.0% assigned");
    expect(told("response_time", "default", { share_answered: 0.5 })).toContain("50.0% answered");
    expect(told("activities", "per_working_day")).toMatch(/--part num .* lists the 195 activities\.$/);
  });

  it("says that records are too few to compare where they are, and not where half have not got there yet", () => {
    const { total, ...rest } = winRateByTeam();
    const unknown = {
      ...{ value: null, interval: null },
      change: { absolute: null, relative: null, verdict: "too_few" },
    } as const;
    const first = (n: number, ...flags: Flag[]): string =>
      answerLines({ ...rest, total: { ...total, ...unknown, n, flags } }, showAt(300), page)[0] ?? "";
    expect(first(195, "not_reached")).toMatch(
      /not enough of them have got there yet {2}– not comparable with 61\.0% in Q4 2025$/,
    );
    expect(first(3, "small_sample")).toMatch(/– too few records to compare with 61\.0% in Q4 2025$/);
    expect(first(0, "no_denominator")).toMatch(/– too few records to compare with 61\.0% in Q4 2025$/);
  });

  it("asks in that command by the same filters, whatever names and values are made of", () => {
    const where: readonly Filter[] = [
      { dimension: "attribute.City, State", operator: "=", values: ["Boston, MA"] },
      { dimension: "attribute.Time in stage", operator: ">=", values: ["5"] },
      { dimension: 'attribute.Cost="value"', operator: "!=", values: [null] },
      { dimension: "account", operator: "in", values: ["Smith, Co", 'The "Other"', null] },
    ];
    const { question, ...rest } = winRateByTeam();
    const command = answerLines({ ...rest, question: { ...question, where } }, showAt(900), page).at(-1) ?? "";
    const typed = [...command.matchAll(/--where '([^']*)'/g)].map(([, text = ""]) => parseFilter(text));
    expect(typed).toEqual(where);
  });

  it("says money without what it is the cost of: a lead, an opportunity or a win", () => {
    const answer = costByMonth();
    const told = (variant: string): string =>
      answerLines({ ...answer, definition: definitionOf("cost_per_lead", variant) }, showAt(300), page).join("\n");
    expect(told("default")).toContain("$1,200 spent without a lead ");
    expect(told("per_opportunity")).toContain("$1,200 spent without an opportunity ");
    expect(told("per_win")).toContain("$1,200 spent without a win ");
  });
});

describe("a narrow terminal", () => {
  const grid = {
    columns: [
      { title: "Name", align: "left" as const, drop: 0 },
      { title: "First to go", align: "right" as const, drop: 2 },
      { title: "Next", align: "right" as const, drop: 1 },
      { title: "Value", align: "right" as const, drop: 0 },
    ],
    rows: [[plain("A name that is quite a bit longer than it needs to be"), plain("11"), plain("22"), plain("33")]],
  };

  it("takes columns away in their order, after names were shortened", () => {
    expect(fitted(grid, 140).dropped).toEqual([]);
    expect(fitted(grid, 55).dropped).toEqual([]);
    expect(fitted(grid, 40).dropped).toEqual(["First to go"]);
    expect(fitted(grid, 32).dropped).toEqual(["First to go", "Next"]);
  });

  it("keeps each row on one line", () => {
    for (const width of [20, 40, 60]) expect(gridLines(grid, width, (_, text) => text)).toHaveLength(3);
  });
});

describe("the scorecard", () => {
  it("fits one screen", () => {
    const lines = scorecardLines(scorecard(), "Acme", showAt(80));
    expect(lines.length).toBeLessThanOrEqual(30);
    expect(lines.join("\n")).toContain("By month");
  });

  it("says of no change that its data may begin later, where that of a figure does", () => {
    const [first, ...others] = scorecard();
    if (first === undefined) throw new Error("The scorecard has no line.");
    const note = { code: "begins_later", count: 0, message: "The data of this begins on 2026-01-02." };
    const later = { ...first, answer: { ...first.answer, notes: [note] } };
    const legend = (lines: typeof others) =>
      scorecardLines(lines, "Acme", showAt(200)).find((one) => one.startsWith("–"));
    expect(legend([first, ...others])).toMatch(/^– : no clear change\. /);
    expect(legend([later, ...others])).toContain("or its data begins later than what it is compared with");
  });

  it("shows every KPI of the catalogue once", () => {
    const text = scorecardLines(scorecard(), "Acme", showAt(200)).join("\n");
    const shown = catalogue.filter(
      ({ id, name }) =>
        text.split("\n").filter((line) => line.startsWith(` ${id === "lead_origin" ? "Leads from marketing" : name} `))
          .length === 1,
    );
    expect(shown.map(({ id }) => id)).toEqual(catalogue.map(({ id }) => id));
  });

  it("names what it is filtered by, and which of its lines are not", () => {
    const where = [{ dimension: "amount", operator: ">=", values: ["1000"] }] as const;
    const isFiltered = (id: string) => id !== "sales_cycle_length" && id !== "activities";
    const lines = scorecard().map((line) =>
      isFiltered(line.kpi.id)
        ? { ...line, answer: { ...line.answer, question: { ...line.answer.question, where } } }
        : line,
    );
    const text = scorecardLines(lines, "Acme", showAt(200)).join("\n");
    expect(text).toContain("amount >= 1000");
    expect(text).toMatch(/Not filtered by amount: (Activities, Sales cycle length|Sales cycle length, Activities)\./);
    expect(scorecardLines(scorecard(), "Acme", showAt(200)).join("\n")).not.toContain("Not filtered");
  });

  it("names the dates of a goal that are not those of the figure beside it", () => {
    const text = scorecardLines(scorecard(), "Acme", showAt(100)).join("\n");
    expect(text).toMatch(/ Activities .* 123% of 10,000, Mar$/m);
    expect(text).toMatch(/ Win rate .* 89% of 35\.0%$/m);
  });

  it("names the slowest stage and the lowest conversion", () => {
    const text = scorecardLines(scorecard(), "Acme", showAt(100)).join("\n");
    expect(text).toMatch(/Stage duration +84\.5 d .*slowest: Negotiation/);
    expect(text).toMatch(/Stage conversion +31\.0% .*lowest: Needs analysis/);
  });
});
