/** For a wall: quiet, large, the four questions in turn. Space pauses, arrows turn, Esc leaves. */
import { UnstyledButton } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { follow } from "../../api/live.ts";
import { scorecardQuery, useKept } from "../../api/queries.ts";
import type { ScorecardLine } from "../../api/types.ts";
import { Change } from "../../parts/Change.tsx";
import { lettersOf } from "../../parts/letters.ts";
import { Sparkline } from "../../parts/Sparkline.tsx";
import { Asked } from "../../parts/States.tsx";
import { useNoneWins, useWorkspace, useWriting } from "../../parts/useFacts.ts";
import { useFilterTexts } from "../../records/FilterWords.tsx";
import { asked, filtersOf, scopeSearch } from "../../scope/scope.ts";
import type { Search } from "../../scope/search.ts";
import { usePageSearch, useScope } from "../../scope/useScope.ts";
import { dataEnd, dayText, rangeText } from "../../words/dates.ts";
import { figure } from "../../words/figures.ts";
import { knownText, unfilteredIn } from "../../words/filters.ts";
import { noWonStage, reasonOf } from "../../words/flags.ts";
import { groups, linesOf } from "../../words/names.ts";
import { GoalBars } from "../standing/GoalBars.tsx";
import { courseOf, goalsOnPace, headlineOf } from "../standing/headline.ts";
import { StageBars } from "../standing/StageBars.tsx";
import styles from "./WallPage.module.css";

const defaultSeconds = 20;

/** `show=fill,win&every=30`: which questions, and how long each stays. */
const chosenIn = (search: Search) => {
  const names = typeof search.show === "string" ? search.show.split(",") : [];
  const chosen = groups.filter(({ id }) => names.includes(id));
  return {
    screens: chosen.length === 0 ? groups : chosen,
    seconds: Math.max(5, Number(search.every ?? defaultSeconds) || defaultSeconds),
  };
};

/** Why no figure stands here; `null` where one does. */
const missingText = (line: ScorecardLine, noneWins: boolean): string | null => {
  if (line.kpi === "goal_attainment")
    return goalsOnPace(line.answer.rows).judged === 0 ? "No goals in this period" : null;
  if (noneWins) return noWonStage.short;
  const { cell } = headlineOf(line);
  return cell.value === null ? reasonOf(cell.flags, cell.excluded, cell.more).short : null;
};

const WallTile = ({ line }: { readonly line: ScorecardLine }) => {
  const writing = useWriting()(line.answer.definition.unit);
  const { cell, row, of } = headlineOf(line);
  const trend = courseOf(line);
  const { onPace, judged } = goalsOnPace(line.answer.rows);
  const isGoals = line.kpi === "goal_attainment";
  const stages = line.answer.rows.filter(({ value }) => value !== null);
  const noneWins = useNoneWins()(line.kpi);
  const missing = missingText(line, noneWins);
  const isByStage = line.answer.question.by[0] === "stage" && stages.length > 0;
  return (
    <article className={styles.tile}>
      <h2 className={styles.name}>{line.answer.definition.name}</h2>
      {missing === null ? (
        <div className={styles.value} style={isGoals ? {} : lettersOf(figure(cell.value, writing))}>
          {isGoals ? onPace : figure(cell.value, writing)}{" "}
          <span className={styles.of}>{isGoals ? `of ${judged} ${judged === 1 ? "goal" : "goals"} on pace` : of}</span>
        </div>
      ) : (
        <div className={styles.missing}>{missing}</div>
      )}
      <div className={styles.change}>
        {missing !== null ? null : (
          <Change change={cell.change} better={line.answer.definition.better} writing={writing} />
        )}
        {cell.previous?.value == null || noneWins || cell.flags.includes("not_measurable") ? null : (
          <span>
            {missing !== null ? "was" : "vs"} {figure(cell.previous.value, writing)}
          </span>
        )}
      </div>
      <div className={styles.picture}>
        {isGoals ? (
          <GoalBars rows={line.answer.rows} />
        ) : isByStage ? (
          <StageBars rows={stages} told={row} writing={writing} isNamed />
        ) : trend.length > 1 && !noneWins ? (
          <Sparkline points={trend} height="100%" label={`${line.answer.definition.name} over time`} />
        ) : null}
      </div>
    </article>
  );
};

export const WallPage = () => {
  const workspace = useWorkspace();
  const client = useQueryClient();
  const navigate = useNavigate();
  const search = usePageSearch();
  const scope = useScope();
  const query = useKept(scorecardQuery(asked(scope)));
  // Nothing else on a wall says of whom its figures are.
  const filters = useFilterTexts(filtersOf(scope));
  const narrowed = scope.asOf === null ? filters : [...filters, knownText(scope.asOf)];
  const { screens, seconds } = chosenIn(search);
  const [turn, setTurn] = useState(0);
  const [isPaused, setPaused] = useState(false);
  useEffect(() => follow(client, () => {}), [client]);
  useEffect(() => {
    document.title = "Wall · Quarterdeck";
    if (isPaused) return;
    const timer = setInterval(() => setTurn((now) => now + 1), seconds * 1000);
    return () => clearInterval(timer);
  }, [isPaused, seconds]);
  useEffect(() => {
    const leave = (): void => {
      if (document.fullscreenElement !== null) void document.exitFullscreen();
      void navigate({ to: "/", search: ((before: Search) => scopeSearch(before)) as never });
    };
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === "Escape") leave();
      if (event.key === " ") setPaused((is) => !is);
      if (event.key === "ArrowRight") setTurn((now) => now + 1);
      if (event.key === "ArrowLeft") setTurn((now) => now + screens.length - 1);
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [navigate, screens.length]);
  const screen = screens[turn % screens.length] ?? groups[0];
  const told = query.data?.question;
  return (
    <main className={styles.wall}>
      <header className={styles.head}>
        <h1>{screen?.question}</h1>
        <p>
          {workspace.name}
          {[...(told === undefined ? [] : [rangeText(told.from, told.to)]), ...narrowed].map((text) => ` · ${text}`)}
        </p>
      </header>
      <Asked query={query} height={420}>
        {({ lines }) => (
          <div className={styles.tiles} data-many={lines.filter(({ group }) => group === screen?.id).length}>
            {screen === undefined
              ? null
              : linesOf(lines, screen).map((line) => <WallTile key={line.kpi} line={line} />)}
          </div>
        )}
      </Asked>
      <footer className={styles.foot}>
        <span>
          Data to the end of {told === undefined ? dayText(workspace.today) : dataEnd(told, workspace)}
          {unfilteredIn(query.data?.lines ?? []).map((text) => ` · ${text}`)}
          {isPaused ? " · paused" : ""}
        </span>
        <span className={styles.dots}>
          {screens.map(({ id, question }, index) => (
            <UnstyledButton
              key={id}
              className={styles.dot}
              aria-label={question}
              aria-current={index === turn % screens.length}
              onClick={() => setTurn(index)}
            />
          ))}
        </span>
      </footer>
    </main>
  );
};
