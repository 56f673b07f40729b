/** The table as a file: every member, not only those in view, with exact numbers. */
import { Button } from "@mantine/core";
import { saveAs } from "../../parts/save.ts";
import { Icon } from "../../shell/icons.tsx";
import { csvOf } from "../../words/csv.ts";
import { dimensionName } from "../../words/names.ts";
import type { Shown } from "./CampaignTable.tsx";
import { headOf } from "./heads.ts";
import { isSaid, membersOf, shownOf } from "./table.ts";

interface Props {
  readonly shown: readonly Shown[];
  readonly dimension: string;
}

const tableOf = (shown: readonly Shown[], dimension: string): string => {
  const columns = shown.map(({ column }) => column);
  const members = membersOf(shown, dimension).filter((member) => isSaid(columns, member));
  return csvOf([
    [dimension, "name", ...shown.map(headOf)],
    ...members.map(({ key, name, cells }) => [
      key,
      name,
      ...columns.map((column) => shownOf(column, cells.get(column.id))),
    ]),
    ["", "All", ...shown.map(({ column, answer }) => shownOf(column, answer.total))],
  ]);
};

export const SaveTable = ({ shown, dimension }: Props) => {
  const question = shown[0]?.answer.question;
  if (question === undefined) return null;
  return (
    <Button
      variant="default"
      size="xs"
      leftSection={<Icon name="download" size={15} />}
      aria-label={`Save the table by ${dimensionName(dimension)} as CSV`}
      onClick={() =>
        saveAs(
          new Blob([tableOf(shown, dimension)], { type: "text/csv;charset=utf-8" }),
          `leads-by-${dimension}-${question.from}-${question.to}.csv`,
        )
      }
    >
      CSV
    </Button>
  );
};
