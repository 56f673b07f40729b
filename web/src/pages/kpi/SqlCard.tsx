/** The statements that make the figure, for those who want to check. Asked for when it is opened. */
import { UnstyledButton } from "@mantine/core";
import { lazy, Suspense } from "react";
import type { Question } from "../../api/question.ts";
import { Card } from "../../parts/Card.tsx";
import { Waiting } from "../../parts/States.tsx";
import { useChangeSearch, usePageSearch } from "../../scope/useScope.ts";
import { Icon } from "../../shell/icons.tsx";
import { told } from "./asked.ts";
import styles from "./SqlCard.module.css";

const Statements = lazy(() => import("./Statements.tsx").then((module) => ({ default: module.Statements })));

export const SqlCard = ({ question }: { readonly question: Question }) => {
  const isOpen = told(usePageSearch(), "sql") !== null;
  const change = useChangeSearch();
  return (
    <Card label="The SQL that makes it">
      <h2>
        <UnstyledButton
          className={styles.head}
          aria-expanded={isOpen}
          onClick={() => change({ sql: isOpen ? undefined : "shown" }, { replace: true })}
        >
          <span className={isOpen ? styles.opened : styles.closed}>
            <Icon name="right" size={15} />
          </span>
          The SQL that makes it
        </UnstyledButton>
      </h2>
      {isOpen ? (
        <Suspense fallback={<Waiting height={200} />}>
          <Statements question={question} />
        </Suspense>
      ) : null}
    </Card>
  );
};
