/** Two dates, both counted: what people mean by "from" and "to". The address keeps the day after the last. */
import { Button, TextInput } from "@mantine/core";
import { useId, useState } from "react";
import { dayAfter, dayBefore } from "../words/dates.ts";
import styles from "./ScopeBar.module.css";

interface Props {
  /** Half-open. */
  readonly range: { readonly from: string; readonly to: string } | null;
  readonly onChoose: (range: string) => void;
}

export const DateRange = ({ range, onChoose }: Props) => {
  const [from, setFrom] = useState(range?.from ?? "");
  const [last, setLast] = useState(range === null ? "" : dayBefore(range.to));
  const id = useId();
  const isWrong = from !== "" && last !== "" && last < from;
  return (
    <form
      className={styles.dates}
      onSubmit={(event) => {
        event.preventDefault();
        if (from !== "" && last !== "" && !isWrong) onChoose(`${from}..${dayAfter(last)}`);
      }}
    >
      <TextInput
        id={`${id}-from`}
        size="xs"
        type="date"
        label="From"
        value={from}
        onChange={(event) => setFrom(event.currentTarget.value)}
      />
      <TextInput
        id={`${id}-last`}
        size="xs"
        type="date"
        label="To, included"
        value={last}
        error={isWrong ? "Before the first" : undefined}
        onChange={(event) => setLast(event.currentTarget.value)}
      />
      <Button type="submit" size="xs" disabled={from === "" || last === "" || isWrong}>
        Show
      </Button>
    </form>
  );
};
