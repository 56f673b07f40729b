/** What is typed between asking for a field and its being there: nothing of it is lost, and nothing of it is taken for a key of the page. */

const patienceMs = 4000;

let isKeeping = false;

const isField = (target: EventTarget | null): boolean => target instanceof HTMLInputElement;

/** Tells all that was typed so far, until a field has the focus. */
export const keepEarlyKeys = (onText: (text: string) => void): void => {
  if (isKeeping) return;
  isKeeping = true;
  let text = "";
  const stop = (): void => {
    isKeeping = false;
    document.removeEventListener("keydown", onKey, true);
    document.removeEventListener("focusin", onFocus);
    clearTimeout(patience);
  };
  const onFocus = ({ target }: FocusEvent): void => {
    if (isField(target)) stop();
  };
  const onKey = (event: KeyboardEvent): void => {
    if (event.key === "Escape") stop();
    if (event.ctrlKey || event.metaKey || event.altKey || isField(event.target)) return;
    if (event.key === "Backspace") text = text.slice(0, -1);
    else if (event.key.length === 1) text += event.key;
    else return;
    event.preventDefault();
    event.stopPropagation();
    onText(text);
  };
  const patience = setTimeout(stop, patienceMs);
  document.addEventListener("keydown", onKey, true);
  document.addEventListener("focusin", onFocus);
};
