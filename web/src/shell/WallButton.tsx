/** To the quiet full screen for a wall. */
import { ActionIcon, Tooltip } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { scopeSearch } from "../scope/scope.ts";
import type { Search } from "../scope/search.ts";
import { Icon } from "./icons.tsx";

export const WallButton = () => {
  const navigate = useNavigate();
  return (
    <Tooltip label="Wall screen">
      <ActionIcon
        variant="subtle"
        color="gray"
        size="lg"
        c="var(--qd-ink-2)"
        aria-label="Wall screen: full screen, pages in turn"
        onClick={() => {
          void document.documentElement.requestFullscreen?.().catch(() => {});
          void navigate({ to: "/wall", search: ((before: Search) => scopeSearch(before)) as never });
        }}
      >
        <Icon name="wall" />
      </ActionIcon>
    </Tooltip>
  );
};
