/** Those of whom there is nothing to show, in one quiet line instead of empty rows. */
import { PageLink } from "../../parts/PageLink.tsx";
import type { Member, MemberGroup } from "./groups.ts";
import styles from "./People.module.css";

/** The groups with those who have something, and the others. */
export const parted = (
  groups: readonly MemberGroup[],
  hasSomething: (member: Member) => boolean,
): { readonly shown: readonly MemberGroup[]; readonly others: readonly Member[] } => ({
  shown: groups
    .map((group) => ({ ...group, members: group.members.filter(hasSomething) }))
    .filter(({ members }) => members.length > 0),
  others: groups.flatMap(({ members }) => members.filter((member) => !hasSomething(member))),
});

export const Quiet = ({ members, children }: { readonly members: readonly Member[]; readonly children: string }) =>
  members.length === 0 ? null : (
    <p className={styles.quiet}>
      {children}{" "}
      {members.map(({ dimension, id, name }, index) => (
        <span key={id}>
          {index === 0 ? "" : ", "}
          {dimension === "person" ? <PageLink to={`/people/${encodeURIComponent(id)}`}>{name}</PageLink> : name}
        </span>
      ))}
    </p>
  );
