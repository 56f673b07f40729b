/** What is wrong with records in the same words is said once. */
import type { Finding } from "../../api/types.ts";

/** What is said of every one of them; null where they differ. */
export const sharedReason = (findings: readonly Pick<Finding, "reason">[]): string | null => {
  const [first, ...others] = findings;
  return first !== undefined && others.length > 0 && others.every(({ reason }) => reason === first.reason)
    ? first.reason
    : null;
};

/** A reason goes on from what it is of, or is a sentence of its own. */
export const sharedText = (reason: string): string =>
  /^\p{Lu}/u.test(reason) ? `Of each of these: ${reason}` : `Each of these ${reason}.`;
