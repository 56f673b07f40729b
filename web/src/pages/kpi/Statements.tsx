/** The statements behind a figure, each with its purpose and a way to copy it. */
import { Button } from "@mantine/core";
import { useClipboard } from "@mantine/hooks";
import { sqlQuery, useKept } from "../../api/queries.ts";
import type { Question } from "../../api/question.ts";
import { Asked, Nothing } from "../../parts/States.tsx";
import { Icon } from "../../shell/icons.tsx";
import { capital } from "../../words/names.ts";
import styles from "./SqlCard.module.css";

const Statement = ({ purpose, text }: { readonly purpose: string; readonly text: string }) => {
  const clipboard = useClipboard({ timeout: 2000 });
  return (
    <div>
      <div className={styles.purpose}>
        <h3>{capital(purpose)}</h3>
        <Button
          variant="default"
          size="compact-xs"
          leftSection={<Icon name={clipboard.copied ? "check" : "records"} size={13} />}
          onClick={() => clipboard.copy(text)}
          aria-label={`Copy the statement: ${purpose}`}
        >
          {clipboard.copied ? "Copied" : "Copy"}
        </Button>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <pre className={styles.text} tabIndex={0}>
        <code>{text}</code>
      </pre>
    </div>
  );
};

export const Statements = ({ question }: { readonly question: Question }) => (
  <Asked query={useKept(sqlQuery(question))} height={200}>
    {({ statements }) =>
      statements.length === 0 ? (
        <Nothing title="No statement was needed for this." />
      ) : (
        <div className={styles.statements}>
          {statements.map(({ purpose, text }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two statements can have one purpose; they are shown, not edited
            <Statement key={`${purpose} ${index}`} purpose={purpose} text={text} />
          ))}
        </div>
      )
    }
  </Asked>
);
