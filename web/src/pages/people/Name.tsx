/** A person's or a team's name, as the way to them. */
import { PageLink } from "../../parts/PageLink.tsx";
import type { Member } from "./groups.ts";
import styles from "./People.module.css";

export const Name = ({ member: { dimension, id, name, note, depth } }: { readonly member: Member }) => (
  <span className={styles.name} style={depth === 0 ? undefined : { paddingLeft: depth * 16 }}>
    {dimension === "person" ? (
      <PageLink to={`/people/${encodeURIComponent(id)}`}>{name}</PageLink>
    ) : (
      <PageLink to="/people" search={{ team: id, person: undefined }}>
        {name}
      </PageLink>
    )}
    {note === "" ? null : <small>{note}</small>}
  </span>
);
