/** Everything that was planted, where it shows and how large it came out: the answer sheet for what finds such things. */
import type { Company } from "./company.ts";
import { dateOf } from "./days.ts";
import type { Truth } from "./truth.ts";
import { type BlemishCounts, dataTruths } from "./truths-data.ts";
import { initiativeTruths } from "./truths-initiatives.ts";
import { marketTruths } from "./truths-market.ts";
import { peopleTruths } from "./truths-people.ts";
import { pipelineTruths } from "./truths-pipeline.ts";

export interface Truths {
  readonly version: 1;
  readonly seed: number;
  /** First and last local day of data. */
  readonly starts_on: string;
  readonly ends_on: string;
  readonly as_of: string;
  readonly truths: readonly Truth[];
}

export const truthsOf = (company: Company, counts: BlemishCounts): Truths => ({
  version: 1,
  seed: company.plan.seed,
  starts_on: dateOf(company.plan.days.from),
  ends_on: dateOf(company.plan.days.to - 1),
  as_of: new Date(company.plan.end).toISOString(),
  truths: [
    ...initiativeTruths(company),
    ...peopleTruths(company),
    ...pipelineTruths(company),
    ...marketTruths(company),
    ...dataTruths(company, counts),
  ],
});
