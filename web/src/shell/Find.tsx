/** The way to anything: a button and Ctrl+K. The list behind it is loaded when it is first asked for. */
import { UnstyledButton } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { lazy, Suspense, useState } from "react";
import { keepEarlyKeys } from "./early-keys.ts";
import { Icon } from "./icons.tsx";
import styles from "./Palette.module.css";

const load = () => import("./Palette.tsx");
const Palette = lazy(async () => ({ default: (await load()).Palette }));

export const Find = () => {
  const [isAsked, setAsked] = useState(false);
  const [early, setEarly] = useState("");
  const open = (): void => {
    // What was typed for the time before is not typed again.
    setEarly("");
    keepEarlyKeys(setEarly);
    if (isAsked) void import("@mantine/spotlight").then(({ spotlight }) => spotlight.open());
    setAsked(true);
  };
  // Once it is there the list listens for its own keys.
  useHotkeys(isAsked ? [] : [["mod+K", open]], []);
  return (
    <>
      <UnstyledButton className={styles.find} onClick={open} onPointerEnter={() => void load()}>
        <Icon name="search" size={16} />
        <span className={styles.word}>Find</span>
        <kbd className={styles.keys}>Ctrl K</kbd>
        <span className="visually-hidden">Find a KPI, a person, a team or a page</span>
      </UnstyledButton>
      {isAsked ? (
        <Suspense fallback={null}>
          <Palette early={early} />
        </Suspense>
      ) : null}
    </>
  );
};
