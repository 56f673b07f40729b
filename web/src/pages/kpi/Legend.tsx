/** What the lines of a course are. Only those that are drawn. */
import type { Course } from "../../charts/course.ts";
import { isAnyPast } from "../../charts/layout.ts";
import styles from "./Legend.module.css";

export const Legend = ({ course }: { readonly course: Course }) => {
  const { points, goals } = course;
  const has = (of: (point: (typeof points)[number]) => boolean): boolean => points.some(of);
  const entries: readonly (readonly [string, string | undefined, boolean])[] = [
    ["The figure", styles.line, true],
    ["95% interval", styles.band, has(({ interval }) => interval !== null)],
    ["Wider than the chart", styles.past, isAnyPast(course)],
    ["Compared with", styles.compared, has(({ compared }) => compared !== null)],
    ["Goal", styles.goal, goals.length > 0],
    ["Still to change", styles.open, has(({ isOpen, value }) => isOpen && value !== null)],
  ];
  return (
    <ul className={styles.legend} aria-label="What is drawn">
      {entries
        .filter(([, , isDrawn]) => isDrawn)
        .map(([name, style]) => (
          <li key={name}>
            <span className={style} aria-hidden="true" />
            {name}
          </li>
        ))}
    </ul>
  );
};
