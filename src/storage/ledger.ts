/** The journal in `state.db`, opened only when it is needed: a question does not need it, and opening it takes longer than answering. */
import type { Annotations, Journal, State, Views } from "../state/index.ts";
import { type Accepted, acceptedBatches, failedBatches, readManifest } from "./accepted.ts";

/** The journal, in step with the manifests. */
export type Ledger = () => Promise<Journal>;

// A manifest is what makes a batch accepted; a journal without it, lost or cut short, is made good.
const bringInStep = async (journal: Journal, accepted: Accepted, loaded: () => readonly number[]): Promise<void> => {
  const entries = new Map((await journal.entries()).map((entry) => [entry.batch, entry]));
  for (const batch of await acceptedBatches(accepted)) {
    if (!entries.has(batch)) await journal.add(await readManifest(accepted, batch));
    if (loaded().includes(batch) && entries.get(batch)?.state !== "loaded") await journal.loaded(batch, null);
  }
  for (const batch of await failedBatches(accepted))
    if (entries.get(batch)?.state === "accepted") await journal.failed(batch, "it could not be loaded");
};

export const openLedger = (
  file: string,
  accepted: Accepted,
  loaded: () => readonly number[],
): {
  readonly ledger: Ledger;
  readonly annotations: () => Promise<Annotations>;
  readonly views: () => Promise<Views>;
  readonly close: () => Promise<void>;
} => {
  let state: Promise<State> | undefined;
  const open = async (): Promise<State> => {
    const { openState } = await import("../state/index.ts");
    const opened = await openState(file);
    try {
      await bringInStep(opened.journal, accepted, loaded);
      return opened;
    } catch (error) {
      await opened[Symbol.asyncDispose]();
      throw error;
    }
  };
  /** One that could not be opened, as the disk was full, is tried again by whoever asks next. */
  const once = async (): Promise<State> => {
    state ??= open();
    try {
      return await state;
    } catch (error) {
      state = undefined;
      throw error;
    }
  };
  return {
    ledger: async () => (await once()).journal,
    annotations: async () => (await once()).annotations,
    views: async () => (await once()).views,
    // What could not be opened was said to whoever asked for it; there is nothing to close.
    close: async () => {
      const opened = await state?.catch(() => undefined);
      await opened?.[Symbol.asyncDispose]();
    },
  };
};
