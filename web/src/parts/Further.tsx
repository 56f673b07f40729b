/** More rows of a long table, so many at a time; when all are there, the way back. The button stays, and the focus with it. */
import { Button } from "@mantine/core";
import { countText } from "../words/figures.ts";

interface Props {
  readonly rows: number;
  /** How many are shown at most. */
  readonly most: number;
  /** How many are shown at first. */
  readonly least: number;
  /** How many more at a time. */
  readonly step: number;
  readonly onMost: (most: number) => void;
}

export const Further = ({ rows, most, least, step, onMost }: Props) =>
  rows <= least ? null : (
    <Button
      variant="subtle"
      size="compact-sm"
      mt={10}
      ml={-9}
      onClick={() => onMost(rows > most ? most + step : least)}
    >
      {rows > most ? `Show ${countText(Math.min(step, rows - most))} more of ${countText(rows)}` : "Show fewer"}
    </Button>
  );
