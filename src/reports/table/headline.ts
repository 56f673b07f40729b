/** The answer in a few lines: the figure, what it means, what it was made of. */
import type { Answer, Cell } from "../../query/index.ts";
import { rangeText, whenText } from "../../wording/dates.ts";
import type { Writing } from "../../wording/figures.ts";
import { flagClause, noWonStage, reasonOf, sentence } from "../../wording/flags.ts";
import { changeMark } from "./change.ts";
import { moreTexts } from "./figures.ts";
import { type Line, painted, plain, toned } from "./paint.ts";
import { hasBegun, instantText } from "./periods.ts";
import type { Show } from "./show.ts";
import { course, sparkline } from "./spark.ts";
import { figure, range } from "./units.ts";
import { cut, harmless, wrap } from "./width.ts";

/** `4,238 won of 6,711 closed`: what the figure was made of, as far as that says more than the figure. */
const madeOf = (answer: Answer, cell: Cell, currency: string): string | null => {
  const told = (part: "num" | "den"): string | null => {
    const [words, value] = [answer.definition.parts[part], cell[part]];
    return words === null || value === null
      ? null
      : `${figure(value, { unit: words.unit, currency })} ${value === 1 ? words.one : words.many}`;
  };
  const [num, den] = [told("num"), told("den")];
  if (num !== null && den !== null) return `${num} of ${den}`;
  return num !== null && cell.num === cell.value ? null : (num ?? den);
};

/** `money` and `num` may be beyond sums: a cost is not "of" leads. */
const madeOfCost = (answer: Answer, cell: Cell, currency: string): string | null => {
  const text = madeOf(answer, cell, currency);
  return answer.definition.unit === "money" ? (text?.replace(" of ", " for ") ?? null) : text;
};

/** A figure that is not known yet, as fewer than half have got there, is not for want of records. */
const isForWantOfRecords = ({ total }: Answer): boolean => {
  const unknown = [total, total.previous].flatMap((cell) => (cell?.value === null ? [cell] : []));
  return unknown.length === 0 || unknown.some(({ n, flags }) => n === 0 || flags.includes("small_sample"));
};

/** Of a change that nothing can be said about. */
const whyUnknown = (answer: Answer, before: string): string => {
  if (!hasBegun(answer.question.from, answer.question)) return `– too early to compare with ${before}`;
  if (answer.notes.some(({ code }) => code === "begins_later"))
    return `– not comparable with ${before}: its data begins later`;
  return isForWantOfRecords(answer) ? `– too few records to compare with ${before}` : `– not comparable with ${before}`;
};

const comparison = (answer: Answer, writing: Writing): Line => {
  const { total, question } = answer;
  const { change, previous } = total;
  if (change === undefined || previous === undefined || question.compare === undefined) return [];
  const before = `${figure(previous.value, writing)} ${whenText(question.compare)}`;
  const told =
    change.verdict === "too_few"
      ? toned("dim", whyUnknown(answer, before))
      : change.verdict === "no_clear_change"
        ? toned("dim", `– no clear change from ${before}`)
        : [...changeMark(total, answer.definition.better, writing), ...toned("dim", ` from ${before}`)];
  return [...plain("  "), ...told];
};

const whyNothing = ({ value, flags, excluded, more, n }: Cell, { limits }: Show): Line =>
  value !== null || flags.every((flag) => flag === "to_date")
    ? []
    : toned("dim", `  ${reasonOf(flags, excluded, more, { n, limits }).clause}`);

export const filterText = ({ dimension, operator, values }: Answer["question"]["where"][number]): string => {
  const named = values.map((value) => (value === null ? "nobody or nothing" : harmless(value))).join(", ");
  return `${dimension} ${operator} ${named}`;
};

const context = ({ definition, question }: Answer, flags: readonly string[]): string =>
  [
    rangeText(question),
    definition.formula,
    ...question.where.map(filterText),
    `as of ${instantText(question.as_of, question.timezone)}`,
    ...(flags.includes("to_date") ? [hasBegun(question.from, question) ? "still running" : "not begun yet"] : []),
  ].join(" · ");

export const headline = (answer: Answer, show: Show): string[] => {
  const { definition, total, question } = answer;
  const writing = { unit: definition.unit, currency: show.currency };
  const trend = question.grain !== null && question.by.length === 0 ? sparkline(course(answer.rows, question)) : "";
  // The share of everything in everything says nothing.
  const isWhole = definition.unit === "share" && definition.type === "stock";
  const hasTotal = !total.flags.includes("not_additive") && !isWhole;
  const figures = hasTotal
    ? [
        madeOfCost(answer, total, show.currency),
        total.interval === null ? null : `95% range ${range(total.interval, writing)}`,
        ...moreTexts(total, answer, show.currency),
        ...(total.value === null
          ? []
          : total.flags
              .filter((flag) => flag !== "to_date")
              .map((flag) => flagClause(flag, { n: total.n, limits: show.limits }))),
      ].filter((text) => text !== null)
    : [];
  const first: Line = [
    ...toned("strong", cut(definition.name, show.width)),
    ...(hasTotal
      ? [
          ...plain("  "),
          ...toned("strong", figure(total.value, writing)),
          ...whyNothing(total, show),
          ...comparison(answer, writing),
        ]
      : []),
    ...(trend === "" ? [] : [...plain("  "), ...toned("accent", trend)]),
  ];
  return [
    ...fold(first, show),
    ...wrap(context(answer, total.flags), show.width).map((line) => show.paint("dim", line)),
    ...wrap(figures.join(" · "), show.width),
  ];
};

/** In place of a rate of nothing: it would seem to say that little was won. */
export const noWinLines = (answer: Answer, show: Show): string[] => [
  painted(
    [...toned("strong", answer.definition.name), ...toned("dim", `  –  ${noWonStage.short.toLowerCase()}`)],
    show.paint,
  ),
  ...wrap(context(answer, answer.total.flags), show.width).map((line) => show.paint("dim", line)),
  ...wrap(sentence(noWonStage.clause), show.width),
];

/** A headline too long for one line goes on in the next, between its parts. */
const fold = (line: Line, show: Show): string[] => {
  const text = line.map((piece) => piece.text).join("");
  if (text.length <= show.width) return [painted(line, show.paint)];
  const at = line.findLastIndex(
    (piece, index) =>
      index > 0 &&
      piece.text === "  " &&
      line
        .slice(0, index)
        .map((one) => one.text)
        .join("").length <= show.width,
  );
  if (at < 0) return [painted(line, show.paint)];
  const rest = line.slice(at + 1);
  return [
    painted(line.slice(0, at), show.paint),
    ...wrap(
      rest
        .map((piece) => piece.text)
        .join("")
        .trim(),
      show.width - 2,
    ).map((part) => `  ${show.paint(rest.find((piece) => piece.tone !== "plain")?.tone ?? "plain", part)}`),
  ];
};
