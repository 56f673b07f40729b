/** Filters of the scope that a card's figures cannot be filtered by: said, not silently dropped. */
import { useFilterTexts } from "../../records/FilterWords.tsx";
import styles from "./Funnel.module.css";

export const LeftOut = ({ filters }: { readonly filters: readonly string[] }) => {
  const texts = useFilterTexts(filters);
  return texts.length === 0 ? null : (
    <p className={styles.leftOut}>
      These figures cannot be filtered by this, so it is left out here: {texts.join("; ")}.
    </p>
  );
};
