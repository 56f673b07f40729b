/** The options that several commands share. */
import { type Command, InvalidArgumentError, Option } from "commander";
import { namesIn } from "./filters.ts";

export interface WorkspaceOptions {
  readonly workspace?: string;
}

export interface FormatOptions {
  readonly format: "table" | "json" | "csv";
}

export interface PageOptions {
  readonly limit?: number;
  readonly offset?: number;
}

/** The most that can be asked for. */
const everyRow = 999_999_999;

/** How many rows of a list where nothing is said: what stands on a screen says that there are more, a file has all of them. */
export const rowsOf = ({ limit, format }: PageOptions & FormatOptions): number =>
  limit ?? (format === "csv" ? everyRow : 50);

/** The parts of a question but for the KPI, as they were typed. */
export interface QuestionOptions extends WorkspaceOptions, FormatOptions, PageOptions {
  readonly variant?: string;
  readonly period?: string;
  readonly from?: string;
  readonly to?: string;
  readonly grain?: string;
  readonly by?: readonly string[];
  readonly where?: readonly string[];
  readonly asOf?: string;
  readonly compare?: string;
}

export const wholeNumber = (text: string): number => {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError("It must be a whole number.");
  return Number(text);
};

export const portNumber = (text: string): number => {
  const port = wholeNumber(text);
  if (port > 65_535) throw new InvalidArgumentError("A port is at most 65535.");
  return port;
};

export const collect = (text: string, before: readonly string[] = []): readonly string[] => [...before, text];

const collectNames = (text: string, before: readonly string[] = []): readonly string[] => [...before, ...namesIn(text)];

export const withWorkspace = (command: Command): Command =>
  command.option("-w, --workspace <dir>", "the workspace (default: QUARTERDECK_WORKSPACE, else the current folder)");

export const withFormat = (command: Command, ...formats: readonly FormatOptions["format"][]): Command =>
  command.addOption(new Option("--format <format>", "how to answer").choices(formats).default("table"));

export const withPage = (command: Command): Command =>
  command
    .option("--limit <n>", "how many rows at most", wholeNumber)
    .option("--offset <n>", "how many rows to leave out first", wholeNumber);

export const withRange = (command: Command): Command =>
  command
    .option("--period <words>", "2026, 2026-Q3, 2026-07, FY2026, last-12-months, this-quarter, all ...")
    .option("--from <date>", "the first day")
    .option("--to <date>", "the day after the last")
    .option("--where <filter>", 'only these: team=west, "amount>=10000", "source in web,fair", person=', collect)
    .option("--as-of <instant>", "what was known then")
    .option("--compare <range>", "previous, year, none, or a range");

/** Everything of a question but its KPI. */
export const withQuestion = (command: Command): Command =>
  withWorkspace(
    withPage(
      withRange(
        command
          .option("--variant <name>", "another defensible definition; quarterdeck kpis ID lists them")
          .option(
            "--grain <unit>",
            "day, week, month, quarter, year, fiscal-quarter, fiscal-year (fiscal-year@NAME: another fiscal calendar)",
          )
          .option(
            "--by <dimensions>",
            'split by up to three, as in person,team, "attribute.City, State"',
            collectNames,
          ),
      ),
    ),
  );
