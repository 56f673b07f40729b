/** Being built. */
import { PageHead } from "../../parts/PageHead.tsx";

export const FunnelPage = () => <PageHead title="FunnelPage" />;
