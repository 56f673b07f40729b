/** Said where the picture and the journeys count differently: who went past a stage has no stay in it, and reached it all the same. */
import type { Row } from "../../api/types.ts";
import { countText } from "../../words/figures.ts";
import styles from "./Funnel.module.css";
import { wentPast } from "./went-past.ts";

export const WentPast = ({ rows, journeys }: { readonly rows: readonly Row[]; readonly journeys: readonly Row[] }) => {
  const passed = wentPast(rows, journeys);
  return passed.length === 0 ? null : (
    <p className={`${styles.quiet} ${styles.apart}`}>
      Came in: stays that are recorded in the stage itself. The journeys below also count whoever went past it without
      one:{" "}
      {passed
        .map(
          ({ stage, reached, came }) =>
            `${stage} was reached or passed by ${countText(reached)}, ${countText(came)} came in`,
        )
        .join("; ")}
      .
    </p>
  );
};
