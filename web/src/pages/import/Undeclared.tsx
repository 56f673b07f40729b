/** Stages that files tell and the process does not know: taken by somebody's word, in their order; what they mean is never guessed from a label. */
import { ActionIcon, Button, NativeSelect } from "@mantine/core";
import { useState } from "react";
import type { ImportPreview } from "../../api/imports.ts";
import { Icon } from "../../shell/icons.tsx";
import styles from "./Import.module.css";
import { moved, ordered } from "./order.ts";
import type { Importer } from "./useImport.ts";

type Told = ImportPreview["undeclared"][number];

const kinds = { lead: "Of leads", opportunity: "Of opportunities" } as const;

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

interface Props {
  readonly preview: Pick<ImportPreview, "undeclared" | "stages" | "stage_choices">;
  /** What the words are was decided when they were loaded. */
  readonly isLoaded?: boolean;
  readonly work: Importer;
}

const Taken = ({ count }: { readonly count: number }) =>
  count === 0 ? null : (
    <p className={styles.note} role="status">
      {count === 1 ? "1 stage was" : `${count} stages were`} added to quarterdeck.yaml, where what it says can be
      changed at any time.
    </p>
  );

/** A word of a file that nobody knows may be another name of a stage that is there. */
const answersFor = ({ of, id }: Told, { stages, stage_choices: choices }: Props["preview"]) => {
  const others = stages.some(({ word }) => word === id) ? choices.filter((one) => one.of === of) : [];
  if (others.length === 0) return meaningsOf[of];
  return [
    { group: "A stage of its own", items: meaningsOf[of] },
    { group: "The same as", items: others.map(({ stage, label }) => ({ value: `stage:${stage}`, label })) },
  ];
};

interface RowProps {
  readonly one: Told;
  readonly answers: ReturnType<typeof answersFor>;
  readonly said: string;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  readonly onSay: (category: string) => void;
  readonly onMove: (by: -1 | 1) => void;
}

const Row = ({ one: { stage, category }, answers, said, isFirst, isLast, onSay, onMove }: RowProps) => (
  <li>
    <span className={styles.name}>{stage}</span>
    {category === null ? (
      <NativeSelect
        size="xs"
        aria-label={`What it means to stand in ${stage}`}
        value={said}
        data={[...answers]}
        onChange={({ currentTarget: { value } }) => onSay(value)}
      />
    ) : (
      <span className={styles.state}>{category.replaceAll("_", " ")}</span>
    )}
    <span className={styles.moves}>
      {([-1, 1] as const).map((by) => (
        <ActionIcon
          key={by}
          variant="subtle"
          color="gray"
          size="sm"
          disabled={by < 0 ? isFirst : isLast}
          aria-label={`Move ${stage} ${by < 0 ? "up" : "down"}`}
          onClick={() => onMove(by)}
        >
          <Icon name={by < 0 ? "up" : "down"} size={14} />
        </ActionIcon>
      ))}
    </span>
  </li>
);

export const Undeclared = ({ preview, isLoaded = false, work }: Props) => {
  const { undeclared: stages } = preview;
  const [said, setSaid] = useState<ReadonlyMap<string, string>>(new Map());
  const [order, setOrder] = useState<readonly string[]>([]);
  if (stages.length === 0) return <Taken count={work.taken} />;
  const inOrder = ordered(stages, order);
  const meaningOf = (id: string): string => said.get(id) ?? "open";
  const take = () =>
    work.takeProcess({
      stages: inOrder.map(({ id }) => id),
      meanings: new Map(stages.filter(({ category }) => category === null).map(({ id }) => [id, meaningOf(id)])),
    });
  return (
    <div className={styles.question}>
      <p>
        <b>{stages.length === 1 ? "1 stage is" : `${stages.length} stages are`} not part of your process yet</b>
      </p>
      {(["lead", "opportunity"] as const).map((kind) => {
        const own = inOrder.filter(({ of }) => of === kind);
        return own.length === 0 ? null : (
          <div key={kind}>
            <p className={styles.quiet}>{kinds[kind]}, in the order in which they are passed:</p>
            <ul className={styles.stages} aria-label={kinds[kind]}>
              {own.map((one, place) => (
                <Row
                  key={one.id}
                  one={one}
                  answers={isLoaded ? meaningsOf[one.of] : answersFor(one, preview)}
                  said={meaningOf(one.id)}
                  isFirst={place === 0}
                  isLast={place === own.length - 1}
                  onSay={(answer) =>
                    answer.startsWith("stage:")
                      ? work.setStage(one.id, answer.slice("stage:".length))
                      : setSaid(new Map([...said, [one.id, answer]]))
                  }
                  onMove={(by) =>
                    setOrder(
                      moved(
                        inOrder.map(({ id }) => id),
                        one.id,
                        own[place + by]?.id ?? one.id,
                      ),
                    )
                  }
                />
              ))}
            </ul>
          </div>
        );
      })}
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
