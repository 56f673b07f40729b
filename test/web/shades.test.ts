import { expect, it } from "vitest";
import type { Row, Workspace } from "../../web/src/api/types.ts";
import { shadesOf } from "../../web/src/pages/people/shades.ts";

const stage = (id: string, category: "open" | "hold") => ({ id, label: id, category, qualifying: false });

const pipelines: Workspace["process"]["pipelines"] = [
  {
    ...{ id: "sales", label: "Sales", object: "opportunity" },
    stages: [stage("first", "open"), stage("second", "open"), stage("third", "open"), stage("rests", "hold")],
  },
];

const row = (id: string, value: number) => ({ keys: { stage: id }, labels: { stage: id }, value }) as unknown as Row;

it("a stage has one shade for everyone, the later the fuller, whoever has nothing in an earlier one", () => {
  const shades = shadesOf([row("third", 2), row("rests", 1), row("first", 0), row("second", 4), row("third", 1)], {
    pipelines,
  });
  expect(shades).toEqual([
    { id: "second", label: "second", opacity: 0.3 },
    { id: "third", label: "third", opacity: 0.95 },
    { id: "rests", label: "rests", opacity: null },
  ]);
});
