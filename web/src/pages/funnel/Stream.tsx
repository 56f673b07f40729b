/** A stage as a stream: what came, what stands, what goes on downwards, and what falls away to the right. */
import type { Streams } from "./flow.ts";
import styles from "./Stream.module.css";

/** From the middle downwards, bending away. */
const falling = (from: number, width: number, bend: number): string => {
  const to = from + width;
  const away = (x: number, by: number): string => (x + by).toFixed(2);
  return `M${from} 50 L${to} 50 C${to} 74 ${away(to, bend / 3)} 88 ${away(to, bend)} 100 L${away(from, bend)} 100 C${away(from, bend / 3)} 88 ${from} 74 ${from} 50Z`;
};

export const Stream = ({ streams: { came, stands, advanced, dropped, turned } }: { readonly streams: Streams }) => (
  <svg className={styles.stream} viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
    <rect className={styles.through} width={came} height="50" />
    <rect className={styles.through} y="50" width={advanced} height="50" />
    {dropped === 0 ? null : <path className={styles.dropped} d={falling(advanced, dropped, 5)} />}
    {turned === 0 ? null : <path className={styles.turned} d={falling(advanced + dropped, turned, 7)} />}
    <rect className={styles.stands} y="42" width={stands} height="16" />
  </svg>
);

/** What goes on from one part of the process into the next, or arrives at its end. */
export const Through = ({ width }: { readonly width: number }) => (
  <svg className={styles.stream} viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
    <rect className={styles.through} width={width} height="100" />
  </svg>
);

export const StreamLegend = () => (
  <ul className={styles.legend} aria-label="What is drawn">
    <li>
      <span className={`${styles.swatch} ${styles.through}`} aria-hidden="true" />
      came in, went on
    </li>
    <li>
      <span className={`${styles.swatch} ${styles.stands}`} aria-hidden="true" />
      stands at the end
    </li>
    <li>
      <span className={`${styles.swatch} ${styles.dropped}`} aria-hidden="true" />
      dropped
    </li>
    <li>
      <span className={`${styles.swatch} ${styles.turned}`} aria-hidden="true" />
      moved back or aside
    </li>
  </ul>
);
