/** Being built. */
import { PageHead } from "../../parts/PageHead.tsx";

export const DataPage = () => <PageHead title="DataPage" />;
