/** A filter by a word that nothing ever held is a mistake, as one by a person whom nobody knows is: not a figure of nobody. */
import { describe, expect, it } from "vitest";
import { company } from "./engine.ts";
import { randomWorld } from "./worlds/random.ts";
import { rowsOf } from "./worlds/world.ts";

const plain = randomWorld(3);
const accounts = rowsOf(plain, "accounts").map((row, index) => ({
  ...row,
  ...{ country: index % 2 === 0 ? "Germany" : "", Region: index % 3 === 0 ? "Bavaria" : "Hesse" },
}));
const world = { ...plain, tables: { ...plain.tables, accounts } };
const made = company(world.config, world.tables);

const range = { from: "2024-02-01", to: "2025-02-01" };
const filtered = async (dimension: string, operator: "=" | "!=" | "in" | "contains", ...values: (string | null)[]) => {
  const { asker } = await made;
  const where = [{ dimension, operator, values }];
  const { total } = await asker.answer({ kpi: "opportunities_created", range, where });
  return total.value;
};

describe("a word that a filter names", () => {
  it("and no record holds is named, with the nearest that one does, however it is asked", async () => {
    for (const [of, word, near] of [
      ["country", "germany", "Germany"],
      ["country", "Germny", "Germany"],
      ["account.attribute.Region", "bavaria", "Bavaria"],
      ["origin", "markting", "marketing"],
      ["type", "Renewal", "renewal"],
    ] as const)
      for (const operator of ["=", "!=", "in"] as const)
        await expect(filtered(of, operator, word), `${of} ${operator} ${word}`).rejects.toMatchObject({
          ...{ code: "unknown_value", message: `No ${of} is called ${word}.`, hint: `Did you mean ${near}?` },
        });
  });

  it("is one of those that there are, said where none is near", async () => {
    await expect(filtered("country", "=", "Atlantis")).rejects.toMatchObject({ hint: "There are: Germany." });
  });

  it("is answered where records hold it, where our own columns may, and where nothing at all is meant", async () => {
    const all = await filtered("country", "in", "Germany", null);
    const some = await filtered("country", "=", "Germany");
    expect([some, (all ?? 0) > (some ?? 0)]).toEqual([expect.any(Number), true]);
    for (const word of ["new", "renewal", "expansion"])
      expect(await filtered("type", "=", word)).toEqual(expect.any(Number));
    expect(await filtered("origin", "=", "unknown")).toEqual(expect.any(Number));
    expect(await filtered("country", "contains", "atlant")).toBe(0);
  });
});
