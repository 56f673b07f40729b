/** A process as a table: each pipeline's stages in their order, and what standing in them means. */
import { gridLines } from "./grid.ts";
import { plain, toned } from "./paint.ts";
import type { Show } from "./show.ts";
import { harmless } from "./width.ts";

interface Pipeline {
  readonly name: string;
  readonly stages: readonly { readonly name: string; readonly of: string; readonly category: string }[];
}

export const processLines = (pipelines: readonly Pipeline[], show: Pick<Show, "width" | "paint">): string[] =>
  gridLines(
    {
      columns: [
        { title: "Pipeline", align: "left", drop: 1 },
        { title: "Stage", align: "left", drop: 0 },
        { title: "Of", align: "left", drop: 2 },
        { title: "Means", align: "left", drop: 0 },
      ],
      rows: pipelines.flatMap(({ name, stages }) =>
        stages.map((stage) => [
          plain(harmless(name)),
          plain(harmless(stage.name)),
          toned("dim", stage.of),
          plain(stage.category.replace("_", " ")),
        ]),
      ),
    },
    show.width,
    show.paint,
  );
