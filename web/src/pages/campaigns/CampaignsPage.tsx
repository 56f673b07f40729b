/** Being built. */
import { PageHead } from "../../parts/PageHead.tsx";

export const CampaignsPage = () => <PageHead title="CampaignsPage" />;
