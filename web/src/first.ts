/** Runs ahead of everything else, from a file of its own. */
import { askEarly } from "./api/early.ts";
import { paintEarly } from "./theme/early.ts";

paintEarly();
askEarly(location);
