/** The records of a member's figure, as whatever shows the figure opens them. */
import { filterOf } from "../../api/question.ts";
import type { Row } from "../../api/types.ts";
import type { Opened } from "../../records/address.ts";
import { mainPart } from "../../records/part.ts";
import type { Member } from "./groups.ts";
import type { Split } from "./useSplits.ts";

/** `null` where there are none. */
export const recordsOf = (
  { kpi, question, people, teams }: Split,
  member: Member,
  cell: Row | undefined,
  periodName: string,
): Opened | null => {
  if (cell === undefined || cell.n === 0) return null;
  const { name, unit } = (people ?? teams)?.definition ?? kpi;
  return {
    question: { ...question, where: [...(question.where ?? []), filterOf(member.dimension, member.id)] },
    part: mainPart(cell, unit),
    title: `${name}, ${member.name}, ${periodName}`,
  };
};
