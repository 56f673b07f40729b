/** What went wrong, as an exit code and as words: 1 a problem of the data or the question, 2 wrong usage, 70 a fault of ours, 130 broken off. */
import { CommanderError } from "commander";
import { damageOf, Problem, shortageOf } from "../problem.ts";
import { Usage } from "./usage.ts";

export interface Failure {
  readonly exitCode: 1 | 2 | 70 | 130;
  readonly code: string;
  readonly message: string;
  readonly hint: string;
  readonly facts: Readonly<Record<string, unknown>>;
  /** Shown only when it is asked for. */
  readonly stack: string | null;
}

/** As a shell says that Ctrl+C ended a command. */
export const brokenOff = 130;

/** `error: unknown command 'kpy'\n(Did you mean kpi?)` as a sentence and its hint. */
const ofCommander = (error: CommanderError): Failure => {
  const [first = "", ...rest] = error.message.split("\n");
  const message = first.replace(/^error: /, "");
  const suggestion = rest
    .join(" ")
    .replace(/^\s*\((.*)\)\s*$/, "$1")
    .trim();
  return {
    exitCode: 2,
    code: "usage",
    message: `${message.charAt(0).toUpperCase()}${message.slice(1)}${/[.?!]$/.test(message) ? "" : "."}`,
    hint: suggestion === "" ? "quarterdeck --help and quarterdeck COMMAND --help say what there is." : suggestion,
    facts: {},
    stack: null,
  };
};

export const failureOf = (cause: unknown): Failure => {
  const error = shortageOf(cause) ?? damageOf(cause) ?? cause;
  if (error instanceof Problem)
    return {
      exitCode: error.code === "broken_off" ? brokenOff : 1,
      code: error.code,
      message: error.message,
      hint: error.hint,
      facts: { ...error.facts },
      stack: null,
    };
  if (error instanceof CommanderError) return ofCommander(error);
  if (error instanceof Usage)
    return { exitCode: 2, code: "usage", message: error.message, hint: error.hint, facts: {}, stack: null };
  const message = error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error);
  return {
    exitCode: 70,
    code: "fault",
    message: `This is a fault of ours, not of your data: ${message}`,
    hint: "Please report it, with what QUARTERDECK_DEBUG=1 shows.",
    facts: {},
    stack: error instanceof Error ? (error.stack ?? null) : null,
  };
};

/** For standard error: sentences, or one object where JSON was asked for. */
export const failureText = (failure: Failure, format: "words" | "json", isDebugging: boolean): string => {
  const { code, message, hint, facts, stack } = failure;
  const told = format === "json" ? JSON.stringify({ code, message, hint, facts }) : `${message}\n${hint}`;
  return `${told}\n${isDebugging && stack !== null ? `${stack}\n` : ""}`;
};
