/** Which span the sheet is of: months, quarters or years, fiscal ones too, one after the other. */
import { ActionIcon, NativeSelect } from "@mantine/core";
import { useChangeSearch } from "../../scope/useScope.ts";
import { Icon } from "../../shell/icons.tsx";
import { grainName } from "../kpi/grains.ts";
import styles from "./GoalsPage.module.css";
import { neighbour, type Span, type SpanKind, spanOfDay } from "./periods.ts";

interface Props {
  readonly span: Span;
  readonly kinds: readonly SpanKind[];
  readonly today: string;
}

export const PeriodBar = ({ span, kinds, today }: Props) => {
  const change = useChangeSearch();
  const turn = (to: Span): void => change({ span: to.words });
  const isNow = today >= span.starts_on && today <= span.ends_on;
  return (
    <div className={styles.period}>
      <NativeSelect
        size="sm"
        aria-label="Goals for"
        value={span.kind.grain}
        data={kinds.map(({ grain }) => ({ value: grain, label: grainName(grain) }))}
        onChange={({ currentTarget: { value } }) => {
          const kind = kinds.find(({ grain }) => grain === value) ?? span.kind;
          turn(spanOfDay(kind, isNow ? today : span.starts_on));
        }}
      />
      {([-1, 1] as const).map((by) => {
        const to = neighbour(span, by);
        const arrow = (
          <ActionIcon
            key={by}
            variant="default"
            size={34}
            aria-label={`${by < 0 ? "Before" : "Next"}: ${to.name}`}
            onClick={() => turn(to)}
          >
            <span className={by < 0 ? styles.back : undefined}>
              <Icon name="right" size={15} />
            </span>
          </ActionIcon>
        );
        return by < 0
          ? [
              arrow,
              <span key="name" className={styles.span}>
                {span.name}
              </span>,
            ]
          : arrow;
      })}
    </div>
  );
};
