/** What stands where an answer does not: waiting, nothing there, a problem with its remedy. */
import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { ApiProblem } from "../api/client.ts";
import styles from "./States.module.css";

/** Keeps the place of what is coming, so that nothing jumps. */
export const Bones = ({
  height = 16,
  width = "100%",
}: {
  readonly height?: number | string;
  readonly width?: number | string;
}) => <div className={styles.bones} style={{ height, width }} aria-hidden="true" />;

/** What stands on the page before, or instead of, the frame of all pages. */
export const Outside = ({ children }: { readonly children: ReactNode }) => (
  <div className={styles.outside}>{children}</div>
);

interface Wait {
  readonly height?: number;
  readonly label?: string;
  /** Whether rows are coming. */
  readonly isTable?: boolean;
}

export const Waiting = ({ height = 240, label = "Loading", isTable = false }: Wait) => (
  <div role="status" aria-label={label} className={isTable ? styles.rows : undefined}>
    <Bones height={height} />
  </div>
);

/** Before anything is known of the workspace. */
export const Opening = () => (
  <div className={styles.opening} role="status">
    <img src="/mark.svg" alt="" />
    Opening Quarterdeck
  </div>
);

export const Nothing = ({ title, children }: { readonly title: string; readonly children?: ReactNode }) => (
  <div className={styles.state}>
    <h2>{title}</h2>
    {children === undefined ? null : <div>{children}</div>}
  </div>
);

interface Trouble {
  readonly error: unknown;
  readonly onRetry?: () => void;
}

/** A problem says what is wrong and what to do. */
export const Problem = ({ error, onRetry }: Trouble) => {
  const told = error instanceof ApiProblem ? error : null;
  return (
    <div className={styles.state} role="alert">
      <h2>{told?.message ?? "Something went wrong on this page."}</h2>
      <p>{told?.hint ?? "Reload the page. If it comes back, please report it."}</p>
      {onRetry === undefined ? null : (
        <Button variant="default" size="xs" onClick={onRetry}>
          Try again
        </Button>
      )}
    </div>
  );
};

interface Asked<Data> {
  readonly query: {
    readonly data: Data | undefined;
    readonly error: unknown;
    readonly isPlaceholderData?: boolean;
    readonly refetch: () => unknown;
  };
  /** While waiting: how tall it will be. */
  readonly height?: number;
  /** Whether rows are coming. */
  readonly isTable?: boolean;
  /** What stands there while waiting, where its form is known. */
  readonly instead?: ReactNode;
  readonly children: (data: Data) => ReactNode;
}

/** The three states of a question: the answer, waiting, or its problem. An old answer is dimmed while a new one comes. */
export const Asked = <Data,>({ query, height = 240, isTable = false, instead, children }: Asked<Data>) => {
  if (query.data !== undefined)
    return (
      <div
        style={query.isPlaceholderData === true ? { opacity: 0.55, transition: "opacity 120ms" } : undefined}
        aria-busy={query.isPlaceholderData === true}
      >
        {children(query.data)}
      </div>
    );
  if (query.error !== null && query.error !== undefined)
    return <Problem error={query.error} onRetry={() => void query.refetch()} />;
  return instead ?? <Waiting height={height} isTable={isTable} />;
};
