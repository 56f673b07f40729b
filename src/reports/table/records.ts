/** The records behind a figure, as a table. */
import type { RecordPage, RecordRow } from "../../query/index.ts";
import { countText, money } from "../../wording/figures.ts";
import { gridLines } from "./grid.ts";
import { plain, toned } from "./paint.ts";
import type { Show } from "./show.ts";
import { counted, type Words } from "./units.ts";
import { harmless } from "./width.ts";

const detailNames = (rows: readonly RecordRow[]): string[] => [
  ...new Set(rows.flatMap(({ detail }) => Object.keys(detail))),
];

const detailText = (value: RecordRow["detail"][string] | undefined): string =>
  value === null || value === undefined ? "" : harmless(typeof value === "number" ? countText(value) : String(value));

/** `title` says which records these are. */
export const recordLines = (page: RecordPage, title: Words, offset: number, show: Show): string[] => {
  const details = detailNames(page.rows);
  const kinds = new Set(page.rows.map(({ object }) => object));
  const has = (test: (row: RecordRow) => boolean): boolean => page.rows.some(test);
  const columns = [
    { title: "Day", align: "left" as const, drop: 2, cell: (row: RecordRow) => plain(row.day ?? "") },
    { title: "Id", align: "left" as const, drop: 0, cell: (row: RecordRow) => plain(harmless(row.id)) },
    ...(kinds.size > 1
      ? [{ title: "Kind", align: "left" as const, drop: 4, cell: (row: RecordRow) => plain(row.object) }]
      : []),
    ...(has(({ id, label }) => id !== label)
      ? [{ title: "Name", align: "left" as const, drop: 1, cell: (row: RecordRow) => plain(harmless(row.label)) }]
      : []),
    ...(has(({ person }) => person !== null)
      ? [
          {
            title: "Person",
            align: "left" as const,
            drop: 3,
            cell: (row: RecordRow) => (row.person === null ? toned("dim", "Unassigned") : plain(harmless(row.person))),
          },
        ]
      : []),
    ...(has(({ amount }) => amount !== null)
      ? [
          {
            title: "Amount",
            align: "right" as const,
            drop: 5,
            cell: (row: RecordRow) => plain(row.amount === null ? "" : money(row.amount, show.currency)),
          },
        ]
      : []),
    ...details.map((name, index) => ({
      title: name.replaceAll("_", " "),
      align: "left" as const,
      drop: 6 + index,
      cell: (row: RecordRow) => plain(detailText(row.detail[name])),
    })),
  ];
  const heading = show.paint("strong", counted(page.total, title));
  if (page.rows.length === 0) return [heading];
  const grid = { columns, rows: page.rows.map((row) => columns.map(({ cell }) => cell(row))) };
  const last = offset + page.rows.length;
  return [
    heading,
    "",
    ...gridLines(grid, show.width, show.paint),
    ...(page.rows.length === page.total
      ? []
      : [
          "",
          show.paint(
            "dim",
            `${countText(offset + 1)} to ${countText(last)} of ${countText(page.total)}${last < page.total ? `: --offset ${last} shows the next.` : "."}`,
          ),
        ]),
  ];
};
