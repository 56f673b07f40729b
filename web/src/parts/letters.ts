/** How many letters a large figure has: its type is as large as its place has room for. */
import type { CSSProperties } from "react";

export const lettersOf = (text: string): CSSProperties => ({ ["--letters" as string]: text.length });
