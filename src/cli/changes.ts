/** Changes of the data, made beside the questions: these wait only while what was read and checked comes to be, and the facts with it. */
import { type Gate, gate } from "./gate.ts";

export interface Changes {
  /** One after another. What the work has written is seen by nobody before it is settled. */
  change<Result>(work: () => Promise<Result>): Promise<Result>;
  /** Between two changes, none of which is under way meanwhile. */
  between<Result>(work: () => Promise<Result>): Promise<Result>;
  /** Called by a change before what it has written can be seen: the questions under way end, others wait. */
  begin(): Promise<void>;
  /** Called by a change when all that it has written can be seen: the questions go on. */
  settle(): Promise<void>;
}

/** `look`: at the data as it is after a change, while no question is under way. */
export const changesBeside = (questions: Gate, look: () => Promise<void>): Changes => {
  const turns = gate();
  let end: (() => void) | null = null;
  const begin = async (): Promise<void> => {
    end ??= await new Promise<() => void>((begun) => {
      void questions.changing(() => new Promise<void>((done) => begun(done)));
    });
  };
  const letGo = (): void => {
    end?.();
    end = null;
  };
  const settle = async (): Promise<void> => {
    await begin();
    try {
      await look();
    } finally {
      letGo();
    }
  };
  return {
    change: (work) =>
      turns.changing(async () => {
        try {
          return await work();
        } catch (error) {
          // What broke off so late may be there all the same.
          if (end !== null) await settle().catch(() => {});
          throw error;
        }
      }),
    between: (work) => turns.changing(work),
    begin,
    settle,
  };
};
