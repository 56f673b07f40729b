/** What stands around every page: the pages, the scope, the way to anything, and the drawer of records. */
import { useQueryClient } from "@tanstack/react-query";
import { Outlet, useRouterState } from "@tanstack/react-router";
import { Suspense, useEffect, useState } from "react";
import { follow } from "../api/live.ts";
import { PageLink } from "../parts/PageLink.tsx";
import { Waiting } from "../parts/States.tsx";
import { useWorkspace } from "../parts/useFacts.ts";
import { RecordsDrawer } from "../records/RecordsDrawer.tsx";
import { ScopeBar } from "../scope/ScopeBar.tsx";
import { Views } from "../views/Views.tsx";
import { dayText } from "../words/dates.ts";
import { Find } from "./Find.tsx";
import { Icon } from "./icons.tsx";
import { KeysButton, useKeys } from "./Keys.tsx";
import { pages, withoutScope } from "./pages.ts";
import { SchemeButton } from "./SchemeButton.tsx";
import styles from "./Shell.module.css";
import { WallButton } from "./WallButton.tsx";

const useFollowing = (): boolean => {
  const client = useQueryClient();
  const [isReached, setReached] = useState(true);
  useEffect(() => follow(client, setReached), [client]);
  return isReached;
};

export const Shell = () => {
  const workspace = useWorkspace();
  const isReached = useFollowing();
  const path = useRouterState({ select: (state) => state.location.pathname });
  useKeys();
  return (
    <div className={styles.shell}>
      <a href="#content" className={styles.skip}>
        Skip to the page
      </a>
      <nav className={styles.side} aria-label="Pages">
        <PageLink to="/" className={styles.brand} label="Quarterdeck: where we stand" isExact>
          <img src="/mark.svg" alt="" className={styles.mark} />
          <span>Quarterdeck</span>
        </PageLink>
        {pages.map(({ path: to, name, icon }) => (
          <PageLink key={to} to={to} className={styles.item} isExact={to === "/"}>
            <Icon name={icon} />
            <span>{name}</span>
          </PageLink>
        ))}
        <div className={styles.foot}>
          <p>
            <b className={styles.company}>{workspace.name}</b>
            <br />
            Data to the end of {dayText(workspace.today)}
          </p>
          <div className={styles.buttons}>
            <SchemeButton />
            <WallButton />
            <KeysButton />
          </div>
        </div>
      </nav>
      <div className={styles.main}>
        {isReached ? null : (
          <div className={styles.offline} role="status">
            Quarterdeck's server does not answer. What you see is from before; the page goes on by itself.
          </div>
        )}
        <div className={styles.bar}>
          {withoutScope.has(path) ? null : <ScopeBar />}
          <div className={styles.find}>
            <Views />
            <Find />
          </div>
        </div>
        <main className={styles.content} id="content" tabIndex={-1}>
          <Suspense fallback={<Waiting height={420} />}>
            <Outlet />
          </Suspense>
        </main>
      </div>
      <RecordsDrawer />
    </div>
  );
};
