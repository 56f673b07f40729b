/** What the period is compared with. */
import { Popover, UnstyledButton } from "@mantine/core";
import { useState } from "react";
import { Icon } from "../shell/icons.tsx";
import { DateRange } from "./DateRange.tsx";
import { comparisonName, rangeOf } from "./periods.ts";
import styles from "./ScopeBar.module.css";
import { defaultCompare } from "./scope.ts";
import { useChangeSearch, useScope } from "./useScope.ts";

const choices = [
  { words: "previous", name: "The period before" },
  { words: "year", name: "A year earlier" },
  { words: "none", name: "Nothing" },
];

export const ComparisonChoice = () => {
  const { compare } = useScope();
  const change = useChangeSearch();
  const [isOpen, setOpen] = useState(false);
  const choose = (words: string): void => {
    setOpen(false);
    change({ compare: words === defaultCompare ? undefined : words });
  };
  return (
    <Popover opened={isOpen} onChange={setOpen} position="bottom-start" trapFocus returnFocus>
      <Popover.Target>
        <UnstyledButton
          className={`${styles.choice} ${styles.quiet} ${styles.comparison}`}
          onClick={() => setOpen(!isOpen)}
          aria-haspopup="dialog"
          aria-expanded={isOpen}
        >
          <span>
            <span className="visually-hidden">Comparison: </span>
            {comparisonName(compare)}
          </span>
          <Icon name="down" size={14} />
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown aria-label="Comparison">
        <div className={styles.panel}>
          <div>
            {choices.map(({ words, name }) => (
              <UnstyledButton
                key={words}
                className={styles.chip}
                style={{ display: "block", width: "100%" }}
                aria-pressed={words === compare}
                onClick={() => choose(words)}
              >
                {name}
              </UnstyledButton>
            ))}
          </div>
          <DateRange range={rangeOf(compare)} onChoose={choose} />
        </div>
      </Popover.Dropdown>
    </Popover>
  );
};
