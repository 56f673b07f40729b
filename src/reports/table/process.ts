/** A process as a table: each pipeline's stages in their order, and what standing in them means. */
import { gridLines } from "./grid.ts";
import { plain, toned } from "./paint.ts";
import type { Show } from "./show.ts";
import { harmless } from "./width.ts";

interface Pipeline {
  readonly id: string;
  readonly name?: string;
  readonly stages: readonly {
    readonly name: string;
    readonly of: string;
    /** Absent: open. */
    readonly category?: string;
    /** Whether anything says what it means. */
    readonly isSaid?: boolean;
    /** Beside an export: what the workspace says of it; null when it does not name it. */
    readonly declared?: string | null;
  }[];
}

const meaningOf = ({ category = "open", isSaid = true }: Pipeline["stages"][number]): string =>
  isSaid ? category.replace("_", " ") : "nothing says it";

const declaredText = ({ declared, category = "open", isSaid = true }: Pipeline["stages"][number]): string => {
  if (declared === undefined || declared === null) return "new";
  return declared === category || !isSaid ? "known" : `known as ${declared.replace("_", " ")}`;
};

export const processLines = (pipelines: readonly Pipeline[], show: Pick<Show, "width" | "paint">): string[] => {
  const isCompared = pipelines.some(({ stages }) => stages.some(({ declared }) => declared !== undefined));
  return gridLines(
    {
      columns: [
        { title: "Pipeline", align: "left", drop: 1 },
        { title: "Stage", align: "left", drop: 0 },
        { title: "Of", align: "left", drop: 2 },
        { title: "Means", align: "left", drop: 0 },
        ...(isCompared ? [{ title: "In quarterdeck.yaml", align: "left" as const, drop: 3 }] : []),
      ],
      rows: pipelines.flatMap(({ id, name, stages }) =>
        stages.map((stage) => [
          plain(harmless(name ?? id)),
          plain(harmless(stage.name)),
          toned("dim", stage.of),
          plain(meaningOf(stage)),
          ...(isCompared ? [toned("dim", declaredText(stage))] : []),
        ]),
      ),
    },
    show.width,
    show.paint,
  );
};
