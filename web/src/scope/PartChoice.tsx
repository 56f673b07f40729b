/** The whole company, a team or one person. */
import { Combobox, UnstyledButton, useCombobox } from "@mantine/core";
import { useState } from "react";
import { useOrganisation } from "../parts/useFacts.ts";
import { Icon } from "../shell/icons.tsx";
import { countText } from "../words/figures.ts";
import { isolated } from "../words/isolated.ts";
import styles from "./ScopeBar.module.css";
import { useChangeSearch, useScope } from "./useScope.ts";

const company = "company:";

/** So many of each can be looked through, and drawn at once; others are found by their names. */
const most = 100;

interface ChoicesProps {
  readonly label: string;
  readonly kind: "team" | "person";
  readonly of: readonly { readonly id: string; readonly name: string }[];
  readonly chosen: string | null;
}

const Choices = ({ label, kind, of, chosen }: ChoicesProps) =>
  of.length === 0 ? null : (
    <Combobox.Group label={label}>
      {of.map(({ id, name }) => (
        <Combobox.Option key={id} value={`${kind}:${id}`} active={id === chosen}>
          {name}
        </Combobox.Option>
      ))}
    </Combobox.Group>
  );

export const PartChoice = () => {
  const { team, person } = useScope();
  const { people, teams } = useOrganisation();
  const change = useChangeSearch();
  const [search, setSearch] = useState("");
  const combobox = useCombobox({
    onDropdownClose: () => {
      combobox.resetSelectedOption();
      setSearch("");
    },
    onDropdownOpen: () => combobox.focusSearchInput(),
  });
  const isMeant = (name: string): boolean => name.toLowerCase().includes(search.trim().toLowerCase());
  const nameIn = (all: ChoicesProps["of"], id: string | null): readonly string[] =>
    id === null ? [] : [all.find((one) => one.id === id)?.name ?? id];
  // An address may say both; each narrows what is shown.
  const chosen = [...nameIn(teams, team), ...nameIn(people, person)].map(isolated).join(" · ");
  const name = chosen === "" ? "Whole company" : chosen;
  const choose = (value: string): void => {
    combobox.closeDropdown();
    combobox.focusTarget();
    const [kind, ...rest] = value.split(":");
    const id = rest.join(":");
    change({ team: kind === "team" ? id : undefined, person: kind === "person" ? id : undefined });
  };
  const meantTeams = teams.filter((one) => isMeant(one.name));
  const meantPeople = people.filter((one) => isMeant(one.name));
  const [shownTeams, shownPeople] = [meantTeams.slice(0, most), meantPeople.slice(0, most)];
  const hidden = meantTeams.length + meantPeople.length - shownTeams.length - shownPeople.length;
  return (
    <Combobox store={combobox} onOptionSubmit={choose} width={280} position="bottom-start">
      <Combobox.Target targetType="button">
        <UnstyledButton
          className={styles.choice}
          onClick={() => combobox.toggleDropdown()}
          aria-label={`Part of the company: ${name}`}
        >
          <Icon name="people" size={16} />
          <span title={name}>{name}</span>
          <Icon name="down" size={14} />
        </UnstyledButton>
      </Combobox.Target>
      <Combobox.Dropdown>
        <section aria-label="Part of the company">
          <Combobox.Search
            value={search}
            onChange={(event) => setSearch(event.currentTarget.value)}
            placeholder="A team or a person"
            aria-label="Find a team or a person"
            role="combobox"
            aria-expanded={combobox.dropdownOpened}
            aria-autocomplete="list"
          />
          <Combobox.Options aria-label="Teams and people" mah={360} style={{ overflowY: "auto" }}>
            {isMeant("Whole company") ? <Combobox.Option value={company}>Whole company</Combobox.Option> : null}
            <Choices label="Teams" kind="team" of={shownTeams} chosen={team} />
            <Choices label="People" kind="person" of={shownPeople} chosen={person} />
            {shownTeams.length + shownPeople.length === 0 ? (
              <Combobox.Empty>Nobody has that name.</Combobox.Empty>
            ) : null}
          </Combobox.Options>
          {hidden === 0 ? null : (
            <Combobox.Footer>
              <small>{countText(hidden)} more: write a part of the name.</small>
            </Combobox.Footer>
          )}
        </section>
      </Combobox.Dropdown>
    </Combobox>
  );
};
