/** What findings do to the numbers of an open workspace: questions to the facts as they would be. */
import { alternatives, contextAt, underAlternative } from "../facts/index.ts";
import { type Effects, effectsOf } from "../insights/index.ts";
import { type Asker, createAsker, type Lookups, periodIn } from "../query/index.ts";
import type { Runner } from "../sql/index.ts";

export interface EffectsAbout {
  /** The session in which they are computed, and nothing else meanwhile. */
  readonly runner: Runner;
  /** Takes away what was made, whatever becomes of the session. */
  readonly cleaner: Runner;
  readonly asker: Asker;
  /** Of the asker. */
  readonly lookups: Lookups;
}

/** Of the codes given, over the last twelve months. */
export const effectsIn = async (
  { runner, cleaner, asker, lookups }: EffectsAbout,
  codes: readonly string[],
): Promise<Effects> => {
  const { config, catalogue, watermark } = asker;
  const context = await contextAt(runner, config, watermark, "facts");
  // Sums kept by day are those of the facts as they are.
  const own: Lookups = { ...lookups, rollups: undefined };
  return effectsOf(
    {
      asker,
      under: (scenario, work) =>
        underAlternative(
          runner,
          context,
          alternatives[scenario],
          async (schema, records) =>
            work(
              await createAsker({ runner, config, catalogue, watermark, factsAt: async () => schema, lookups: own }),
              records,
            ),
          cleaner,
        ),
    },
    codes,
    periodIn({}, asker),
  );
};
