/** What the columns of a file may mean, with how sure that is and what is in them. */
import type { Stage, WorkspaceConfig } from "../../model/process.ts";
import { countText } from "../../wording/figures.ts";
import { gridLines } from "./grid.ts";
import { plain, toned } from "./paint.ts";
import type { Show } from "./show.ts";
import { harmless, wrap } from "./width.ts";

interface Suggestion {
  readonly files: readonly {
    readonly path: string;
    readonly rows: number;
    readonly table: string | null;
    readonly aside?: string;
    readonly columns: readonly {
      readonly column: string;
      readonly to: string | null;
      readonly timeOf: string | null;
      readonly ignored: boolean;
      readonly confidence: number;
      readonly samples: readonly string[];
      readonly empties: readonly string[];
    }[];
    readonly missing: readonly string[];
    readonly key: readonly string[];
    readonly currency: string | null;
  }[];
}

/** Columns of names that no file tells more of. */
interface People {
  readonly named: readonly {
    readonly file: string;
    readonly column: string;
    readonly names: number | null;
    readonly known: number;
    readonly unclear: readonly { readonly name: string; readonly could: readonly { readonly id: string }[] }[];
  }[];
  readonly isMade: boolean;
}

interface Told {
  readonly isMade: boolean;
  /** A file tells of people: whom it tells by a name is meant by it. */
  readonly isTold: boolean;
}

const peopleText = ({ column, names, known, unclear }: People["named"][number], { isMade, isTold }: Told): string => {
  const holds = `${harmless(column)} holds ${names === null ? "names" : names === 1 ? "1 name" : `${countText(names)} names`}`;
  const what = isTold ? holds : `${holds}, and no file tells of people`;
  if (!isMade) return `${what}: as somebody said, none becomes a person.`;
  const others = known + unclear.length;
  if (others === 0 && isTold) return `${what}: each is whom a file tells by it, else it becomes a person.`;
  if (others === 0) return `${what}: each name becomes a person.`;
  const parts = [
    ...(known === 0
      ? []
      : [known === 1 ? "1 is a person of the workspace" : `${countText(known)} are people of the workspace`]),
    ...unclear.map(
      ({ name, could }) => `${harmless(name)} could be ${could.map(({ id }) => harmless(id)).join(" or ")}`,
    ),
    ...(names !== null && names > others
      ? [
          isTold
            ? "each other name is whom a file tells by it, or becomes a person"
            : "each other name becomes a person",
        ]
      : []),
  ];
  return `${what}: ${parts.join("; ")}.`;
};

/** What a column becomes, in a word. */
export const becomesText = ({
  to,
  timeOf,
  ignored,
}: Pick<Suggestion["files"][number]["columns"][number], "to" | "timeOf" | "ignored">): string => {
  if (to !== null) return to;
  return timeOf === null ? (ignored ? "nothing" : "an attribute") : `the time of ${timeOf}`;
};

const sure = (confidence: number): string =>
  confidence === 0 ? "–" : confidence >= 0.9 ? "sure" : confidence >= 0.7 ? "likely" : "perhaps";

/** Two rows alike in what stands for their id are one record; what was done is numbered. */
const keyText = (key: readonly string[], table: string | null): string => {
  const columns = key.map((column) => harmless(column)).join(" and ");
  const alike =
    table === "activities"
      ? "Rows alike in that are numbered by what else they say; those alike in every cell are one record."
      : "Rows alike in that are one record, and one that is renamed is another.";
  return `No column is an id: ${columns} ${key.length === 1 ? "stands" : "together stand"} for it. ${alike}`;
};

/** Which stage a word means is nobody's to guess. */
export const stageLines = (
  unsaid: readonly { readonly word: string; readonly of: Stage["of"] }[],
  { pipelines }: Pick<WorkspaceConfig, "pipelines">,
): string[] => {
  if (unsaid.length === 0) return [];
  const words = unsaid.map(({ word }) => harmless(word)).join(", ");
  const stages = pipelines.flatMap((pipeline) => pipeline.stages);
  const meant = stages.filter(({ of }) => unsaid.some((one) => one.of === of)).map(({ id }) => id);
  // A process may have no stages yet of what these are of.
  const way =
    meant.length === 0 ? "Declare" : `--stage WORD=STAGE says which each is (${meant.join(", ")}); or declare`;
  return [
    `Stages that the process does not declare: ${words}. ${way} them in quarterdeck.yaml: import --mapping asks on a terminal whether to, and with --process take it does.`,
  ];
};

const isPeopleTold = (files: Suggestion["files"]): boolean => files.some(({ table }) => table === "people");

const emptiesLines = (columns: Suggestion["files"][number]["columns"], width: number): readonly string[] => {
  const words = [...new Set(columns.flatMap(({ empties }) => empties))].toSorted();
  return words.length === 0
    ? []
    : wrap(
        `${words.join(" and ")} ${words.length === 1 ? "stands" : "stand"} for nothing in it, as in a database.`,
        width,
      );
};

export const suggestionLines = (
  { files }: Suggestion,
  { named, isMade }: People,
  show: Pick<Show, "width" | "paint">,
): string[] =>
  files.flatMap(({ path, rows, table, aside, columns, missing, key, currency }) => [
    show.paint("strong", `${harmless(path)}: ${countText(rows)} ${table ?? "rows of something unknown"}`),
    ...(table !== null || aside === undefined ? [] : wrap(`Left aside: ${aside}.`, show.width)),
    ...gridLines(
      {
        columns: [
          { title: "Column", align: "left" as const, drop: 0 },
          { title: "Becomes", align: "left" as const, drop: 0 },
          { title: "How sure", align: "left" as const, drop: 1 },
          { title: "Holds", align: "left" as const, drop: 2 },
        ],
        rows: columns.map((one) => [
          plain(harmless(one.column)),
          one.to === null && one.timeOf === null ? toned("dim", becomesText(one)) : plain(becomesText(one)),
          plain(sure(one.confidence)),
          toned("dim", harmless(one.samples.join(" · "))),
        ]),
      },
      show.width,
      show.paint,
    ),
    ...(missing.length === 0
      ? []
      : wrap(`Missing, and needed: ${missing.join(", ")}. Say in the mapping where they come from.`, show.width)),
    ...(key.length === 0 ? [] : wrap(keyText(key, table), show.width)),
    ...(currency === null
      ? []
      : wrap(`Its amounts are in ${currency}, as they are written or their column is called.`, show.width)),
    ...emptiesLines(columns, show.width),
    ...named
      .filter(({ file }) => file === path)
      .flatMap((one) => wrap(peopleText(one, { isMade, isTold: isPeopleTold(files) }), show.width)),
    "",
  ]);

interface Previewed {
  readonly path: string;
  readonly columns: readonly { readonly column: string }[];
  readonly preview: readonly (readonly string[])[];
}

/** The first rows of each file, as many of their columns as there is room for. */
export const previewLines = (
  { files }: { readonly files: readonly Previewed[] },
  show: Pick<Show, "width" | "paint">,
): string[] =>
  files.flatMap(({ path, columns, preview }) => [
    show.paint("strong", harmless(path)),
    ...gridLines(
      {
        columns: columns.map(({ column }, index) => ({ title: harmless(column), align: "left" as const, drop: index })),
        rows: preview.map((row) => row.map((cell) => plain(harmless(cell)))),
      },
      show.width,
      show.paint,
    ),
    "",
  ]);
