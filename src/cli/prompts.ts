/** The questions of `quarterdeck init`, on a terminal. */
import { cancel, confirm, intro, isCancel, text } from "@clack/prompts";
import type { Beginnings } from "./config-text.ts";
import { Usage } from "./usage.ts";

const answered = (value: string | symbol): string => {
  if (typeof value === "string" && !isCancel(value)) return value;
  cancel("Nothing was written.");
  throw new Usage("The questions were broken off.", "quarterdeck init --yes takes the usual answers.");
};

const namesOf = (value: string): string[] =>
  value
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");

const ask = async (
  message: string,
  usual: string,
  wrong: (value: string) => string | undefined = () => undefined,
): Promise<string> =>
  answered(
    await text({
      message,
      placeholder: usual,
      defaultValue: usual,
      validate: (value) => (value === undefined || value === "" ? undefined : wrong(value)),
    }),
  );

const isZone = (zone: string): boolean => {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: zone }).format(0) !== "";
  } catch {
    return false;
  }
};

/** What the user says, or what is usual where nothing is typed. */
export const askBeginnings = async (usual: Beginnings): Promise<Beginnings> => {
  intro("A new workspace. Return takes the answer shown.");
  return {
    name: await ask("What is the company called?", usual.name),
    timezone: await ask("In which time zone are its days counted?", usual.timezone, (zone) =>
      isZone(zone) ? undefined : "Write a name such as Europe/Berlin or America/New_York.",
    ),
    currency: (
      await ask("In which currency are its totals?", usual.currency, (code) =>
        /^[A-Za-z]{3}$/.test(code) ? undefined : "Write three letters, such as EUR or USD.",
      )
    ).toUpperCase(),
    fiscalMonth: Number(
      await ask("In which month does its year begin, 1 to 12?", String(usual.fiscalMonth), (month) =>
        /^([1-9]|1[0-2])$/.test(month) ? undefined : "Write a number from 1 to 12.",
      ),
    ),
    leadStages: namesOf(await ask("Through which stages do leads go, in order?", usual.leadStages.join(", "))),
    stages: namesOf(await ask("And opportunities, before they are won or lost?", usual.stages.join(", "))),
  };
};

/** Ends the command when the process is not theirs. */
export const confirmProcess = async (): Promise<void> => {
  const answer = await confirm({ message: "Is this your process? It can be changed in quarterdeck.yaml at any time." });
  if (answer === true) return;
  cancel("Nothing was written.");
  throw new Usage(
    "The process was not confirmed.",
    "Put a quarterdeck.yaml with your stages into the folder of the exports, and run it again.",
  );
};
