/** Light, dark, or as the system has it. */
import { ActionIcon, Tooltip, useMantineColorScheme } from "@mantine/core";
import { Icon } from "./icons.tsx";

const next = { light: "dark", dark: "auto", auto: "light" } as const;
const icons = { light: "sun", dark: "moon", auto: "system" } as const;
const names = { light: "Light", dark: "Dark", auto: "As the system" } as const;

export const SchemeButton = () => {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const label = `Colours: ${names[colorScheme].toLowerCase()}. Change to ${names[next[colorScheme]].toLowerCase()}`;
  return (
    <Tooltip label={label}>
      <ActionIcon
        variant="subtle"
        color="gray"
        size="lg"
        aria-label={label}
        onClick={() => setColorScheme(next[colorScheme])}
        c="var(--qd-ink-2)"
      >
        <Icon name={icons[colorScheme]} />
      </ActionIcon>
    </Tooltip>
  );
};
