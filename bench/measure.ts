/** What every section measures with: CPU seconds, sides in turn, and tables of what came out. */
import type { Sql } from "../src/sql/index.ts";
import { cpu } from "./engine.ts";

export const statement = (text: string): Sql => ({ chunks: [text], values: [] });

export const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;
export const seconds = (value: number): string => value.toFixed(value < 0.1 ? 4 : value < 10 ? 3 : 1);
export const ratio = (a: number, b: number): string => (b === 0 ? "-" : (a / b).toFixed(2));

const told: string[] = [];
export const say = (text: string): void => {
  console.log(text);
  told.push(text);
};
export const table = (head: readonly string[], rows: readonly (readonly string[])[]): void => {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  say([line(head), line(head.map((_, index) => (index === 0 ? "---" : "---:"))), ...rows.map(line)].join("\n"));
  say("");
};
/** All that was said, as the results' file has it. */
export const report = (): string => `${told.join("\n").trimEnd()}\n`;

export const spent = async (work: () => Promise<unknown>): Promise<number> => {
  const start = cpu();
  await work();
  return cpu() - start;
};

/** What takes little is asked until it took so long altogether, for a median of a few such times tells nothing. */
const [enough, most] = [0.5, 25];

/**
 * The sides one after the other, round by round, so that what disturbs one disturbs the others: CPU seconds, medians of `rounds`, of more
 * where the first side takes little. Code that has run a few times is compiled better: the first rounds are not counted.
 */
export const inTurn = async (
  rounds: number,
  ...sides: readonly (() => Promise<unknown>)[]
): Promise<readonly number[]> => {
  const times: number[][] = sides.map(() => []);
  let once = 0;
  for (let warming = 0; warming < 3; warming += 1)
    for (const [index, side] of sides.entries()) {
      const time = await spent(side);
      if (index === 0) once = time;
    }
  const count = Math.max(rounds, Math.min(most, Math.ceil(enough / once)));
  for (let round = 0; round < count; round += 1)
    for (const [index, side] of sides.entries()) times[index]?.push(await spent(side));
  return times.map(median);
};
