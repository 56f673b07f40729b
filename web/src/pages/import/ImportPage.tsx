/** Data is brought in from a page of the dashboard. */
import { PageLink } from "../../parts/PageLink.tsx";
import { Icon } from "../../shell/icons.tsx";
import styles from "./Import.module.css";
import { ImportSteps } from "./ImportSteps.tsx";

export const ImportPage = () => (
  <ImportSteps
    note="Nothing is loaded before you say so"
    tools={
      <PageLink to="/data" className={styles.back}>
        <Icon name="left" size={14} />
        Back to the data
      </PageLink>
    }
  />
);
