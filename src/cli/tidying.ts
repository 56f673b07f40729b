/** What questions and changes leave behind is tidied while nobody asks and nothing changes; the facts say the same before and after. */
import { tidyFacts } from "../facts/index.ts";
import type { Workspace } from "../storage/index.ts";
import type { Changes } from "./changes.ts";
import type { Gate } from "./gate.ts";
import { heeding } from "./heeding.ts";
import { whenIdle } from "./idle.ts";

interface Tidying extends AsyncDisposable {
  /** Done at once: what is being tidied gives way. */
  busy<Result>(work: () => Promise<Result>): Promise<Result>;
  /** Facts may have been scattered. */
  changed(): void;
}

/** `wait`: milliseconds without questions. */
export const tidyingWhenIdle = (
  workspace: Pick<Workspace<unknown>, "engine" | "session">,
  { between }: Changes,
  questions: Gate,
  wait = 5_000,
): Tidying => {
  let areScattered = true;
  const tidy = async (signal: AbortSignal): Promise<void> => {
    await workspace.engine.ample();
    await using session = await workspace.session();
    signal.addEventListener("abort", session.interrupt, { once: true });
    await tidyFacts(heeding(session, signal));
  };
  const idle = whenIdle(
    (signal) =>
      between(async () => {
        // What fails otherwise than by giving way is left until there are changes again.
        if (areScattered)
          areScattered = await tidy(signal).then(
            () => false,
            () => signal.aborted,
          );
        signal.throwIfAborted();
        await questions.changing(() => workspace.engine.release());
      }),
    wait,
  );
  idle.due();
  return {
    busy: async (work) => {
      try {
        return await idle.busy(work);
      } finally {
        idle.due();
      }
    },
    changed: () => {
      areScattered = true;
    },
    [Symbol.asyncDispose]: () => idle[Symbol.asyncDispose](),
  };
};
