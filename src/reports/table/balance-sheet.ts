/** The pipeline balance sheet: what was open at the start, what came, what went, what is open at the end, in number and in money. */
import type { Cell } from "../../query/index.ts";
import { countText } from "../../wording/figures.ts";
import type { Grid } from "./grid.ts";
import { plain, toned } from "./paint.ts";
import type { Show } from "./show.ts";
import { figure } from "./units.ts";

const bars = [
  ["open_start", "Open at the start"],
  ["created", "+ created"],
  ["reopened", "+ reopened"],
  ["moved_in", "+ moved in"],
  ["won", "− won"],
  ["lost", "− lost"],
  ["no_decision", "− no decision"],
  ["moved_out", "− moved out"],
  ["deleted", "− deleted"],
  ["repriced", "amounts changed"],
  ["currency", "rates changed"],
] as const;

const always = new Set<string>(["open_start", "created"]);

export const isBalanceSheet = ({ more }: Cell): boolean => "open_start" in more && "open_end" in more;

/** Bars of nothing are left out; that amounts or rates changed has no number. */
export const balanceSheetGrid = ({ more }: Cell, { currency }: Show): Grid => {
  const count = (bar: string): string => (bar in more ? countText(more[bar] ?? 0) : "");
  const money = (bar: string): string => figure(more[`${bar}_money`] ?? null, { unit: "money", currency });
  const shown = bars.filter(([bar]) => always.has(bar) || (more[bar] ?? 0) !== 0 || (more[`${bar}_money`] ?? 0) !== 0);
  return {
    columns: [
      { title: "Balance sheet", align: "left", drop: 0 },
      { title: "Opportunities", align: "right", drop: 0 },
      { title: "Amount", align: "right", drop: 1 },
    ],
    rows: shown.map(([bar, title]) => [plain(title), plain(count(bar)), plain(money(bar))]),
    total: [toned("strong", "Open at the end"), toned("strong", count("open_end")), toned("strong", money("open_end"))],
  };
};

/** A win that was undone was won in its own period, and came back in this one. */
export const undone = ({ more }: Cell): string[] => {
  const wins = more.undone ?? 0;
  return wins === 0
    ? []
    : [`${countText(wins)} of those reopened had been won: ${wins === 1 ? "that win was" : "those wins were"} undone.`];
};

/** A record stands until its deletion, so the sheet ends with more than the pipeline. */
export const deletedLater = ({ more }: Cell): string[] => {
  const later = more.deleted_later ?? 0;
  return later === 0
    ? []
    : [
        `${countText(later)} of those open at the end ${later === 1 ? "was" : "were"} deleted later: the pipeline no longer counts them.`,
      ];
};
