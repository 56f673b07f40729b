/** The files: dropped or chosen, each with how much of it is sent. */
import { ActionIcon, Button, FileButton } from "@mantine/core";
import { ApiProblem } from "../../api/client.ts";
import { Card } from "../../parts/Card.tsx";
import { Icon } from "../../shell/icons.tsx";
import { percent } from "../../words/figures.ts";
import { belongsTo } from "./corrections.ts";
import styles from "./Import.module.css";
import type { Chosen } from "./useImport.ts";
import { sizeText } from "./words.ts";

interface Props {
  readonly chosen: readonly Chosen[];
  readonly isOver: boolean;
  readonly isSending: boolean;
  readonly problem: unknown;
  readonly onAdd: (files: readonly File[]) => void;
  readonly onTake: (name: string) => void;
}

/** Whether the problem is about the file of that name. */
const isAbout = (problem: unknown, name: string): boolean => {
  const facts = problem instanceof ApiProblem ? problem.facts : null;
  const path = typeof facts === "object" && facts !== null && "path" in facts ? facts.path : null;
  return typeof path === "string" && belongsTo(path, name);
};

const stateText = ({ upload, sent, file }: Chosen, isSending: boolean): string => {
  if (upload !== null) return sizeText(file.size);
  return isSending && sent > 0 ? `${percent(file.size === 0 ? 1 : sent / file.size, 0)} sent` : "waits";
};

export const FilesCard = ({ chosen, isOver, isSending, problem, onAdd, onTake }: Props) => {
  const pick = (
    <FileButton multiple onChange={(files) => onAdd(files)}>
      {(props) => (
        <Button
          {...props}
          size={chosen.length === 0 ? "sm" : "xs"}
          variant={chosen.length === 0 ? "filled" : "default"}
        >
          {chosen.length === 0 ? "Choose files" : "Add files"}
        </Button>
      )}
    </FileButton>
  );
  return (
    <Card title="Files" className={isOver ? styles.over : ""} tools={chosen.length === 0 ? undefined : pick}>
      {chosen.length === 0 ? (
        <div className={styles.empty}>
          <p className={styles.big}>{isOver ? "Let go to look at them" : "Drop what your CRM exports here"}</p>
          <p className={styles.quiet}>
            CSV, XLSX, Parquet, NDJSON, a ZIP or a folder of them. Exports of Salesforce, HubSpot, Pipedrive, Zoho and
            Odoo are recognised; of any other file you see what its columns seem to be.
          </p>
          {pick}
        </div>
      ) : (
        <ul className={styles.files} aria-label="Chosen files">
          {chosen.map((one) => (
            <li key={one.name} className={isAbout(problem, one.name) ? styles.wrong : undefined}>
              <span className={styles.name}>{one.name}</span>
              <span className={styles.state}>
                {isAbout(problem, one.name) ? "cannot be read" : stateText(one, isSending)}
              </span>
              <ActionIcon
                variant="subtle"
                color="gray"
                size="sm"
                aria-label={`Take ${one.name} out`}
                onClick={() => onTake(one.name)}
              >
                <Icon name="close" size={14} />
              </ActionIcon>
              {one.upload === null && isSending ? (
                <span className={styles.track} aria-hidden="true">
                  <span style={{ width: `${one.file.size === 0 ? 0 : (one.sent / one.file.size) * 100}%` }} />
                </span>
              ) : null}
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
};
