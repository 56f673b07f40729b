/** Being built. */
import { PageHead } from "../../parts/PageHead.tsx";

export const GoalsPage = () => <PageHead title="GoalsPage" />;
