/** A figure in a cell that opens its records; marked where it is clearly apart from the whole, quiet where it is like it. */
import type { Cell } from "../../api/types.ts";
import type { Opened } from "../../records/address.ts";
import { FigureButton } from "../../records/FigureButton.tsx";
import { figure, intervalText, type Writing } from "../../words/figures.ts";
import { reasonOf } from "../../words/flags.ts";
import { partlyPriced } from "../../words/priced.ts";
import { type Standing, standingArrow } from "../../words/standing.ts";
import styles from "./Campaigns.module.css";

const standingText: Readonly<Record<Standing, string>> = {
  better: "clearly better than the whole",
  worse: "clearly worse than the whole",
  apart: "clearly apart from the whole",
  like: "like the whole",
  unknown: "",
};

interface Props {
  readonly cell: Cell | undefined;
  /** The number shown, already known to be one; `null`: there is none. */
  readonly value: number | null;
  readonly standing: Standing;
  /** What it is read against. */
  readonly whole: number | null;
  readonly writing: Writing;
  /** What it is of: "Conversion, Newsletter". */
  readonly name: string;
  readonly records: Opened | null;
  /** Whether it is money of which only a part is priced. */
  readonly isPartly?: boolean;
}

const missingText = (cell: Cell | undefined): string =>
  cell?.flags.includes("small_sample") === true && cell.n > 0 ? "few" : "–";

export const Judged = ({ cell, value, standing, whole, writing, name, records, isPartly = false }: Props) => {
  const part = isPartly && cell !== undefined ? partlyPriced(cell) : null;
  const text = value !== null ? figure(value, writing) : part !== null ? "–" : missingText(cell);
  const range =
    value === null || cell === undefined || standing === "unknown" ? "" : intervalText(cell.interval, writing);
  const words = [range, standingText[standing]].filter((one) => one !== "").join(": ");
  const why =
    value !== null || cell === undefined || part !== null
      ? [words, part ?? ""].filter((one) => one !== "").join("; ")
      : reasonOf(cell.flags, cell.excluded, cell.more).long;
  return (
    <span
      className={`${styles.value} ${styles[standing] ?? ""} ${value === null ? styles.missing : ""}`}
      title={why === "" ? undefined : why}
    >
      <FigureButton
        records={records}
        label={`${name}: ${text}${standing === "unknown" ? "" : `, ${standingText[standing]}`}${part === null ? "" : `, ${part}`}`}
      >
        <span aria-hidden="true">{standingArrow(standing, value, whole)}</span>
        {text}
      </FigureButton>
      {part === null || value === null ? null : <span aria-hidden="true">*</span>}
    </span>
  );
};
