/** Stages that most who got that far went past without a stay recorded in them. */
import type { Row } from "../../api/types.ts";
import { youngIn } from "./steps.ts";

export interface Past {
  readonly stage: string;
  /** Of the journeys, those too young to be judged among them. */
  readonly reached: number;
  readonly came: number;
}

export const wentPast = (rows: readonly Row[], journeys: readonly Row[]): readonly Past[] =>
  rows.flatMap(({ keys, labels, more }) => {
    const step = journeys.find((journey) => journey.keys.stage === keys.stage);
    if (step === undefined) return [];
    const [reached, came] = [(step.den ?? 0) + youngIn(step), more.entered ?? 0];
    return came * 2 < reached ? [{ stage: labels.stage ?? keys.stage ?? "", reached, came }] : [];
  });
