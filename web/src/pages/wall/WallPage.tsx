/** Being built. */
import { PageHead } from "../../parts/PageHead.tsx";

export const WallPage = () => <PageHead title="WallPage" />;
