import { expect, it } from "vitest";
import type { Row, Workspace } from "../../web/src/api/types.ts";
import { openIn, shadesOf } from "../../web/src/pages/people/shades.ts";

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

it("open are the open stages and those before a first known move, as the KPI's total counts: what rests is shown and not counted", () => {
  const rows = [row("second", 4), row("rests", 3), row("unknown", 2), row("undeclared", 1)];
  expect(openIn(rows, { pipelines })).toBe(6);
  expect(openIn([row("rests", 3)], { pipelines })).toBe(0);
});
