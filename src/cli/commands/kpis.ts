/** `quarterdeck kpis`: what can be asked; with an id, what it means. */
import { nearestWord } from "../../model/nearest.ts";
import { Problem } from "../../problem.ts";
import { lookOf, print, printJson } from "../context.ts";
import { type FormatOptions, withFormat } from "../options.ts";
import type { AddCommand } from "./command.ts";

export const kpisCommand: AddCommand = (program, context) =>
  withFormat(program.command("kpis [id]"), "table", "json")
    .description("the catalogue; with an id its definition, variants and worked example")
    .action(async (id: string | undefined, options: FormatOptions) => {
      const catalogue = await context.parts.catalogue();
      const { catalogueLines, definitionLines, described } = await import("../../reports/table/catalogue.ts");
      if (id === undefined) {
        if (options.format === "json") return printJson(context, { kpis: catalogue.map(described) });
        return print(context, catalogueLines(catalogue, await lookOf(context)));
      }
      const kpi = catalogue.find((one) => one.id === id);
      if (kpi === undefined)
        throw new Problem("unknown_kpi", {
          kpi: id,
          nearest: nearestWord(
            id,
            catalogue.map((one) => one.id),
          ),
        });
      if (options.format === "json") return printJson(context, described(kpi));
      print(context, definitionLines(kpi, await lookOf(context)));
    });
