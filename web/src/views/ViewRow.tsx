/** One saved view: a link to it, another name for it, and the way to be rid of it. */
import { ActionIcon, Button, TextInput } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import type { View } from "../api/types.ts";
import { parseSearch } from "../scope/search.ts";
import { Icon } from "../shell/icons.tsx";
import { useChangeViews } from "./useViews.ts";
import styles from "./Views.module.css";

/** As the server takes them. */
export const longestName = 80;

const Renaming = ({ view, onDone }: { readonly view: View; readonly onDone: () => void }) => {
  const [name, setName] = useState(view.name);
  const { rename } = useChangeViews();
  const meant = name.trim();
  return (
    <form
      className={`${styles.form} ${styles.renaming}`}
      onSubmit={async (event) => {
        event.preventDefault();
        if (meant === view.name || (await rename(view, meant))) onDone();
      }}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.stopPropagation();
        onDone();
      }}
    >
      <TextInput
        size="xs"
        aria-label={`Another name for ${view.name}`}
        value={name}
        maxLength={longestName}
        onChange={({ currentTarget }) => setName(currentTarget.value)}
        ref={(input) => input?.focus()}
      />
      <Button type="submit" size="xs" disabled={meant === ""}>
        Rename
      </Button>
    </form>
  );
};

interface Props {
  readonly view: View;
  readonly words: string;
  readonly isHere: boolean;
  readonly onOpen: () => void;
  /** What had the focus is gone. */
  readonly onGone: () => void;
}

export const ViewRow = ({ view, words, isHere, onOpen, onGone }: Props) => {
  const [isRenaming, setRenaming] = useState(false);
  const { remove } = useChangeViews();
  if (isRenaming)
    return (
      <li className={styles.row}>
        <Renaming
          view={view}
          onDone={() => {
            setRenaming(false);
            onGone();
          }}
        />
      </li>
    );
  return (
    <li className={styles.row}>
      <Link
        to={view.path}
        search={parseSearch(view.search) as never}
        className={styles.link}
        data-here={isHere}
        onClick={onOpen}
      >
        <span className={styles.name}>{view.name}</span>
        <span className={styles.words}>{words}</span>
      </Link>
      <span className={styles.tools}>
        <ActionIcon
          size="sm"
          variant="subtle"
          color="gray"
          aria-label={`Rename ${view.name}`}
          title="Rename"
          onClick={() => setRenaming(true)}
        >
          <Icon name="pencil" size={14} />
        </ActionIcon>
        <ActionIcon
          size="sm"
          variant="subtle"
          color="gray"
          aria-label={`Delete ${view.name}`}
          title="Delete"
          onClick={async () => {
            if (await remove(view)) onGone();
          }}
        >
          <Icon name="close" size={14} />
        </ActionIcon>
      </span>
    </li>
  );
};
