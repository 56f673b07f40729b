/** Runs ahead of everything else, from a file of its own. */
import { askEarly } from "./api/early.ts";

askEarly(location);
