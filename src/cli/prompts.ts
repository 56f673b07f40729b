/** Questions on a terminal. Whoever breaks one off has changed nothing by it. */
import { cancel, confirm, intro, select, text } from "@clack/prompts";
import type { Prompts } from "./parts.ts";
import { Usage } from "./usage.ts";

const brokenOff = (): never => {
  cancel("Broken off.");
  throw new Usage("The questions were broken off.", "Flags answer them as well: see the command's --help.");
};

export const prompts: Prompts = {
  begin: (message) => intro(message),
  confirm: async (message, usual) => {
    const answer = await confirm({ message, initialValue: usual });
    return typeof answer === "boolean" ? answer : brokenOff();
  },
  choose: async (message, choices, usual) => {
    const options = choices.map(({ label, hint }, index) => ({ value: index, label, hint }));
    const first = choices.findIndex(({ value }) => value === usual);
    const place = await select<number>({ message, options, initialValue: Math.max(0, first), maxItems: 12 });
    const chosen = typeof place === "number" ? choices[place] : undefined;
    return chosen === undefined ? brokenOff() : chosen.value;
  },
  text: async (message, usual, wrong = () => undefined) => {
    const validate = (value: string | undefined) => (value === undefined || value === "" ? undefined : wrong(value));
    const answer = await text({ message, placeholder: usual, defaultValue: usual, validate });
    return typeof answer === "string" ? answer : brokenOff();
  },
};
