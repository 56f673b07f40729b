import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { kept, unpacked } from "../kept/unpacked.ts";
import { run, told } from "./line.ts";
import { randomFrom } from "./random.ts";

const kills = Number(process.env.UPGRADES ?? 40);

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "quarterdeck-upgrade-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Told {
  readonly total: { readonly value: number | null; readonly num: number | null; readonly den: number | null };
}

const looking = async (workspace: string, answers: Readonly<Record<string, readonly (number | null)[]>>) => {
  for (const [kpi, expected] of Object.entries(answers)) {
    const { total } = await told<Told>("kpi", kpi, "--period", "all", "--workspace", workspace);
    expect([total.value, total.num, total.den], kpi).toEqual(expected);
  }
  const { goals } = await told<{ goals: readonly { goal_id: string }[] }>("goals", "list", "--workspace", workspace);
  expect(goals.map(({ goal_id: id }) => id)).toEqual(["g1"]);
  const doctor = await run(["doctor", "--workspace", workspace]);
  expect(doctor.code, doctor.err).toBe(0);
  expect(doctor.out).not.toContain("DAMAGED");
};

describe.each(kept)("the upgrade of %s", (name) => {
  it(
    `is killed ${kills} times, at any moment: it goes on from where it was, all that was there is, and answers what it answered`,
    async () => {
      const random = randomFrom(4_711);
      const whole = join(folder, "whole");
      await unpacked(name, whole);
      const { code, err, ms } = await run(["kpi", "win_rate", "--workspace", whole]);
      expect(code, err).toBe(0);
      let [killed, upgrades] = [0, 0];
      for (; killed < kills; upgrades += 1) {
        const workspace = join(folder, `w${upgrades}`);
        const { answers } = await unpacked(name, workspace);
        // Once more where it was killed: what it left is gone on from.
        for (let turn = 0; turn < 2; turn += 1) {
          const ran = await run(["kpi", "win_rate", "--workspace", workspace], 40 + random() * 1.1 * ms);
          if (ran.code === null) killed += 1;
          else expect(ran.code, ran.err).toBe(0);
        }
        await looking(workspace, answers);
        await rm(workspace, { recursive: true, force: true });
      }
      console.log(`upgrades: ${upgrades}, killed ${killed} times`);
    },
    60 * 60_000,
  );
});
