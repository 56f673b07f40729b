/** Facts that changes left scattered are written anew while nobody asks and nothing changes; they say the same before and after. */
import { tidyFacts } from "../facts/index.ts";
import type { Workspace } from "../storage/index.ts";
import type { Changes } from "./changes.ts";
import { heeding } from "./heeding.ts";
import { type Idle, whenIdle } from "./idle.ts";

/** Milliseconds without questions. */
const wait = 5_000;

export const tidyingWhenIdle = (workspace: Pick<Workspace<unknown>, "session">, changes: Changes): Idle =>
  whenIdle(
    (signal) =>
      changes.between(async () => {
        await using session = await workspace.session();
        signal.addEventListener("abort", session.interrupt, { once: true });
        await tidyFacts(heeding(session, signal));
      }),
    wait,
  );
