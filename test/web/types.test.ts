import { expect, it } from "vitest";
import type * as server from "../../src/server/types.ts";
import type * as imports from "../../web/src/api/imports.ts";
import type * as page from "../../web/src/api/types.ts";

/** Compiles only when everything that the server may say is what the page expects. */
const reads = <Expected>(_said: (value: Expected) => void): true => true;

/** What is sent is only looked at. */
type Sent<Told> = Told extends object ? { readonly [Key in keyof Told]: Sent<Told[Key]> } : Told;

/** With data: without any, the page shows nothing of a workspace but how to bring some in. */
type WithData<Told> = Told & {
  readonly watermark: string;
  readonly today: string;
  readonly extent: { first: string; last: string };
};

it("the page expects of each answer what the server's schemas say, and sends what they ask", () => {
  const held = [
    reads<server.Answer>((said: page.Answer) => said),
    reads<server.Scorecard>((said: page.Scorecard) => said),
    reads<server.Kpi>((said: page.Kpi) => said),
    reads<WithData<server.Workspace>>((said: page.Workspace) => said),
    reads<server.Organisation>((said: page.Organisation) => said),
    reads<server.Records>((said: page.Records) => said),
    reads<server.Goal>((said: page.Goal) => said),
    reads<server.FindingGroup>((said: page.FindingGroup) => said),
    reads<server.Finding>((said: page.Finding) => said),
    reads<server.View>((said: page.View) => said),
    reads<server.DimensionValue>((said: page.DimensionValue) => said),
    reads<server.Upload>((said: imports.Upload) => said),
    reads<server.ImportPreview>((said: imports.ImportPreview) => said),
    reads<server.Loaded>((said: imports.Loaded) => said),
    reads<imports.ImportToPreview>((said: Sent<server.ImportToPreview>) => said),
    reads<imports.ImportToLoad>((said: Sent<server.ImportToLoad>) => said),
  ];
  expect(held.every(Boolean)).toBe(true);
});
