/** The reader's own filters, each with a way out, and a way to add one. */
import { ActionIcon, Loader, Popover, ScrollArea, Select, TextInput, UnstyledButton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { valuesQuery } from "../api/queries.ts";
import { filterOf } from "../api/question.ts";
import { useCatalogue } from "../parts/useFacts.ts";
import { Icon } from "../shell/icons.tsx";
import { filterParts, filterText, knownText } from "../words/filters.ts";
import { capital, dimensionName, memberName } from "../words/names.ts";
import styles from "./ScopeBar.module.css";
import { dimensionOf } from "./scope.ts";
import type { Search } from "./search.ts";
import { useChangeSearch, useScope } from "./useScope.ts";

/** These have their own place in the bar, or no list of values. */
const elsewhere = new Set(["team", "person", "goal", "amount", "age"]);

const Chip = ({ text, onRemove }: { readonly text: string; readonly onRemove: () => void }) => (
  <span className={styles.filter}>
    <span title={text}>{text}</span>
    <ActionIcon
      size="sm"
      variant="transparent"
      color="sea"
      aria-label={`Take away the filter: ${text}`}
      onClick={onRemove}
    >
      <Icon name="close" size={13} />
    </ActionIcon>
  </span>
);

const FilterChip = ({ filter, onRemove }: { readonly filter: string; readonly onRemove: () => void }) => {
  const parts = filterParts(filter);
  const isNamed = ["eq", "ne", "in", "not-in"].includes(parts.operator);
  const { data } = useQuery({ ...valuesQuery(parts.dimension), enabled: isNamed });
  const text = filterText(parts, (value) => data?.values.find(({ id }) => id === value)?.label);
  return <Chip text={text} onRemove={onRemove} />;
};

const ValueList = ({
  dimension,
  onChoose,
}: {
  readonly dimension: string;
  readonly onChoose: (id: string | null) => void;
}) => {
  const [search, setSearch] = useState("");
  const { data, isPending, error } = useQuery(valuesQuery(dimension, search, 100));
  return (
    <>
      <TextInput
        size="xs"
        placeholder="Find"
        aria-label={`Find in ${dimensionName(dimension)}`}
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
      />
      <ScrollArea.Autosize mah={260}>
        {isPending ? <Loader size="xs" /> : null}
        {error === null ? null : <p>{error.message}</p>}
        {(data?.values ?? []).map(({ id, label }) => (
          <UnstyledButton
            key={String(id)}
            className={styles.chip}
            style={{ display: "block", width: "100%" }}
            onClick={() => onChoose(id)}
          >
            {memberName(dimension, label)}
          </UnstyledButton>
        ))}
        {data !== undefined && data.values.length === 0 ? <p>Nothing has that name.</p> : null}
      </ScrollArea.Autosize>
    </>
  );
};

export const Filters = () => {
  const { where, asOf } = useScope();
  const kpis = useCatalogue();
  const change = useChangeSearch();
  const [isOpen, setOpen] = useState(false);
  const [dimension, setDimension] = useState<string | null>(null);
  const adding = useRef<HTMLButtonElement>(null);
  const dimensions = [...new Set(kpis.flatMap((kpi) => kpi.dimensions))].filter((id) => !elsewhere.has(id));
  const remove = (changes: Search): void => {
    // Its own button goes with it.
    adding.current?.focus();
    change(changes);
  };
  return (
    <>
      {asOf === null ? null : <Chip text={knownText(asOf)} onRemove={() => remove({ as_of: undefined })} />}
      {where.map((filter) => (
        <FilterChip
          key={filter}
          filter={filter}
          onRemove={() => {
            const left = where.filter((one) => one !== filter);
            remove({ where: left.length === 0 ? undefined : left });
          }}
        />
      ))}
      <Popover
        opened={isOpen}
        onChange={setOpen}
        position="bottom-start"
        trapFocus
        returnFocus
        onClose={() => setDimension(null)}
      >
        <Popover.Target>
          <UnstyledButton
            ref={adding}
            className={`${styles.choice} ${styles.quiet} ${styles.adding}`}
            onClick={() => setOpen(!isOpen)}
            aria-haspopup="dialog"
            aria-expanded={isOpen}
          >
            <Icon name="filter" size={16} />
            <span>Filter</span>
          </UnstyledButton>
        </Popover.Target>
        <Popover.Dropdown aria-label="Add a filter">
          <div className={styles.panel}>
            <Select
              size="xs"
              label="Only where"
              placeholder="campaign, source, stage, ..."
              data={dimensions.map((id) => ({ value: id, label: capital(dimensionName(id)) }))}
              value={dimension}
              onChange={setDimension}
              searchable
            />
            {dimension === null ? null : (
              <ValueList
                key={dimension}
                dimension={dimension}
                onChoose={(id) => {
                  setOpen(false);
                  change({
                    where: [...where.filter((one) => dimensionOf(one) !== dimension), filterOf(dimension, id)],
                  });
                }}
              />
            )}
          </div>
        </Popover.Dropdown>
      </Popover>
    </>
  );
};
