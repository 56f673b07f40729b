/** A change with its verdict. A change that is noise looks like noise. */
import { Tooltip } from "@mantine/core";
import type { Answer, Change as ChangeOf } from "../api/types.ts";
import type { Writing } from "../words/figures.ts";
import { arrowOf, changeSentence, changeText, toneOf } from "../words/verdict.ts";
import styles from "./Change.module.css";

interface Props {
  readonly change: ChangeOf | undefined;
  readonly better: "higher" | "lower" | null;
  readonly writing: Writing;
  /** In narrow cells noise is only a quiet figure. */
  readonly isShort?: boolean;
  /** Of the answer: they may say why there is no verdict. */
  readonly notes?: Answer["notes"];
}

/** Where one of two figures is not known, as a median that is not reached, there need not be too few. */
const whyUnknown = ({ absolute }: ChangeOf, beginsLater: boolean): string => {
  if (beginsLater) return "its data begins later";
  return absolute === null ? "not comparable" : "too few to say";
};

export const Change = ({ change, better, writing, isShort = false, notes = [] }: Props) => {
  if (change === undefined) return null;
  const tone = toneOf(change, better);
  const later = change.verdict === "too_few" ? notes.find(({ code }) => code === "begins_later") : undefined;
  const sentence = later?.message ?? changeSentence(change, better, writing);
  const text =
    change.verdict === "too_few"
      ? isShort
        ? "–"
        : whyUnknown(change, later !== undefined)
      : tone === "noise" && !isShort
        ? "no clear change"
        : changeText(change, writing);
  return (
    <Tooltip label={sentence}>
      <span className={`${styles.change} ${styles[tone]}`}>
        {tone === "noise" ? null : (
          <span className={styles.arrow} aria-hidden="true">
            {arrowOf(change)}
          </span>
        )}
        <span aria-hidden="true">{text}</span>
        <span className="visually-hidden">{sentence}</span>
      </span>
    </Tooltip>
  );
};
