/** What happened when: notes at the chart, for one KPI or for all, and a way to add one. */
import { ActionIcon, Button, Checkbox, Popover, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { post, remove } from "../../api/client.ts";
import { annotationsQuery } from "../../api/queries.ts";
import type { Annotation, Kpi } from "../../api/types.ts";
import { useWorkspace } from "../../parts/useFacts.ts";
import { Icon } from "../../shell/icons.tsx";
import { dayText } from "../../words/dates.ts";
import styles from "./Annotations.module.css";
import type { Unit } from "./grains.ts";
import { noteDay, unitAt } from "./points.ts";

const longest = 200;

/** Sends, then asks for the notes anew; a refusal says why. */
const useSending = () => {
  const client = useQueryClient();
  return async (send: () => Promise<unknown>): Promise<boolean> => {
    try {
      await send();
      await client.invalidateQueries({ queryKey: annotationsQuery.queryKey });
      return true;
    } catch (error) {
      notifications.show({ message: error instanceof Error ? error.message : "The note could not be kept." });
      return false;
    }
  };
};

interface AddingProps {
  readonly kpi: Kpi;
  readonly units: readonly Unit[];
  readonly onDone: () => void;
}

const Adding = ({ kpi, units, onDone }: AddingProps) => {
  const { today } = useWorkspace();
  const [day, setDay] = useState(noteDay(units, today));
  const [text, setText] = useState("");
  const [isForAll, setForAll] = useState(false);
  const [isSending, setSending] = useState(false);
  const sending = useSending();
  return (
    <form
      className={styles.form}
      onSubmit={async (event) => {
        event.preventDefault();
        setSending(true);
        const isKept = await sending(() =>
          post("/annotations", { day, text: text.trim(), kpi: isForAll ? null : kpi.id }),
        );
        setSending(false);
        if (!isKept) return;
        onDone();
        if (unitAt(units, day) === null)
          notifications.show({ message: `The note is kept. This chart does not have ${dayText(day)}.` });
      }}
    >
      <TextInput
        size="xs"
        type="date"
        label="Day"
        value={day}
        onChange={({ currentTarget }) => setDay(currentTarget.value)}
        required
      />
      <TextInput
        size="xs"
        label="What happened"
        placeholder="New price list"
        value={text}
        maxLength={longest}
        onChange={({ currentTarget }) => setText(currentTarget.value)}
        required
        data-autofocus
      />
      <Checkbox
        size="xs"
        label="Show it at every KPI"
        checked={isForAll}
        onChange={({ currentTarget }) => setForAll(currentTarget.checked)}
      />
      <Button type="submit" size="xs" loading={isSending} disabled={text.trim() === "" || day === ""}>
        Keep the note
      </Button>
    </form>
  );
};

const Noted = ({ annotation, onGone }: { readonly annotation: Annotation; readonly onGone: () => void }) => {
  const sending = useSending();
  return (
    <li>
      <span className={styles.day}>{dayText(annotation.day)}</span>
      <span className={styles.text}>{annotation.text}</span>
      <ActionIcon
        size="xs"
        variant="subtle"
        color="gray"
        aria-label={`Take away the note of ${dayText(annotation.day)}: ${annotation.text}`}
        onClick={async () => {
          // Its own button goes with it.
          if (await sending(() => remove(`/annotations/${encodeURIComponent(annotation.id)}`))) onGone();
        }}
      >
        <Icon name="close" size={12} />
      </ActionIcon>
    </li>
  );
};

export const Annotations = ({ kpi, units }: { readonly kpi: Kpi; readonly units: readonly Unit[] }) => {
  const { data } = useQuery(annotationsQuery);
  const [isOpen, setOpen] = useState(false);
  const adding = useRef<HTMLButtonElement>(null);
  const shown = (data?.annotations ?? [])
    .filter((one) => (one.kpi === null || one.kpi === kpi.id) && unitAt(units, one.day) !== null)
    .toSorted((a, b) => a.day.localeCompare(b.day));
  return (
    <div className={styles.notes}>
      {shown.length === 0 ? null : (
        <ul className={styles.list} aria-label="Notes at the chart">
          {shown.map((annotation) => (
            <Noted key={annotation.id} annotation={annotation} onGone={() => adding.current?.focus()} />
          ))}
        </ul>
      )}
      <Popover opened={isOpen} onChange={setOpen} position="top-end" trapFocus returnFocus>
        <Popover.Target>
          <Button
            ref={adding}
            className={styles.add}
            size="compact-xs"
            variant="subtle"
            leftSection={<Icon name="plus" size={13} />}
            aria-haspopup="dialog"
            aria-expanded={isOpen}
            onClick={() => setOpen(!isOpen)}
          >
            Add a note
          </Button>
        </Popover.Target>
        <Popover.Dropdown aria-label="Add a note">
          <Adding kpi={kpi} units={units} onDone={() => setOpen(false)} />
        </Popover.Dropdown>
      </Popover>
    </div>
  );
};
