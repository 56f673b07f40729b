/** The sheet itself: where one stands, what is chosen, written, copied and pasted in it. */
import { type ClipboardEvent, type KeyboardEvent, useEffect, useRef, useState } from "react";
import { blockText, readBlock } from "./block.ts";
import styles from "./Sheet.module.css";
import { CellEditor, type CellFacts, cellLabel, SheetCell } from "./SheetCell.tsx";
import { isWithin, moved, type Place, pasted, placesOf, type Selection, single } from "./selection.ts";
import type { GoalColumn, ScopeRow } from "./sheet.ts";

interface Props {
  readonly caption: string;
  readonly rows: readonly ScopeRow[];
  readonly columns: readonly GoalColumn[];
  readonly selection: Selection;
  readonly onSelect: (selection: Selection) => void;
  readonly factsOf: (place: Place) => CellFacts;
  /** What stands in a cell, as it is edited and copied. */
  readonly textOf: (place: Place) => string;
  readonly onWrite: (texts: readonly { readonly place: Place; readonly text: string }[]) => void;
  readonly onUndo: () => void;
  readonly onRedo: () => void;
  readonly onSave: () => void;
  /** Esc: out of the sheet. */
  readonly onLeave: () => void;
}

interface Editing {
  readonly place: Place;
  readonly start: string;
}

const same = (a: Place, b: Place): boolean => a.row === b.row && a.column === b.column;

export const Sheet = (props: Props) => {
  const { caption, rows, columns, selection, onSelect, factsOf, textOf, onWrite } = props;
  const table = useRef<HTMLTableElement>(null);
  const wantsFocus = useRef(false);
  const [editing, setEditing] = useState<Editing | null>(null);
  const size = { rows: rows.length, columns: columns.length };

  useEffect(() => {
    if (!wantsFocus.current || editing !== null) return;
    wantsFocus.current = false;
    const { row, column } = selection.corner;
    const { row: atRow, column: atColumn } = selection.at;
    table.current
      ?.querySelector(`[data-place="${row}:${column}"]`)
      ?.scrollIntoView({ block: "nearest", inline: "nearest" });
    const cell = table.current?.querySelector(`[data-place="${atRow}:${atColumn}"]`);
    if (cell instanceof HTMLElement) cell.focus({ preventScroll: true });
  });

  const select = (to: Selection): void => {
    wantsFocus.current = true;
    onSelect(to);
  };
  const edit = (place: Place, start: string): void => setEditing({ place, start });
  const stop = (): void => {
    wantsFocus.current = true;
    setEditing(null);
  };
  const done = (place: Place, text: string, key: "Enter" | "Tab" | "none", isBack: boolean): void => {
    setEditing(null);
    onWrite([{ place, text }]);
    if (key !== "none") select(moved(single(place), { key, shiftKey: isBack, ctrlKey: false }, size) ?? single(place));
  };
  const clear = (): void =>
    onWrite(
      placesOf(selection)
        .flat()
        .map((place) => ({ place, text: "" })),
    );

  /** Whether the key was one of the sheet's. */
  const pressed = (event: KeyboardEvent): boolean => {
    const { key, shiftKey, altKey } = event;
    const ctrlKey = event.ctrlKey || event.metaKey;
    if (altKey) return false;
    if (ctrlKey && key.toLowerCase() === "z") {
      if (shiftKey) props.onRedo();
      else props.onUndo();
      return true;
    }
    if (ctrlKey && key.toLowerCase() === "y") {
      props.onRedo();
      return true;
    }
    if (ctrlKey && key.toLowerCase() === "s") {
      props.onSave();
      return true;
    }
    if (ctrlKey && key.toLowerCase() === "a") {
      select({ at: { row: 0, column: 0 }, corner: { row: size.rows - 1, column: size.columns - 1 } });
      return true;
    }
    if (key === "Escape") {
      props.onLeave();
      return true;
    }
    if (key === "Delete" || key === "Backspace") {
      clear();
      return true;
    }
    if (key === "F2" || (key === "Enter" && !shiftKey)) {
      edit(selection.at, textOf(selection.at));
      return true;
    }
    if (key.length === 1 && !ctrlKey) {
      edit(selection.at, key);
      return true;
    }
    const to = moved(selection, { key, shiftKey, ctrlKey }, size);
    if (to !== null) select(to);
    return to !== null;
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (editing !== null || !pressed(event)) return;
    event.preventDefault();
    event.stopPropagation();
  };
  const onCopy = (event: ClipboardEvent): void => {
    if (editing !== null) return;
    event.preventDefault();
    event.clipboardData.setData("text/plain", blockText(placesOf(selection).map((row) => row.map(textOf))));
    if (event.type === "cut") clear();
  };
  const onPaste = (event: ClipboardEvent): void => {
    if (editing !== null) return;
    event.preventDefault();
    onWrite(pasted(readBlock(event.clipboardData.getData("text/plain")), selection, size));
  };

  return (
    <div className={styles.scroll}>
      <table
        ref={table}
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a sheet is a grid: a table with keys.
        role="grid"
        aria-multiselectable="true"
        className={styles.sheet}
        onKeyDown={onKeyDown}
        onCopy={onCopy}
        onCut={onCopy}
        onPaste={onPaste}
      >
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            <th scope="col" className={styles.corner}>
              Who
            </th>
            {columns.map(({ kpi, variant, name, variantName, better }) => (
              <th key={`${kpi}.${variant}`} scope="col">
                {name}
                <small>{[variantName, better === "lower" ? "less is better" : null].filter(Boolean).join(", ")}</small>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ scope, scope_id, name, depth }, row) => (
            <tr key={`${scope} ${scope_id}`} className={styles[scope]}>
              <th scope="row" style={{ paddingLeft: `calc(14px + ${depth} * var(--indent, 16px))` }}>
                <span>{name}</span>
              </th>
              {columns.map((column, at) => {
                const place = { row, column: at };
                const facts = factsOf(place);
                const isAt = same(place, selection.at);
                const isEdited = editing !== null && same(editing.place, place);
                const label = `${name}, ${column.name}${column.variantName === null ? "" : `, ${column.variantName}`}`;
                return (
                  <td
                    key={`${column.kpi}.${column.variant}`}
                    // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: its cells are a grid's.
                    role="gridcell"
                    data-place={`${row}:${at}`}
                    tabIndex={isAt ? 0 : -1}
                    aria-selected={isWithin(selection, place)}
                    aria-invalid={facts.problem === null ? undefined : true}
                    className={[
                      styles.cell,
                      isAt ? styles.at : "",
                      isWithin(selection, place) ? styles.chosen : "",
                      facts.text === null ? "" : styles.unsaved,
                      facts.problem === null ? "" : styles.wrong,
                    ].join(" ")}
                    onPointerDown={(event) => {
                      if (isEdited || event.button !== 0) return;
                      if (event.pointerType === "touch") {
                        if (isAt) edit(place, textOf(place));
                        else select(single(place));
                        return;
                      }
                      select(event.shiftKey ? { at: selection.at, corner: place } : single(place));
                    }}
                    onPointerEnter={(event) => {
                      if (event.pointerType === "mouse" && event.buttons === 1 && editing === null)
                        select({ at: selection.at, corner: place });
                    }}
                    onDoubleClick={() => edit(place, textOf(place))}
                    onFocus={() => {
                      if (!isAt) onSelect(single(place));
                    }}
                  >
                    {isEdited ? (
                      <CellEditor
                        start={editing.start}
                        label={label}
                        onDone={(text, key, isBack) => done(place, text, key, isBack)}
                        onLeave={stop}
                      />
                    ) : (
                      <>
                        <span className="visually-hidden">{cellLabel(label, facts)}</span>
                        <span aria-hidden="true">
                          <SheetCell {...facts} />
                        </span>
                      </>
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
};
