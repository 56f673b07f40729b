/** What findings do to the numbers of an open workspace: questions to the facts as they would be. */
import { alternatives, contextAt, underAlternative } from "../facts/index.ts";
import { type Effects, effectsOf, sortedByEffect } from "../insights/index.ts";
import { catalogue } from "../kpis/index.ts";
import type { WorkspaceConfig } from "../model/process.ts";
import { type Asker, createAsker, type Lookups, lookupsOf, periodIn } from "../query/index.ts";
import type { FindingGroup } from "../reports/table/findings.ts";
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

/** Of findings of a workspace whose facts at the watermark are up to date, in a session of its own. */
export const groupsWithEffects = async (
  runner: Runner,
  config: WorkspaceConfig,
  watermark: number | null,
  groups: readonly FindingGroup[],
  codes: readonly string[],
): Promise<readonly FindingGroup[]> => {
  if (watermark === null) return told(groups, new Map());
  const about = { runner, config, watermark, factsAt: async () => "facts" };
  const lookups = await lookupsOf(about);
  const asker = await createAsker({ ...about, catalogue, lookups });
  return told(groups, await effectsIn({ runner, cleaner: runner, asker, lookups }, codes));
};

/** With their effects, the greatest first. */
const told = (groups: readonly FindingGroup[], effects: Effects): readonly FindingGroup[] =>
  sortedByEffect(groups, effects).map((group) => ({ ...group, effects: effects.get(group.code) ?? [] }));

/** Of the codes given, over the last twelve months. */
export const effectsIn = async (
  { runner, cleaner, asker, lookups }: EffectsAbout,
  codes: readonly string[],
): Promise<Effects> => {
  const { config, catalogue, watermark } = asker;
  let context: ReturnType<typeof contextAt> | undefined;
  // Sums kept by day are those of the facts as they are.
  const own: Lookups = { ...lookups, rollups: undefined };
  return effectsOf(
    {
      asker,
      under: async (scenario, work) => {
        context ??= contextAt(runner, config, watermark, "facts");
        return underAlternative(
          runner,
          await context,
          alternatives[scenario],
          async (schema, records) =>
            work(
              await createAsker({ runner, config, catalogue, watermark, factsAt: async () => schema, lookups: own }),
              records,
            ),
          cleaner,
        );
      },
    },
    codes,
    periodIn({}, asker),
  );
};
