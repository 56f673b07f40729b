/** How Mantine's parts look here: our colours, our type, and contrasts that reach WCAG AA in both schemes. */
import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from "@mantine/core";

const sea: MantineColorsTuple = [
  "#e8f0fc",
  "#d0e0f8",
  "#a6c6f4",
  "#8bb6f8",
  "#6ea3f5",
  "#3f7fdc",
  "#1d5fc4",
  "#1a56b2",
  "#174a99",
  "#123b7a",
];

/** Mantine paints fields and what is disabled with these; ours are as blue as the ground. */
const dark: MantineColorsTuple = [
  "#eceff4",
  "#b4bcc9",
  "#97a0ae",
  "#6b7482",
  "#3b4350",
  "#2a303a",
  "#21262f",
  "#181c23",
  "#13161c",
  "#101318",
];

export const theme = createTheme({
  primaryColor: "sea",
  primaryShade: { light: 6, dark: 4 },
  autoContrast: true,
  colors: { sea, dark },
  fontFamily: '"Inter Variable", system-ui, sans-serif',
  headings: { fontFamily: '"Inter Variable", system-ui, sans-serif' },
  defaultRadius: "md",
  cursorType: "pointer",
  focusRing: "auto",
  components: {
    // Mantine asks the light scheme which ink stands out on the accent.
    Button: {
      vars: (_theme: unknown, { variant = "filled" }: { readonly variant?: string }) => ({
        root: variant === "filled" ? { "--button-color": "var(--qd-on-accent)" } : {},
      }),
    },
    Tooltip: { defaultProps: { openDelay: 250, withArrow: false, multiline: true, maw: 320 } },
    Popover: { defaultProps: { shadow: "md", radius: "md" } },
    // The first entry is what one reaches: a stop without a name before it is none of a menu's.
    Menu: { defaultProps: { shadow: "md", radius: "md", withInitialFocusPlaceholder: false } },
    // The list itself scrolls: a part of it that scrolls would be out of the reach of keys.
    Select: {
      defaultProps: { withScrollArea: false, comboboxProps: { withinPortal: false } },
      styles: { options: { maxHeight: 260, overflowY: "auto" } },
    },
  },
});

/** Mantine's own greys are replaced by ours, dimmed text foremost. */
export const variables: CSSVariablesResolver = () => ({
  variables: {
    "--mantine-color-body": "var(--qd-surface)",
    "--mantine-color-text": "var(--qd-ink)",
    "--mantine-color-dimmed": "var(--qd-ink-3)",
    "--mantine-color-placeholder": "var(--qd-ink-3)",
    "--mantine-color-default": "var(--qd-surface)",
    "--mantine-color-default-hover": "var(--qd-sunken)",
    "--mantine-color-default-color": "var(--qd-ink)",
    "--mantine-color-default-border": "var(--qd-line-2)",
    "--mantine-color-anchor": "var(--qd-accent-ink)",
  },
  light: {},
  dark: {},
});
