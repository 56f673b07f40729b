/** The keys of the page: `g` and a letter go to a page, `?` lists them. */
import { ActionIcon, Kbd, Modal, Table, Tooltip } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { scopeSearch } from "../scope/scope.ts";
import type { Search } from "../scope/search.ts";
import { Icon } from "./icons.tsx";
import { pages } from "./pages.ts";

const openEvent = "quarterdeck:keys";
const patienceMs = 1200;

const isWriting = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

/** Listens while the shell is on the screen. */
export const useKeys = (): void => {
  const navigate = useNavigate();
  useEffect(() => {
    let pressedG = 0;
    const onKey = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || isWriting(event.target)) return;
      if (event.key === "?") {
        document.dispatchEvent(new CustomEvent(openEvent));
        return;
      }
      const isSecond = pressedG > 0 && event.timeStamp - pressedG < patienceMs;
      const page = isSecond ? pages.find(({ key }) => key === event.key) : undefined;
      pressedG = page === undefined && event.key === "g" ? event.timeStamp : 0;
      if (page !== undefined)
        void navigate({ to: page.path, search: ((before: Search) => scopeSearch(before)) as never });
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [navigate]);
};

const keys: readonly { readonly keys: readonly string[]; readonly does: string }[] = [
  { keys: ["Ctrl", "K"], does: "go to any KPI, person, team or page" },
  ...pages.map(({ key, name }) => ({ keys: ["g", key], does: name })),
  { keys: ["Tab"], does: "the next thing; Enter opens it" },
  { keys: ["Esc"], does: "closes what is open" },
  { keys: ["?"], does: "this list" },
];

export const KeysButton = () => {
  const [isOpen, setOpen] = useState(false);
  useEffect(() => {
    const open = (): void => setOpen(true);
    document.addEventListener(openEvent, open);
    return () => document.removeEventListener(openEvent, open);
  }, []);
  return (
    <>
      <Tooltip label="Keys (?)">
        <ActionIcon
          variant="subtle"
          color="gray"
          size="lg"
          c="var(--qd-ink-2)"
          aria-label="List of keys"
          onClick={() => setOpen(true)}
        >
          <Icon name="keys" />
        </ActionIcon>
      </Tooltip>
      <Modal opened={isOpen} onClose={() => setOpen(false)} title="Keys" closeButtonProps={{ "aria-label": "Close" }}>
        <Table withRowBorders={false} verticalSpacing={5} horizontalSpacing={0}>
          <Table.Tbody>
            {keys.map(({ keys: pressed, does }) => (
              <Table.Tr key={does}>
                <Table.Td w={110}>
                  {pressed.map((key) => (
                    <Kbd key={key} mr={4}>
                      {key}
                    </Kbd>
                  ))}
                </Table.Td>
                <Table.Td>{does}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Modal>
    </>
  );
};
