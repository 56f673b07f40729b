/** The figures beside a headline, named and written as on the command line. */
import { type Further, furtherFigures, furtherName, ofKpi } from "../../../src/wording/further.ts";
import type { Cell, Definition } from "../api/types.ts";
import { figure } from "./figures.ts";

/** A definition's sentence with the names of the page in place of those of the answer: “Mean of those that advanced”. */
export const inWords = (text: string, variants: readonly { readonly id: string; readonly name: string }[]): string =>
  text
    .replaceAll(/`([a-z_\d]+)`/g, (_, id: string) => {
      const name = furtherName(id) ?? variants.find((variant) => variant.id === id)?.name;
      return `“${name ?? id.replaceAll("_", " ")}”`;
    })
    .replace(/^As the default\b/, "As the usual definition");

/** In their order; what the headline says already, and what is not known, is left out. */
export const moreFigures = (
  cell: Cell,
  kpi: string,
  definition: Pick<Definition, "unit" | "variant" | "type" | "parts">,
  currency: string,
): readonly Further[] => furtherFigures(cell, ofKpi(kpi, definition, currency), figure);
