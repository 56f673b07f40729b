/** Figures of nothing, which would say more than is known. */

import { describe, expect, it } from "vitest";
import { catalogue } from "../../src/kpis/index.ts";
import { parseConfig } from "../../src/model/config.ts";
import type { Flag } from "../../src/model/flags.ts";
import type { Asker } from "../../src/query/asker.ts";
import type { Cell } from "../../src/query/index.ts";
import { answerLines } from "../../src/reports/table/answer.ts";
import { scorecardLines } from "../../src/reports/table/scorecard.ts";
import { plainLook, showOf } from "../../src/reports/table/show.ts";
import { reasonOf } from "../../web/src/words/flags.ts";
import { costByMonth, scorecard, showAt, winRateByTeam } from "./answers.ts";

const page = { limit: 50, offset: 0 };

describe("where no stage of the process means won", () => {
  const show = { ...showAt(100), noneWins: (kpi: string) => kpi === "win_rate" };
  const rate = winRateByTeam();

  it("the scorecard says so in place of a rate of nothing, its change and its course", () => {
    const line = scorecardLines(scorecard(), "Acme", show).find((one) => one.includes("Win rate"));
    expect(line?.trim()).toMatch(/^Win rate +no won stage$/);
  });

  it("so does the KPI, and says what to do about it", () => {
    const [first, , ...rest] = answerLines(rate, show, page);
    expect(first).toBe("Win rate  –  no stage means won");
    expect(rest.join(" ")).toBe(
      "No stage of the process is declared as won, so no deal can count as won; quarterdeck.yaml says which one is: category: won.",
    );
  });

  it("is known from the process", () => {
    const yaml = (stages: string) => `workspace: Acme\npipelines: [{id: sales, stages: [${stages}]}]`;
    const of = (stages: string) =>
      showOf({ config: parseConfig(yaml(stages), "quarterdeck.yaml"), catalogue } as unknown as Asker, plainLook);
    const lost = "{id: offer, of: opportunity}, {id: lost, of: opportunity, category: lost}";
    expect(["win_rate", "close_rate", "activities"].map(of(lost).noneWins)).toEqual([true, true, false]);
    expect(of(`${lost}, {id: won, of: opportunity, category: won}`).noneWins("win_rate")).toBe(false);
  });
});

describe("where a figure of nothing would mislead", () => {
  const changed = (kpi: string, total: Partial<Cell>) => {
    const lines = scorecard().map((line) =>
      line.kpi.id !== kpi
        ? line
        : { ...line, answer: { ...line.answer, total: { ...line.answer.total, change: undefined, ...total } } },
    );
    return { lines, answer: lines.find((line) => line.kpi.id === kpi)!.answer };
  };

  it("leads of which nothing says who brought them are no leads from nobody", () => {
    const more = { marketing: 0, sales: 0, unknown: 8000 };
    const { lines, answer } = changed("lead_origin", { value: null, flags: ["no_denominator"], more });
    const row = scorecardLines(lines, "Acme", showAt(100)).find((line) => line.includes("Leads from marketing"));
    expect(row).toMatch(/^ Leads from marketing +unknown /);
    expect(answerLines(answer, showAt(240), page)[0]).toBe(
      "Marketing-originated leads  –  nothing says of these leads whether marketing or sales brought them: the origin of a lead or of its campaign does, a channel alone does not",
    );
  });

  it("a figure that is missing is missing for the same reason as on the page: too young, not of nothing", () => {
    const young = {
      value: null,
      num: 0,
      den: 0,
      n: 0,
      flags: ["no_denominator"] as Flag[],
      excluded: { immature: 12 },
    };
    const { answer } = changed("lead_conversion", young);
    const told = answerLines(answer, showAt(240), page)[0];
    expect(told).toMatch(/ {2}– {2}the records here are not old enough yet to be judged/);
    expect(reasonOf(young.flags, young.excluded).long).toBe("The records here are not old enough yet to be judged.");
  });

  it("of a rate of 100% it is said that nothing was lost: what was lost may not be in the data at all", () => {
    const told = (value: number) =>
      scorecardLines(changed("win_rate", { value }).lines, "Acme", showAt(100)).find((line) =>
        line.includes("Win rate"),
      );
    expect(told(1)).toMatch(/ 100\.0% .* nothing was lost$/);
    expect(told(0.31)).not.toContain("lost");
  });

  it("the whole of the leads is the share of no stage where there are too few for the share of any", () => {
    const withheld = { value: null, interval: null, change: undefined, n: 3, flags: ["small_sample"] as Flag[] };
    const lines = changed("lead_stage_share", { value: 1, num: 3, den: 3, n: 3 }).lines.map((line) =>
      line.kpi.id === "lead_stage_share"
        ? { ...line, answer: { ...line.answer, rows: line.answer.rows.map((row) => ({ ...row, ...withheld })) } }
        : line,
    );
    const row = scorecardLines(lines, "Acme", showAt(100)).find((line) => line.includes("Leads by stage"));
    expect(row?.trim()).toMatch(/^Leads by stage +too few \(3\)$/);
  });

  it("where no spend is known there is no cost, in no line, no table and no course", () => {
    const unspent = { value: null, num: null, flags: ["no_spend"] as Flag[] };
    const { lines, answer } = changed("cost_per_lead", { ...unspent, interval: null, more: {} });
    const trend = [30, null, 60].map((value, index) => ({
      ...{ period: `2026-0${index + 1}-01`, value, interval: null, flags: value === null ? unspent.flags : [] },
    }));
    const costed = lines.map((line) => (line.kpi.id === "cost_per_lead" ? { ...line, trend, goal: null } : line));
    const row = scorecardLines(costed, "Acme", showAt(100)).find((line) => line.includes("Cost per lead"));
    expect(row?.trim()).toMatch(/^Cost per lead +no spend known +▁ █$/);
    const rows = costByMonth().rows.map((one, index) => (index === 1 ? { ...one, ...unspent } : one));
    const told = answerLines({ ...costByMonth(), total: { ...answer.total }, rows }, showAt(140), page);
    expect(told[0]).toMatch(/^Cost per lead {2}– {2}no spend is known here/);
    expect(told.find((line) => line.includes("Feb 2026"))).toMatch(/^Feb 2026 +–/);
    expect(told.join(" ")).not.toContain("$0.00");
  });

  it("of stages in which nothing stands, none has the most", () => {
    const lines = changed("pipeline_by_stage", { value: 0 }).lines.map((line) => ({
      ...line,
      answer: { ...line.answer, rows: line.answer.rows.map((row) => ({ ...row, value: 0 })) },
    }));
    const row = scorecardLines(lines, "Acme", showAt(100)).find((line) => line.includes("Opportunities by stage"));
    expect(row).not.toContain("most in");
  });

  it("deals that are known only from their close stand beside none that was opened", () => {
    const told = (value: number) =>
      scorecardLines(
        changed("opportunities_created", { value, more: { born_closed: 842 } }).lines,
        "Acme",
        showAt(100),
      ).find((line) => line.includes("Opportunities created"));
    expect(told(0)).toMatch(/ 0 .* 842 closed when created$/);
    expect(told(3)).not.toContain("closed when created");
  });
});
