/** Being built. */
import { PageHead } from "../../parts/PageHead.tsx";

export const PeoplePage = () => <PageHead title="PeoplePage" />;
