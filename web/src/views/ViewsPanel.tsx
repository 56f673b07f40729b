/** The saved views, and a field to save what is shown. */
import { Button, TextInput } from "@mantine/core";
import { useRouterState } from "@tanstack/react-router";
import { type RefObject, useRef, useState } from "react";
import type { View } from "../api/types.ts";
import { isAt, keptOf, viewWords } from "./address.ts";
import { useKnown } from "./useKnown.ts";
import { useChangeViews, useViews } from "./useViews.ts";
import { longestName, ViewRow } from "./ViewRow.tsx";
import styles from "./Views.module.css";

interface SavingProps {
  readonly views: readonly View[];
  readonly field: RefObject<HTMLInputElement | null>;
  readonly onDone: () => void;
}

const Saving = ({ views, field, onDone }: SavingProps) => {
  const [name, setName] = useState("");
  const { save } = useChangeViews();
  const meant = name.trim();
  const instead = views.find((view) => view.name === meant);
  return (
    <form
      className={`${styles.form} ${styles.saving}`}
      onSubmit={async (event) => {
        event.preventDefault();
        if (await save(meant, keptOf(window.location), instead)) onDone();
      }}
    >
      <TextInput
        ref={field}
        size="xs"
        label="Save what is shown"
        placeholder="West, last quarter"
        value={name}
        maxLength={longestName}
        onChange={({ currentTarget }) => setName(currentTarget.value)}
        data-autofocus
      />
      <Button type="submit" size="xs" disabled={meant === ""}>
        {instead === undefined ? "Save" : "Replace"}
      </Button>
    </form>
  );
};

export const ViewsPanel = ({ onDone }: { readonly onDone: () => void }) => {
  const views = useViews();
  const known = useKnown();
  const field = useRef<HTMLInputElement>(null);
  // Asked for so that the mark moves with the address.
  useRouterState({ select: ({ location }) => location.href });
  const here = keptOf(window.location);
  if (views === undefined) return null;
  return (
    <div className={styles.panel}>
      {views.length === 0 ? (
        <p className={styles.nothing}>Nothing is saved yet. A view keeps a page with its period, part and filters.</p>
      ) : (
        <ul className={styles.list} aria-label="Saved views">
          {views.map((view) => (
            <ViewRow
              key={view.name}
              view={view}
              words={viewWords(view, known)}
              isHere={isAt(view, here)}
              onOpen={onDone}
              onGone={() => field.current?.focus()}
            />
          ))}
        </ul>
      )}
      <Saving views={views} field={field} onDone={onDone} />
    </div>
  );
};
