/** A link to another page that takes the scope along. */
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { scopeSearch } from "../scope/scope.ts";
import type { Search } from "../scope/search.ts";

interface Props {
  readonly to: string;
  /** What the page is told beside the scope; `undefined` takes a part of the scope out. */
  readonly search?: Search;
  readonly className?: string;
  readonly children: ReactNode;
  readonly label?: string;
  readonly onClick?: () => void;
  /** Marks the page that is open. */
  readonly isExact?: boolean;
}

export const PageLink = ({ to, search = {}, className, children, label, onClick, isExact = false }: Props) => (
  <Link
    to={to}
    search={((before: Search) => ({ ...scopeSearch(before), ...search })) as never}
    className={className}
    aria-label={label}
    onClick={onClick}
    activeOptions={{ exact: isExact, includeSearch: false }}
  >
    {children}
  </Link>
);
