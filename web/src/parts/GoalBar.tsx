/** How far a goal is met, with the mark where it should stand today. */
import styles from "./GoalBar.module.css";

interface Props {
  /** Actual / target; `null` when it cannot be said. */
  readonly attained: number | null;
  /** Actual / what is expected by now. */
  readonly pace: number | null;
  /** The target as text. */
  readonly target: string;
}

const share = (value: number): string => `${Math.min(100, Math.max(0, value * 100))}%`;

export const GoalBar = ({ attained, pace, target }: Props) => {
  const expected = attained === null || pace === null || pace === 0 ? null : attained / pace;
  const told = attained === null ? "–" : `${Math.round(attained * 100)}%`;
  return (
    <div className={styles.goal}>
      <div className={styles.words}>
        <span>
          <b>{told}</b> of goal {target}
        </span>
        {expected === null || expected >= 0.999 ? null : <span>{Math.round(expected * 100)}% due</span>}
      </div>
      <div className={styles.track} aria-hidden="true">
        <div className={styles.fill} style={{ width: share(attained ?? 0) }} />
        {expected === null || expected >= 0.999 ? null : (
          <div className={styles.expected} style={{ left: share(expected) }} />
        )}
      </div>
    </div>
  );
};
