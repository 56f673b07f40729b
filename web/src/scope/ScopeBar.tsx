/** Period, comparison, part of the company and filters: the same on top of every page. */

import { ComparisonChoice } from "./ComparisonChoice.tsx";
import { Filters } from "./Filters.tsx";
import { PartChoice } from "./PartChoice.tsx";
import { PeriodChoice } from "./PeriodChoice.tsx";
import styles from "./ScopeBar.module.css";

export const ScopeBar = () => (
  <section className={styles.bar} aria-label="What the page is about">
    <PeriodChoice />
    <ComparisonChoice />
    <PartChoice />
    <Filters />
  </section>
);
