import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { typed } from "../cli/line.ts";
import { stage } from "../sources/staged.ts";
import { temporaryFolders } from "./folders.ts";

const files = temporaryFolders("empties-");

describe("what a database writes for nothing", () => {
  it("is nothing: nobody's name, no reason, and no word against a column of dates", async () => {
    const deals = `deal_id,owner,create_date,close_date,amount,lost_reason
1,Ann Lee,2026-01-05,NULL,100,NULL
2,NULL,2026-01-06,2026-02-02,N/A,NULL
3,Null,2026-01-06,NULL,300,Price
4,NULL,2026-01-07,NULL,NULL,NULL
`;
    const folder = await files({ "deals.csv": deals });
    const said = (await typed(["import", join(folder, "deals.csv"), "--suggest", "m.yaml"], { folder })).out;
    expect(said).toContain("N/A and NULL stand for nothing in it");
    await using staged = await stage([join(folder, "deals.csv")], await readFile(join(folder, "m.yaml"), "utf8"));
    expect(
      await staged.ask(
        "select owner_id, closed_on, amount, lost_reason from staged.opportunities order by source_line",
      ),
    ).toEqual([
      { owner_id: "Ann Lee", closed_on: "", amount: "100", lost_reason: "" },
      { owner_id: "", closed_on: "2026-02-02", amount: "", lost_reason: "" },
      { owner_id: "Null", closed_on: "", amount: "300", lost_reason: "Price" },
      { owner_id: "", closed_on: "", amount: "", lost_reason: "" },
    ]);
    expect(await staged.ask("select person_id from staged.people order by person_id")).toEqual([
      { person_id: "Ann Lee" },
      { person_id: "Null" },
    ]);
    expect(await staged.one("select count(*)::double from staged.findings")).toBe(0);
  });
});
