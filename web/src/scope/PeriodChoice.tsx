/** Which period the page is about. */
import { Popover, UnstyledButton } from "@mantine/core";
import { useState } from "react";
import { useWorkspace } from "../parts/useFacts.ts";
import { Icon } from "../shell/icons.tsx";
import { DateRange } from "./DateRange.tsx";
import { periodName, periodsOf, rangeOf } from "./periods.ts";
import styles from "./ScopeBar.module.css";
import { defaultPeriod } from "./scope.ts";
import { useChangeSearch, useScope } from "./useScope.ts";

export const PeriodChoice = () => {
  const { period } = useScope();
  const { fiscal_calendars } = useWorkspace();
  const change = useChangeSearch();
  const [isOpen, setOpen] = useState(false);
  const choose = (words: string): void => {
    setOpen(false);
    change({ period: words === defaultPeriod ? undefined : words });
  };
  return (
    <Popover opened={isOpen} onChange={setOpen} position="bottom-start" trapFocus returnFocus>
      <Popover.Target>
        <UnstyledButton
          className={styles.choice}
          onClick={() => setOpen(!isOpen)}
          aria-haspopup="dialog"
          aria-expanded={isOpen}
        >
          <Icon name="calendar" size={16} />
          <span>
            <span className="visually-hidden">Period: </span>
            {periodName(period)}
          </span>
          <Icon name="down" size={14} />
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown aria-label="Period">
        <div className={styles.panel}>
          <div className={styles.chips}>
            {periodsOf(fiscal_calendars ?? []).map(({ words, name }) => (
              <UnstyledButton
                key={words}
                className={styles.chip}
                aria-pressed={words === period}
                onClick={() => choose(words)}
              >
                {name}
              </UnstyledButton>
            ))}
          </div>
          <DateRange range={rangeOf(period)} onChoose={choose} />
        </div>
      </Popover.Dropdown>
    </Popover>
  );
};
