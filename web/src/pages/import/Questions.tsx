/** What no file says: which stage a word is, which way round dates are, what activities were, who the named people are. */
import { Button, Checkbox, NativeSelect } from "@mantine/core";
import type { ImportPreview, NamedPeople } from "../../api/imports.ts";
import { dayText } from "../../words/dates.ts";
import { countText } from "../../words/figures.ts";
import { capital } from "../../words/names.ts";
import styles from "./Import.module.css";
import type { Importer } from "./useImport.ts";
import { fieldName } from "./words.ts";

interface Props {
  readonly preview: ImportPreview;
  readonly work: Importer;
}

/** Words that are stages of the process; those that are none yet stand with what is to be added to it. */
const Stages = ({ preview: { stages: all, stage_choices: choices, undeclared }, work }: Props) => {
  const stages = all.filter(
    ({ word, stage }) => !undeclared.some(({ id }) => id === word || (id === stage && stage !== word)),
  );
  const choicesOf = (of: "lead" | "opportunity") =>
    choices.filter((one) => one.of === of).map(({ stage, label }) => ({ value: stage, label }));
  return stages.length === 0 ? null : (
    <fieldset className={styles.question}>
      <legend>Which stage of your process is</legend>
      <div className={styles.answers}>
        {stages.map(({ word, of, stage }) => (
          <NativeSelect
            key={word}
            size="xs"
            label={word}
            value={work.corrections.stages?.find((one) => one.word === word)?.stage ?? stage ?? word}
            data={[...choicesOf(of), { value: word, label: "None of these" }]}
            onChange={({ currentTarget: { value } }) => work.setStage(word, value)}
          />
        ))}
      </div>
    </fieldset>
  );
};

const orders = { day_first: "day first", month_first: "month first" } as const;

const Dates = ({ preview: { ambiguous }, work }: Props) => {
  const { date_order: order } = work.corrections;
  if (ambiguous !== null)
    return (
      <fieldset className={styles.question}>
        <legend>
          Which way round are dates written? In {ambiguous.column} of {ambiguous.file} stands {ambiguous.sample}
        </legend>
        <div className={styles.buttons}>
          {(["day_first", "month_first"] as const).map((one) => (
            <Button key={one} size="xs" variant="default" onClick={() => work.settle({ date_order: one })}>
              {capital(orders[one])}: {dayText(ambiguous[one].slice(0, 10))}
            </Button>
          ))}
        </div>
      </fieldset>
    );
  if (order === undefined) return null;
  const other = order === "day_first" ? "month_first" : "day_first";
  return (
    <p className={styles.question}>
      Dates that can be read in two ways are read {orders[order]}.{" "}
      <Button size="compact-xs" variant="default" onClick={() => work.settle({ date_order: other })}>
        Read them {orders[other]}
      </Button>
    </p>
  );
};

const Activities = ({ preview: { activity_types: types }, work }: Props) =>
  types.length === 0 ? null : (
    <fieldset className={styles.question}>
      <legend>No column says what was done</legend>
      <div className={styles.answers}>
        <NativeSelect
          size="xs"
          label="These activities were"
          value={work.corrections.activity_type ?? types[0] ?? "other"}
          data={types.map((type) => ({ value: type, label: fieldName(type) }))}
          onChange={({ currentTarget: { value } }) => work.settle({ activity_type: value })}
        />
      </div>
    </fieldset>
  );

const movers = { opportunity: "Opportunities", lead: "Leads" } as const;

const Moves = ({ preview: { moves_of: kinds }, work }: Props) => {
  const [likely, ...others] = kinds;
  return likely === undefined ? null : (
    <fieldset className={styles.question}>
      <legend>No column of the history says what moved from stage to stage</legend>
      <div className={styles.answers}>
        <NativeSelect
          size="xs"
          label="These are moves of"
          value={work.corrections.moves_of ?? likely}
          data={[likely, ...others].map((kind) => ({ value: kind, label: movers[kind] }))}
          onChange={({ currentTarget: { value } }) =>
            work.settle({ moves_of: value === "lead" ? "lead" : "opportunity" })
          }
        />
      </div>
    </fieldset>
  );
};

const namesText = (names: number | null): string =>
  names === null ? "names" : names === 1 ? "1 name" : `${countText(names)} names`;

/** A few words on a column of names: whom the workspace knows, and who would be new. */
const namedText = ({ column, names, known, unclear }: NamedPeople): string => {
  const isNew = names === null || names > known + unclear.length;
  const parts = [
    `${column} holds ${namesText(names)}`,
    ...(known === 0
      ? []
      : [known === 1 ? "1 of the workspace's people" : `${countText(known)} of the workspace's people`]),
    ...(known > 0 && isNew ? ["the others are new"] : []),
  ];
  return parts.join(", ");
};

const Persons = ({ preview: { people }, work }: Props) => {
  const unclear = new Map(people.flatMap((one) => one.unclear.map((each) => [each.name, each] as const)));
  return unclear.size === 0 ? null : (
    <fieldset className={styles.question}>
      <legend>Several people have this name. Who is</legend>
      <div className={styles.answers}>
        {[...unclear.values()].map(({ name, person, could }) => (
          <NativeSelect
            key={name}
            size="xs"
            label={name}
            value={work.corrections.persons?.find((one) => one.name === name)?.person ?? person ?? name}
            data={[
              ...could.map((one) => ({
                value: one.person,
                label: [one.name, one.email ?? one.person].join(", "),
              })),
              { value: name, label: "Nobody can say: a finding" },
            ]}
            onChange={({ currentTarget: { value } }) => work.setPerson(name, value)}
          />
        ))}
      </div>
    </fieldset>
  );
};

const People = ({ preview: { people }, work }: Props) =>
  people.length === 0 ? null : (
    <fieldset className={styles.question}>
      <legend>People are told by their names</legend>
      <p className={styles.quiet}>{people.map(namedText).join("; ")}.</p>
      <Checkbox
        size="xs"
        label={people.some(({ known }) => known > 0) ? "Each new name becomes a person" : "Each name becomes a person"}
        checked={work.corrections.people ?? true}
        onChange={({ currentTarget: { checked } }) => work.settle({ people: checked })}
      />
    </fieldset>
  );

/** In another currency than its own a workspace without rates has no amounts. */
const Currency = ({ preview: { currency }, work }: Props) =>
  currency === null ? null : (
    <fieldset className={styles.question}>
      <legend>
        Amounts are in {currency.files}, totals of this workspace in {currency.workspace}
      </legend>
      <p className={styles.quiet}>
        Without exchange rates none of these amounts counts. As long as nothing is in the workspace, its totals can be
        in {currency.files}.
      </p>
      <div className={`${styles.buttons} ${styles.taking}`}>
        <Button
          size="xs"
          loading={work.waits === "taking"}
          disabled={work.waits !== null}
          onClick={() => work.takeProcess({ stages: [], currency: currency.files })}
        >
          Have totals in {currency.files}
        </Button>
      </div>
    </fieldset>
  );

export const Questions = (props: Props) => (
  <>
    <Activities {...props} />
    <Moves {...props} />
    <People {...props} />
    <Persons {...props} />
    <Stages {...props} />
    <Dates {...props} />
    <Currency {...props} />
  </>
);
