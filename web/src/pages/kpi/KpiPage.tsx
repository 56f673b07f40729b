/** Being built. */
import { PageHead } from "../../parts/PageHead.tsx";

export const KpiPage = () => <PageHead title="KpiPage" />;
