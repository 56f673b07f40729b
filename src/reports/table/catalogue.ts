/** The catalogue, and one definition in plain words. */
import { attributesAskedOf, dimensionsOf, partsOf, type ScorecardLine } from "../../query/index.ts";
import { exampleGives, exampleTables } from "../example.ts";
import { gridLines } from "./grid.ts";
import { plain, toned } from "./paint.ts";
import type { Show } from "./show.ts";
import { wrap } from "./width.ts";

type Kpi = ScorecardLine["kpi"];

export const groupTitles: Readonly<Record<Kpi["group"], string>> = {
  fill: "Fill: what comes in",
  work: "Work: what we do",
  flow: "Flow: how it moves",
  win: "Win: what comes out",
};

/** In the order in which a sale goes. */
export const groupsOf = (catalogue: readonly Kpi[]): readonly Kpi["group"][] =>
  (["fill", "work", "flow", "win"] as const).filter((group) => catalogue.some((kpi) => kpi.group === group));

type Look = Pick<Show, "width" | "paint">;

export const catalogueLines = (catalogue: readonly Kpi[], show: Look): string[] => {
  const groups = groupsOf(catalogue);
  const rows = groups.flatMap((group) => [
    [toned("strong", groupTitles[group]), [], []],
    ...catalogue
      .filter((kpi) => kpi.group === group)
      .map((kpi) => [
        plain(`  ${kpi.id}`),
        plain(kpi.name),
        toned("dim", Object.keys(kpi.variants).slice(1).join(", ")),
      ]),
  ]);
  const columns = [
    { title: "Id", align: "left" as const, drop: 0 },
    { title: "Name", align: "left" as const, drop: 0 },
    { title: "Variants", align: "left" as const, drop: 1 },
  ];
  return [
    ...gridLines({ columns, rows }, show.width, show.paint),
    "",
    ...wrap("quarterdeck kpis ID explains one; quarterdeck kpi ID answers it.", show.width).map((line) =>
      show.paint("dim", line),
    ),
  ];
};

const betterWords = { higher: "higher is better", lower: "lower is better", none: "neither more nor less is better" };
const typeWords = {
  flow: "a flow: what happened in the period",
  stock: "a stock: what stands at the end of the period",
  cohort: "a cohort: what became of those that began in the period",
  goal: "read against goals",
};
const sumWords = {
  additive: "periods and groups add up",
  semi_additive: "groups add up, periods do not",
  non_additive: "neither periods nor groups add up",
};

/** Its nature in one line of plain words. */
export const natureOf = (kpi: Kpi): string =>
  [typeWords[kpi.type], betterWords[kpi.better ?? "none"], sumWords[kpi.additivity]].join("; ");

const indented = (text: string, show: Look, by: number): string[] =>
  wrap(text, show.width - by).map((line) => " ".repeat(by) + line);

const exampleLines = (kpi: Kpi, show: Look): string[] => [
  ...wrap(kpi.example.story, show.width),
  ...exampleTables(kpi).flatMap(({ name, columns, rows, more }) => [
    "",
    show.paint("dim", name),
    ...gridLines(
      {
        columns: columns.map((title, index) => ({ title, align: "left", drop: index === 0 ? 0 : index })),
        rows: rows.map((row) => row.map(plain)),
      },
      show.width,
      show.paint,
    ),
    ...(more === 0 ? [] : [show.paint("dim", `… and ${more} more`)]),
  ]),
  "",
  ...wrap(exampleGives(kpi), show.width).map((line) => show.paint("strong", line)),
];

/** What all is split by, then the variants that take something else. */
const dimensionLines = (kpi: Kpi, show: Look): string[] => {
  const [usual, ...others] = Object.entries(kpi.variants).map(([id, { measure }]) => ({
    id,
    words: dimensionsOf(measure).join(", "),
  }));
  const attributes = attributesAskedOf(kpi.variants.default.measure);
  return [
    ...indented(usual?.words ?? "", show, 2),
    ...(attributes.length === 0 ? [] : indented(`and other columns of the files: ${attributes.join(", ")}`, show, 2)),
    ...others
      .filter(({ words }) => words !== usual?.words)
      .flatMap(({ id, words }) => indented(`${id}: ${words}`, show, 2)),
  ];
};

export const definitionLines = (kpi: Kpi, show: Look): string[] => [
  show.paint("strong", `${kpi.name} (${kpi.id}, version ${kpi.version})`),
  ...wrap(kpi.meaning, show.width),
  ...wrap(`It is ${natureOf(kpi)}.`, show.width).map((line) => show.paint("dim", line)),
  "",
  show.paint("strong", "Variants"),
  ...Object.entries(kpi.variants).flatMap(([id, variant]) => [
    `  ${show.paint("accent", id)}  ${variant.name}`,
    ...indented(`= ${variant.formula}`, show, 4),
    ...indented(variant.meaning, show, 4).map((line) => show.paint("dim", line)),
  ]),
  "",
  show.paint("strong", "Split and filtered by"),
  ...dimensionLines(kpi, show),
  "",
  show.paint("strong", "An example"),
  ...exampleLines(kpi, show),
];

/** Whether its answer is always by stage. */
const isByStage = ({ variants }: Kpi): boolean => {
  const { measure } = variants.default;
  return measure.kind === "stock" || (measure.kind === "records" && measure.byStage !== undefined);
};

const exampleTold = ({ asOf, ...example }: Kpi["example"]) => ({
  ...example,
  ...(asOf === undefined ? {} : { as_of: asOf }),
});

/** A definition as data: what can be asked, and what it means. */
export const described = (kpi: Kpi) => ({
  id: kpi.id,
  version: kpi.version,
  name: kpi.name,
  meaning: kpi.meaning,
  unit: kpi.unit,
  better: kpi.better,
  type: kpi.type,
  additivity: kpi.additivity,
  group: kpi.group,
  dimensions: dimensionsOf(kpi.variants.default.measure),
  variants: Object.entries(kpi.variants).map(([id, variant]) => ({
    id,
    name: variant.name,
    formula: variant.formula,
    meaning: variant.meaning,
    unit: variant.unit ?? kpi.unit,
    type: variant.type ?? kpi.type,
    additivity: variant.additivity ?? kpi.additivity,
    parts: partsOf(kpi, variant),
    dimensions: dimensionsOf(variant.measure),
  })),
  by_stage: isByStage(kpi),
  example: exampleTold(kpi.example),
});
