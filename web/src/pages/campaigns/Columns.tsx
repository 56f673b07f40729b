/** Columns over time, each of parts that add up to it; arrows lead from part to part, and each opens its records. */
import { type CSSProperties, type KeyboardEvent, useRef, useState } from "react";
import { limitsOf } from "../../charts/limits.ts";
import { countText } from "../../words/figures.ts";
import styles from "./Columns.module.css";
import { type CourseUnit, nextPlace, type Origin, type Place } from "./origins.ts";

interface Props {
  readonly units: readonly CourseUnit[];
  readonly origins: readonly Origin[];
  /** What is drawn, for those who hear the page. */
  readonly label: string;
  readonly onOpen: (unit: CourseUnit, origin: Origin) => void;
}

/** More names than these do not fit under the columns. */
const mostNames = 14;

const placeText = ([unit, origin]: Place): string => `${unit}:${origin}`;

export const Columns = ({ units, origins, label, onOpen }: Props) => {
  const plot = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState("");
  const { high, step } = limitsOf(
    units.map(({ leads, compared }) => ({ value: leads, interval: null, compared })),
    { isFromZero: true, isShare: false, isCount: true },
  );
  const lines = Array.from({ length: Math.round(high / step) + 1 }, (_, index) => index * step);
  const countAt = ([unit, origin]: Place): number => units[unit]?.parts.get(origins[origin]?.key ?? null) ?? 0;
  const places = units.flatMap((_, unit) => origins.map((_, origin): Place => [unit, origin]));
  const first = places.find((place) => countAt(place) > 0);
  const isThere = places.some((place) => placeText(place) === at && countAt(place) > 0);
  const start = isThere ? at : first === undefined ? "" : placeText(first);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!(event.target instanceof HTMLElement)) return;
    const [unit = 0, origin = 0] = (event.target.dataset.at ?? "").split(":").map(Number);
    const next = nextPlace(event.key, [unit, origin], [units.length, origins.length], (place) => countAt(place) > 0);
    const button = next === null ? null : plot.current?.querySelector(`[data-at="${placeText(next)}"]`);
    if (next === null || !(button instanceof HTMLElement)) return;
    event.preventDefault();
    setAt(placeText(next));
    button.focus();
  };
  const every = Math.ceil(units.length / mostNames);
  return (
    <div className={styles.frame}>
      <div className={styles.lines} aria-hidden="true">
        {lines.map((line) => (
          <div key={line} className={styles.line} style={{ bottom: `${(line / high) * 100}%` }}>
            <span>{countText(line)}</span>
          </div>
        ))}
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: a drawing whose parts can be pressed is no fieldset */}
      <div ref={plot} className={styles.plot} role="group" aria-label={label} onKeyDown={onKeyDown}>
        {units.map((unit, index) => (
          <div key={unit.from} className={styles.column}>
            {unit.compared === null ? null : (
              <div
                className={styles.compared}
                style={{ bottom: `${(unit.compared / high) * 100}%` }}
                title={`Compared with ${countText(unit.compared)}`}
              />
            )}
            {origins.map((origin, row) => {
              const count = countAt([index, row]);
              if (count === 0) return null;
              const place = placeText([index, row]);
              const words = `${unit.label}, ${origin.name}: ${countText(count)} of ${countText(unit.leads)} ${unit.leads === 1 ? "lead" : "leads"}${unit.isOpen ? " so far" : ""}`;
              return (
                <button
                  key={origin.key}
                  type="button"
                  className={styles.part}
                  data-origin={origin.look}
                  data-at={place}
                  style={{ height: `${(count / high) * 100}%` } as CSSProperties}
                  tabIndex={place === start ? 0 : -1}
                  aria-label={words}
                  title={words}
                  onClick={() => {
                    setAt(place);
                    onOpen(unit, origin);
                  }}
                />
              );
            })}
          </div>
        ))}
      </div>
      <div className={styles.names} aria-hidden="true">
        {units.map((unit, index) => (
          <span key={unit.from}>
            {index % every === 0 ? unit.short.split("\n").map((line) => <span key={line}>{line}</span>) : null}
            {unit.isOpen && units.length <= mostNames ? <span>so far</span> : null}
          </span>
        ))}
      </div>
    </div>
  );
};
