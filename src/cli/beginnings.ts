/** The questions of `quarterdeck init`. */
import { isZone } from "../model/zone.ts";
import type { Beginnings } from "./config-text.ts";
import type { Prompts } from "./parts.ts";
import { Usage } from "./usage.ts";

const namesOf = (value: string): string[] =>
  value
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");

/** What the user says, or what is usual where nothing is typed. */
export const askBeginnings = async ({ begin, text }: Prompts, usual: Beginnings): Promise<Beginnings> => {
  begin("A new workspace. Return takes the answer shown.");
  return {
    name: await text("What is the company called?", usual.name),
    timezone: await text("In which time zone are its days counted?", usual.timezone, (zone) =>
      isZone(zone) ? undefined : "Write a name such as Europe/Berlin or America/New_York.",
    ),
    currency: (
      await text("In which currency are its totals?", usual.currency, (code) =>
        /^[A-Za-z]{3}$/.test(code) ? undefined : "Write three letters, such as EUR or USD.",
      )
    ).toUpperCase(),
    fiscalMonth: Number(
      await text("In which month does its year begin, 1 to 12?", String(usual.fiscalMonth), (month) =>
        /^([1-9]|1[0-2])$/.test(month) ? undefined : "Write a number from 1 to 12.",
      ),
    ),
    leadStages: namesOf(await text("Through which stages do leads go, in order?", usual.leadStages.join(", "))),
    stages: namesOf(await text("And opportunities, before they are won or lost?", usual.stages.join(", "))),
  };
};

/** Ends the command when the process is not theirs. */
export const confirmProcess = async ({ confirm }: Prompts): Promise<void> => {
  if (await confirm("Is this your process? It can be changed in quarterdeck.yaml at any time.", true)) return;
  throw new Usage(
    "The process was not confirmed, and nothing was written.",
    "Say yes and change quarterdeck.yaml afterwards, or put one with your stages into the folder of the exports first: answers are by what it says.",
  );
};
