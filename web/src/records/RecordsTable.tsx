/** Records as a table. The head of a column orders by it, where all records are here to be ordered. */
import { UnstyledButton } from "@mantine/core";
import type { RecordRow } from "../api/types.ts";
import type { Column, Order } from "./columns.ts";
import styles from "./Records.module.css";

interface Props {
  readonly title: string;
  readonly rows: readonly RecordRow[];
  readonly columns: readonly Column[];
  readonly order: Order | null;
  /** Absent where only a part of the records is known: their order would mislead. */
  readonly onOrder: ((order: Order) => void) | null;
}

const sortWord = (column: Column, order: Order | null): "ascending" | "descending" | "none" =>
  order?.column !== column.id ? "none" : order.isFalling ? "descending" : "ascending";

const Head = ({ column, order, onOrder }: { readonly column: Column } & Pick<Props, "order" | "onOrder">) => {
  const isOrdered = order?.column === column.id;
  return (
    <th
      scope="col"
      className={column.isNumber ? styles.number : undefined}
      {...(onOrder === null ? {} : { "aria-sort": sortWord(column, order) })}
    >
      {onOrder === null ? (
        column.name
      ) : (
        <UnstyledButton
          className={styles.sort}
          onClick={() =>
            onOrder({ column: column.id, isFalling: isOrdered && order !== null ? !order.isFalling : column.isNumber })
          }
        >
          {column.name}
          <span aria-hidden="true" className={styles.arrow}>
            {isOrdered ? (order?.isFalling === true ? "↓" : "↑") : ""}
          </span>
        </UnstyledButton>
      )}
    </th>
  );
};

export const RecordsTable = ({ title, rows, columns, order, onOrder }: Props) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
  <section className={styles.scroll} tabIndex={0} aria-label={title}>
    <table className={styles.table}>
      <caption className="visually-hidden">{title}</caption>
      <thead>
        <tr>
          {columns.map((column) => (
            <Head key={column.id} column={column} order={order} onOrder={onOrder} />
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, index) => (
          // One record can stand in the list more than once: a lead that answered twice.
          // biome-ignore lint/suspicious/noArrayIndexKey: the list is shown, not edited
          <tr key={`${row.object} ${row.id} ${index}`}>
            {columns.map((column) =>
              column.id === "record" ? (
                <th key={column.id} scope="row">
                  {row.label}
                  {row.label === row.id ? null : <small>{row.id}</small>}
                </th>
              ) : (
                <td key={column.id} className={column.isNumber ? styles.number : undefined}>
                  {column.text(row)}
                </td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  </section>
);
