/** Words of a file that nobody knows which are stages of the user's own process: in their order, with what it means to stand in them. */
import type { WorkspaceConfig } from "../model/process.ts";
import { harmless } from "../reports/table/width.ts";
import { type Context, say } from "./context.ts";
import {
  currencyOf,
  type Draft,
  type OwnStage,
  offeredWords,
  type StageWord,
  stageWords,
  withStage,
} from "./drafting.ts";
import type { Choice, ImportRequest, Prompts } from "./parts.ts";
import { askCategories, askCurrency } from "./process-dialogue.ts";
import { comparedWith, newStages, otherCurrency } from "./processing.ts";

interface Asking {
  readonly prompts: Prompts;
  readonly config: WorkspaceConfig;
}

const kinds = { lead: "a lead", opportunity: "a deal" } as const;

/** The places of all of them, each once; null: the answer says something else. */
const placesIn = (answer: string, count: number): readonly number[] | null => {
  const places = answer.split(/[\s,]+/).flatMap((word) => (word === "" ? [] : [Number(word) - 1]));
  const isAll =
    places.length === count &&
    Array.from({ length: count }, (_, place) => place).every((place) => places.includes(place));
  return isAll ? places : null;
};

const inOrder = async ({ text }: Prompts, of: OwnStage["of"], words: readonly string[]): Promise<readonly string[]> => {
  if (words.length < 2) return words;
  const listed = words.map((word, index) => `${index + 1} ${harmless(word)}`).join(", ");
  const usual = words.map((_, index) => index + 1).join(" ");
  const answer = await text(`In which order does ${kinds[of]} pass them? ${listed}`, usual, (given) =>
    placesIn(given, words.length) === null
      ? `Write each number from 1 to ${words.length} once, such as ${usual}.`
      : undefined,
  );
  return (placesIn(answer, words.length) ?? []).flatMap((place) => words[place] ?? []);
};

/** The order and the meanings, asked of somebody who knows them. */
const askOwnStages = async (
  prompts: Prompts,
  words: readonly Pick<OwnStage, "word" | "of">[],
): Promise<readonly OwnStage[]> => {
  const own: OwnStage[] = [];
  for (const of of ["lead", "opportunity"] as const) {
    const ordered = await inOrder(
      prompts,
      of,
      words.filter((one) => one.of === of).map(({ word }) => word),
    );
    const said = await askCategories(
      prompts,
      ordered.map((word) => ({ id: word, name: word, of })),
    );
    own.push(...ordered.map((word) => ({ word, of, category: said.get(word) ?? "open" })));
  }
  return own;
};

const sameWord = (one: string, other: string): boolean => one.trim().toLowerCase() === other.trim().toLowerCase();

/** Where none of their words is a stage of the process, the files seem to have one of their own. */
const areAllOwn = async ({ prompts, config }: Asking, draft: Draft): Promise<boolean> => {
  const words = stageWords(draft, config);
  const others = offeredWords(draft, config).filter(({ word }) => draft.settled.stages?.[word] === undefined);
  const distinct = new Set(others.map(({ word }) => word.toLowerCase()));
  if (others.length < words.length || distinct.size < 2) return false;
  const named = others.map(({ word }) => harmless(word)).join(", ");
  return prompts.confirm(`Are these the stages of your process, to be put into quarterdeck.yaml: ${named}?`, true);
};

const isOwn = Symbol("a stage of its own");

const whichStage = async (
  { prompts, config }: Asking,
  { word, of }: StageWord,
  canBeOwn: boolean,
): Promise<string | typeof isOwn> => {
  const stages = config.pipelines.flatMap((pipeline) => pipeline.stages).filter((one) => one.of === of);
  const choices: Choice<string | typeof isOwn>[] = [
    ...stages.map(({ id, name, category }) => ({ value: id, label: name, hint: category.replace("_", " ") })),
    ...(canBeOwn
      ? [{ value: isOwn, label: "a stage of its own", hint: "it comes into quarterdeck.yaml" } as const]
      : []),
    { value: word, label: "none of these", hint: "it counts as undeclared until quarterdeck.yaml names it" },
  ];
  return prompts.choose(`Which stage of your process is ${harmless(word)}?`, choices, word);
};

/** A word that is a stage's name is that stage; which one another is, or that it is one of its own, only its users know. */
export const settleStages = async (dialogue: Asking, draft: Draft): Promise<Draft> => {
  let settled = draft;
  const own: StageWord[] = [];
  const areOwn = await areAllOwn(dialogue, draft);
  const offered = new Set(offeredWords(draft, dialogue.config).map(({ word }) => word));
  for (const one of stageWords(draft, dialogue.config)) {
    const { word, stage } = one;
    if (draft.settled.stages?.[word] !== undefined) continue;
    const again = Object.entries(settled.settled.stages ?? {}).find(([known]) => sameWord(known, word))?.[1];
    const chosen = stage?.id ?? again ?? (areOwn ? isOwn : await whichStage(dialogue, one, offered.has(word)));
    if (chosen === isOwn) own.push(one);
    settled = withStage(settled, word, chosen === isOwn ? word : chosen);
  }
  const asked = await askOwnStages(dialogue.prompts, own);
  return { ...settled, own: [...(draft.own ?? []), ...asked] };
};

/** Before it is loaded: the draft's own stages come into `quarterdeck.yaml`, and the currency of its amounts where somebody wants it. */
export const takeOwnProcess = async (
  context: Context,
  folder: string,
  request: ImportRequest,
  draft: Draft,
  { prompts, config }: Asking,
): Promise<void> => {
  const { own = [] } = draft;
  // Nothing is read again where there is nothing to take.
  if (own.length === 0 && [null, config.currency].includes(currencyOf(draft))) return;
  const offered = await context.parts.offeredProcess(request);
  if (offered === null) return;
  const pipelines = comparedWith(offered.process, config);
  const offeredIds = new Set(newStages(pipelines).map(({ id }) => id));
  const taken = own.filter(({ word }) => offeredIds.has(word));
  const other = await otherCurrency(folder, offered.process, config);
  const takesCurrency = other !== null && (await askCurrency(prompts, other, config.currency));
  if (taken.length === 0 && !takesCurrency) return;
  await context.parts.takeProcess(folder, request, {
    pipelines,
    said: new Map(taken.map(({ word, category }) => [word, category])),
    chosen: taken.map(({ word }) => word),
    ...(takesCurrency ? { currency: other } : {}),
  });
  if (taken.length > 0)
    say(context, "quarterdeck.yaml has its stages now. What it says can be changed there at any time.");
};
