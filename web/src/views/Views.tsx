/** Addresses that somebody wants to come back to: a menu on top of every page. Its list is loaded when it is first opened. */
import { Popover, UnstyledButton } from "@mantine/core";
import { lazy, Suspense, useState } from "react";
import { Icon } from "../shell/icons.tsx";
import styles from "./Views.module.css";

const load = () => import("./ViewsPanel.tsx");
const ViewsPanel = lazy(async () => ({ default: (await load()).ViewsPanel }));

export const Views = () => {
  const [isOpen, setOpen] = useState(false);
  return (
    // Escape ends what is being renamed first, which the popover's own way of closing would not hear.
    <Popover opened={isOpen} onChange={setOpen} position="bottom-end" trapFocus returnFocus closeOnEscape={false}>
      <Popover.Target>
        <UnstyledButton
          className={styles.button}
          onClick={() => setOpen(!isOpen)}
          onPointerEnter={() => void load()}
          aria-label="Views"
          aria-haspopup="dialog"
          aria-expanded={isOpen}
        >
          <Icon name="bookmark" size={16} />
          <span className={styles.word}>Views</span>
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown
        aria-label="Views"
        onKeyDown={({ key }) => {
          if (key === "Escape") setOpen(false);
        }}
      >
        <Suspense fallback={null}>
          <ViewsPanel onDone={() => setOpen(false)} />
        </Suspense>
      </Popover.Dropdown>
    </Popover>
  );
};
