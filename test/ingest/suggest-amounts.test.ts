import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { typed } from "../cli/line.ts";
import { stage } from "../sources/staged.ts";
import { temporaryFolders } from "./folders.ts";

const files = temporaryFolders("amounts-");

/** What a suggested mapping makes of deals of these amounts, and what it says is none. */
const read = async (amounts: readonly string[], currencies: readonly string[] = []) => {
  const cells = [["Amount", ...amounts], ...(currencies.length === 0 ? [] : [["Currency", ...currencies]])];
  const lines = ["Deal ID;Created", ...amounts.map((_, index) => `${index + 1};2026-01-05`)];
  const rows = lines.map((line, index) => [line, ...cells.map((column) => column[index])].join(";"));
  const place = await files({ "deals.csv": `${rows.join("\n")}\n` });
  const path = join(place, "deals.csv");
  await typed(["import", path, "--suggest", "amounts.yaml"], { folder: place });
  await using staged = await stage([path], await readFile(join(place, "amounts.yaml"), "utf8"));
  const deals = await staged.ask("select amount, currency from staged.opportunities order by source_line");
  const findings = await staged.ask("select value from staged.findings order by line");
  return {
    amounts: deals.map(({ amount }) => (amount === null || amount === "" ? null : Number(amount))),
    currencies: deals.map(({ currency }) => currency),
    found: findings.map((finding) => finding.value),
  };
};

describe("a column of amounts that nobody knows", () => {
  it("has those below zero below zero, in brackets and with a minus sign as with a hyphen", async () => {
    for (const negative of ["(1,500)", "−1,500", "-1,500", "- 1,500", "$(1,500)", "($1,500)", "-$1,500", "$-1,500"])
      expect(await read([negative, "$2,000"]), negative).toMatchObject({ amounts: [-1500, 2000], found: [] });
    expect(await read(["(500)", "700"])).toMatchObject({ amounts: [-500, 700] });
  });

  it("is read without the cells that say something else beside the digits: these are found", async () => {
    const others = [
      "1.000",
      "2.500,50",
      "10.000",
      "20.000",
      "30.000",
      "40.000",
      "50.000",
      "60.000",
      "70.000",
      "80.000",
    ];
    for (const other of ["5k", "~500", "500?", "-", "5%", "100-200"])
      expect(await read([...others, other]), other).toEqual({
        amounts: [1000, 2500.5, 10_000, 20_000, 30_000, 40_000, 50_000, 60_000, 70_000, 80_000, null],
        currencies: expect.anything(),
        found: [other],
      });
  });

  it("is grouped where it is sorted, so that no thousand stands among the first ten thousand", async () => {
    const small = Array.from({ length: 10_000 }, (_, index) => String(100 + Math.floor(index / 12)));
    const { amounts, found } = await read([...small, "1.000", "1.250"]);
    expect([amounts.at(-3), amounts.at(-2), amounts.at(-1)]).toEqual([933, 1000, 1250]);
    expect(found).toEqual([]);
  });

  it("is in the currency of most of them where no column says it, and those in another are found", async () => {
    const dear = await read(["€1,000", "£2,000", "€3,000", "€4,000"]);
    expect(dear).toEqual({ amounts: [1000, null, 3000, 4000], currencies: Array(4).fill("EUR"), found: ["£2,000"] });
    const said = await read(["€1,000", "£2,000", "€3,000"], ["EUR", "GBP", "EUR"]);
    const worded = await read(["1", "2", "3", "4", "5"], ["€", "Euro", "eur", "USD - US Dollar", "$"]);
    expect(worded).toMatchObject({ currencies: ["EUR", "EUR", "eur", "USD", "$"], found: [] });
    expect(said).toEqual({ amounts: [1000, 2000, 3000], currencies: ["EUR", "GBP", "EUR"], found: [] });
    const partly = await read(["USD 1,000", "2,000 €", "US$ 3,000", "4,000", "$5"], ["", "", "", "GBP", ""]);
    expect(partly).toMatchObject({ amounts: [1000, 2000, 3000, 4000, 5], found: [] });
    expect(partly.currencies.map((currency) => currency || null)).toEqual(["USD", "EUR", "USD", "GBP", null]);
  });

  it("is grouped by its points where three digits follow each of them", async () => {
    expect(await read(["1.000", "12.500", "500"])).toMatchObject({ amounts: [1000, 12_500, 500], found: [] });
    expect(await read(["€1.000", "€2.500.000"])).toMatchObject({ amounts: [1000, 2_500_000], found: [] });
    for (const [written, amount] of [
      ["5000", 5000],
      ["0.125", 0.125],
      ["2.5", 2.5],
    ] as const)
      expect((await read(["1.000", written])).amounts, written).toEqual([1, amount]);
  });

  it("is read as most of them are written where one is written otherwise, which is found", async () => {
    expect(await read(["1.234", "2.500,00", "1234.5", "12.000", "3.100"])).toMatchObject({
      amounts: [1234, 2500, null, 12_000, 3100],
      found: ["1234.5"],
    });
    expect(await read(["1,234", "2,500.00", "1234,5", "12,000"])).toMatchObject({
      amounts: [1234, 2500, null, 12_000],
      found: ["1234,5"],
    });
  });

  it("is grouped by its commas as India does, too, and by no others", async () => {
    expect(await read(["₹1,23,456.50", "₹12,34,567", "₹2,000"])).toMatchObject({
      amounts: [123_456.5, 1_234_567, 2000],
      found: [],
    });
    expect(await read(["1,000", "2,50,00"])).toMatchObject({ amounts: [1000, null], found: ["2,50,00"] });
  });

  it("is one where currencies stand beside the digits by their codes", async () => {
    for (const [one, other] of [
      ["1.000,50 EUR", "2,00 EUR"],
      ["EUR 1.000,50", "EUR 2"],
      ["-EUR 1.000,50", "(EUR 2)"],
    ] as const)
      expect(await read([one, other]), one).toEqual({
        amounts: one.startsWith("-") ? [-1000.5, -2] : [1000.5, 2],
        currencies: ["EUR", "EUR"],
        found: [],
      });
    expect(await read(["1\u2019200.50", "CHF 300"])).toMatchObject({ amounts: [1200.5, 300], found: [] });
    expect(await read(["1 200 kr.", "300 kr"])).toMatchObject({ amounts: [1200, 300], found: [] });
  });
});
