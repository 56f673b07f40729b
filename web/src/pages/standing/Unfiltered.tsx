/** Which figures of a scorecard a filter leaves as they are, beside those that it narrows. */
import type { ScorecardLine } from "../../api/types.ts";
import { unfilteredIn } from "../../words/filters.ts";
import styles from "./StandingPage.module.css";

export const Unfiltered = ({ lines }: { readonly lines: readonly ScorecardLine[] }) => {
  const texts = unfilteredIn(lines);
  return texts.length === 0 ? null : <p className={styles.unfiltered}>{texts.join(" ")}</p>;
};
