/** Somebody at the terminal: answers given beforehand, by words of the question; what was asked is kept for the test to look at. */
import type { Choice, Parts, Prompts } from "../../src/cli/parts.ts";
import { wired } from "../../src/cli/wire.ts";

/** The first entry whose words stand in the question answers it, once each time it is listed; a question without one takes what is usual. */
export type Answers = readonly (readonly [words: string, answer: string | boolean])[];

export interface Asked {
  readonly parts: Parts;
  /** Each question with the choices that it offered. */
  readonly questions: { readonly message: string; readonly labels: readonly string[] }[];
}

export const answering = (given: Answers): Asked => {
  const left = [...given];
  const questions: Asked["questions"][number][] = [];
  const answerTo = (message: string, labels: readonly string[] = []): string | boolean | undefined => {
    questions.push({ message, labels });
    if (questions.length > 100) throw new Error(`asked without end: ${message}`);
    const place = left.findIndex(([words]) => message.includes(words));
    return place < 0 ? undefined : left.splice(place, 1)[0]?.[1];
  };
  const prompts: Prompts = {
    begin: () => {},
    confirm: async (message, usual) => {
      const answer = answerTo(message);
      return typeof answer === "boolean" ? answer : usual;
    },
    choose: async <Value>(message: string, choices: readonly Choice<Value>[], usual: Value): Promise<Value> => {
      const labels = choices.map(({ label }) => label);
      const answer = answerTo(message, labels);
      if (answer === undefined) return usual;
      const chosen = choices.find(({ label }) => label.startsWith(String(answer)));
      if (chosen === undefined) throw new Error(`${message}: ${answer} is not among ${labels.join(" | ")}`);
      return chosen.value;
    },
    text: async (message, usual, wrong = () => undefined) => {
      const answer = answerTo(message);
      if (answer === undefined) return usual;
      const fault = wrong(String(answer));
      if (fault !== undefined) throw new Error(`${message}: ${fault}`);
      return String(answer);
    },
  };
  return { parts: { ...wired(), prompts: async () => prompts }, questions };
};
