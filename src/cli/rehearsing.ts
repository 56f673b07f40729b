/** An import that is carried out whole and taken back: what would become of the files, to the last count. */
import type { LoadReport } from "../ingest/load/index.ts";
import { foundGroups } from "./finding-rows.ts";
import { load, type ToLoad, tablesOf } from "./loader.ts";
import type { Outcome, Understood } from "./parts.ts";

/** Thrown at the end of the transaction, so that nothing of it stays. */
class TakenBack extends Error {
  readonly outcome: Omit<Outcome, "rejected">;

  constructor(outcome: TakenBack["outcome"]) {
    super("taken back");
    this.outcome = outcome;
  }
}

/** `afterwards`: while everything is still there. */
export const rehearse = async (
  step: ToLoad,
  onUnderstood: (understood: Understood) => void,
  afterwards: () => Promise<void>,
): Promise<TakenBack["outcome"]> => {
  const { session } = step;
  const takeBack = async (report: LoadReport): Promise<void> => {
    const findings = await foundGroups(session);
    await afterwards();
    const { missing } = report;
    throw new TakenBack({ tables: tablesOf(report), findings, ...(step.batch.full === true ? { missing } : {}) });
  };
  try {
    await load(step, onUnderstood, takeBack);
  } catch (error) {
    if (error instanceof TakenBack) return error.outcome;
    throw error;
  }
  throw new Error("a rehearsal was not taken back");
};
