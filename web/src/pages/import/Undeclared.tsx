/** Stages that an export tells and the process does not know: taken by somebody's word; what they mean is never guessed from a label. */
import { Button, NativeSelect } from "@mantine/core";
import { useState } from "react";
import type { ImportPreview } from "../../api/imports.ts";
import styles from "./Import.module.css";
import type { Importer } from "./useImport.ts";

const kinds = { lead: "leads", opportunity: "opportunities" } as const;

const meanings = [
  { value: "open", label: "Open: it goes on" },
  { value: "won", label: "Won" },
  { value: "lost", label: "Lost" },
  { value: "no_decision", label: "No decision: it ended without one" },
  { value: "hold", label: "Hold: it rests" },
  { value: "void", label: "Void: it should not be there" },
];

/** A lead is not won: it becomes an opportunity, and that is known by the opportunity, whatever its stage. */
const meaningsOf = { lead: meanings.filter(({ value }) => value !== "won"), opportunity: meanings } as const;

const saidText = (category: string | null): string =>
  category === null ? " (nothing says what it means)" : ` (${category.replaceAll("_", " ")})`;

interface Props {
  readonly stages: ImportPreview["undeclared"];
  readonly work: Importer;
}

const Taken = ({ count }: { readonly count: number }) =>
  count === 0 ? null : (
    <p className={styles.note} role="status">
      {count === 1 ? "1 stage was" : `${count} stages were`} added to quarterdeck.yaml, where what it says can be
      changed at any time.
    </p>
  );

export const Undeclared = ({ stages, work }: Props) => {
  const [said, setSaid] = useState<ReadonlyMap<string, string>>(new Map());
  if (stages.length === 0) return <Taken count={work.taken} />;
  const unsaid = stages.filter(({ category }) => category === null);
  const take = () => work.takeProcess(new Map(unsaid.map(({ id }) => [id, said.get(id) ?? "open"])));
  return (
    <div className={styles.question}>
      <p>
        <b>{stages.length === 1 ? "1 stage is" : `${stages.length} stages are`} not part of your process yet</b>
      </p>
      {(["lead", "opportunity"] as const).map((kind) => {
        const own = stages.filter(({ of }) => of === kind);
        return own.length === 0 ? null : (
          <p key={kind} className={styles.quiet}>
            Of {kinds[kind]}: {own.map(({ stage, category }) => `${stage}${saidText(category)}`).join(", ")}
          </p>
        );
      })}
      {unsaid.length === 0 ? null : (
        <fieldset className={styles.question}>
          <legend>What does it mean to stand in</legend>
          <div className={styles.answers}>
            {unsaid.map(({ id, stage, of }) => (
              <NativeSelect
                key={id}
                size="xs"
                label={stage}
                value={said.get(id) ?? "open"}
                data={meaningsOf[of]}
                onChange={({ currentTarget: { value } }) => setSaid(new Map([...said, [id, value]]))}
              />
            ))}
          </div>
        </fieldset>
      )}
      <div className={`${styles.buttons} ${styles.taking}`}>
        <Button size="xs" loading={work.waits === "taking"} disabled={work.waits !== null} onClick={take}>
          Add {stages.length === 1 ? "it" : "them"} to the process
        </Button>
      </div>
      <p className={styles.note}>
        They come into quarterdeck.yaml in this order. Until it names them, what stands in them counts as undeclared: it
        is neither open nor won nor lost.
      </p>
    </div>
  );
};
