/** Being built. */
import { PageHead } from "../../parts/PageHead.tsx";

export const PersonPage = () => <PageHead title="PersonPage" />;
