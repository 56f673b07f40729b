/** The scorecard as one request, on two sessions, beside the same figures written by hand: sixteen KPIs by month over both periods. */
import type { Session } from "../src/engines/index.ts";
import type { WorkspaceConfig } from "../src/model/process.ts";
import { createAsker } from "../src/query/index.ts";
import { cpu, latest, optionsOf } from "./engine.ts";
import { floorOf } from "./floor/index.ts";
import { median, ratio, seconds, spent, statement } from "./measure.ts";
import { year } from "./questions.ts";

export const scorecards = [
  {
    name: "a month against the month before",
    request: { range: { from: "2025-12-01", to: "2026-01-01" }, compare: { from: "2025-11-01", to: "2025-12-01" } },
  },
  {
    name: "a year against the year before, with twelve months each",
    request: { range: year, compare: { from: "2024-01-01", to: "2025-01-01" } },
  },
] as const;

/** Rows of the section's table: the first of a process, again, and by hand in turn with it. */
export const scorecardRow = async (
  { name, request }: (typeof scorecards)[number],
  config: WorkspaceConfig,
  rounds: number,
  session: Session,
  open: () => Promise<Session>,
): Promise<readonly string[]> => {
  const at = await latest(session, config);
  const asker = await createAsker({ ...optionsOf(session, config, at), others: async () => [await open()] });
  const floor = await floorOf(session, at, {
    goals: "goals",
    range: { from: request.compare.from, to: request.range.to },
  });
  const byHand = floor.filter(({ by }) => by === "month").flatMap(({ statements }) => statements);
  const ours: (readonly [number, number])[] = [];
  const theirs: number[] = [];
  for (let round = 0; round <= Math.max(rounds, 3); round += 1) {
    const [start, wall] = [cpu(), performance.now()];
    await asker.scorecard(request);
    ours.push([cpu() - start, (performance.now() - wall) / 1000]);
    const hand = await spent(async () => {
      for (const text of byHand) await session.columns(statement(text));
    });
    if (round > 0) theirs.push(hand);
  }
  const [first = [0, 0], ...others] = ours;
  const again = [median(others.map(([time]) => time)), median(others.map(([, wall]) => wall))];
  const hand = median(theirs);
  return [name, ...[...first, ...again, hand].map(seconds), ratio(again[0] ?? 0, hand)];
};
