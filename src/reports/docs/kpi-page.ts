/** The page of one KPI, made from its definition. */
import { attributesAskedOf, dimensionsOf, type ScorecardLine } from "../../query/index.ts";
import { exampleGives, exampleTables } from "../example.ts";
import { groupsOf, groupTitles, natureOf } from "../table/catalogue.ts";

type Kpi = ScorecardLine["kpi"];

const made = "<!-- Made from the code by `npm run docs`; a test checks that it is current. -->";
const cell = (text: string): string => text.replaceAll("|", "\\|").replaceAll("\n", " ");
const row = (cells: readonly string[]): string => `| ${cells.map(cell).join(" | ")} |`;

/** A table in Markdown. */
export const markdownTable = (columns: readonly string[], rows: readonly (readonly string[])[]): string =>
  [row(columns), row(columns.map(() => "---")), ...rows.map(row)].join("\n");

export const kpiPage = (kpi: Kpi): string => {
  const { default: main, ...others } = kpi.variants;
  const variantRows = Object.entries(others).map(([id, { name, formula, meaning }]) => [
    `\`${id}\``,
    name,
    formula,
    meaning,
  ]);
  const attributes = attributesAskedOf(main.measure);
  const parts = [
    made,
    `# ${kpi.name}`,
    `\`${kpi.id}\` · version ${kpi.version}`,
    kpi.meaning,
    `It is ${natureOf(kpi)}.`,
    "## Definition",
    `**${main.formula}**`,
    main.meaning,
    ...(variantRows.length === 0
      ? []
      : [
          "## Variants",
          "A variant is a second defensible definition under its own name; without one the definition above is meant.",
          markdownTable(["Variant", "Name", "Formula", "How it differs"], variantRows),
        ]),
    "## Split and filtered by",
    dimensionsOf(main.measure)
      .map((dimension) => `\`${dimension}\``)
      .join(", "),
    ...(attributes.length === 0
      ? []
      : [`And by columns of the files that are none of ours: ${attributes.map((id) => `\`${id}\``).join(", ")}.`]),
    "## A worked example",
    kpi.example.story,
    ...exampleTables(kpi).flatMap(({ name, columns, rows, more }) => [
      `\`${name}\``,
      markdownTable(columns, rows),
      ...(more === 0 ? [] : [`… and ${more} more rows.`]),
    ]),
    `**${exampleGives(kpi)}**`,
    "## Ask it",
    `\`\`\`sh\nquarterdeck kpi ${kpi.id}\n${kpi.type === "goal" ? "" : `quarterdeck kpi ${kpi.id} --grain month\nquarterdeck kpi ${kpi.id} --period this-quarter --compare previous\n`}\`\`\``,
  ];
  return `${parts.join("\n\n")}\n`;
};

export const kpiIndexPage = (catalogue: readonly Kpi[]): string => {
  const parts = [
    made,
    "# The KPIs",
    "Same name, same meaning everywhere: on the command line, over HTTP, on the page, in reports.",
    ...groupsOf(catalogue).flatMap((group) => [
      `## ${groupTitles[group]}`,
      markdownTable(
        ["KPI", "Question"],
        catalogue.filter((kpi) => kpi.group === group).map(({ id, name, meaning }) => [`[${name}](${id}.md)`, meaning]),
      ),
    ]),
  ];
  return `${parts.join("\n\n")}\n`;
};
