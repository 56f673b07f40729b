/** How many leads came, what one cost, what became of them, who brought them, and what brought none. */
import type { ReactNode } from "react";
import type { Answer, Cell, Unit } from "../../api/types.ts";
import { Change } from "../../parts/Change.tsx";
import { lettersOf } from "../../parts/letters.ts";
import { PageLink } from "../../parts/PageLink.tsx";
import { useWriting } from "../../parts/useFacts.ts";
import type { Opened, Part } from "../../records/address.ts";
import { FigureButton } from "../../records/FigureButton.tsx";
import { mainPart } from "../../records/part.ts";
import type { Search } from "../../scope/search.ts";
import type { Ask } from "../../scope/useAsk.ts";
import { rangeText } from "../../words/dates.ts";
import { figure, figureParts, intervalText } from "../../words/figures.ts";
import { reasonOf } from "../../words/flags.ts";
import { isFirstOf } from "../../words/verdict.ts";
import { Meaning } from "../standing/Meaning.tsx";
import tile from "../standing/Tile.module.css";
import { isPriced, unknownTo } from "./ask.ts";
import styles from "./Campaigns.module.css";
import { idleIn, idleSpend } from "./idle.ts";

const noSpend = "No spend is known";

interface TileProps {
  readonly name: string;
  readonly ask: Ask;
  readonly answer: Answer;
  readonly value: number | null;
  readonly unit: Unit;
  /** Why there is no value. */
  readonly missing: string;
  /** `null`: there are none. */
  readonly records: Opened | null;
  readonly before: number | null;
  readonly change?: ReactNode;
  readonly note: string;
  /** What its page is told beside the scope. */
  readonly search?: Search;
}

const HeadTile = (props: TileProps) => {
  const { name, ask, answer, value, unit, missing, records, before, change, note, search = {} } = props;
  const writing = useWriting()(unit);
  const { number, unit: sign } = figureParts(value, writing);
  return (
    <article className={tile.tile} data-figure={name}>
      <div className={tile.name}>
        <PageLink to={`/kpi/${ask.kpi.id}`} className={tile.link} search={search}>
          {name}
        </PageLink>
        <Meaning kpi={ask.kpi} answer={answer} />
      </div>
      <div className={tile.value} data-value={value} style={lettersOf(number)}>
        {value === null ? (
          <span className={tile.missing}>{missing}</span>
        ) : (
          <span className={tile.above}>
            <FigureButton records={records} label={`${name}: ${figure(value, writing)}`}>
              {number}
              {sign === "" ? null : <span className={`${tile.unit} ${styles.sign}`}>{sign}</span>}
            </FigureButton>
          </span>
        )}
      </div>
      <div className={tile.change}>
        {value === null ? null : change}
        {value === null || before === null ? null : <span>vs {figure(before, writing)}</span>}
      </div>
      <p className={styles.under}>{note}</p>
    </article>
  );
};

interface Of {
  readonly ask: Ask;
  readonly answer: Answer;
}

const recordsOf = ({ ask, answer }: Of, name: string, part: Part): Opened => ({
  question: ask.question,
  part,
  title: `${name}, ${rangeText(answer.question.from, answer.question.to)}`,
});

interface KpiProps extends Of {
  readonly name: string;
  /** Why there is no value, where the page knows it better than the answer's flags. */
  readonly missing?: string | undefined;
  readonly note?: string;
}

/** A KPI's own figure with its change and how sure it is. */
const KpiTile = ({ ask, answer, name, missing, note = "" }: KpiProps) => {
  const { unit, better } = answer.definition;
  const writing = useWriting()(unit);
  const { total } = answer;
  const isUnknown = unit === "money" && !isPriced(total);
  const range = isUnknown || total.value === null ? "" : intervalText(total.interval, writing);
  const isFirst = isFirstOf(total);
  const before: Cell | undefined =
    unit === "money" && !(total.previous && isPriced(total.previous)) ? undefined : total.previous;
  return (
    <HeadTile
      name={name}
      ask={ask}
      answer={answer}
      value={isUnknown ? null : total.value}
      unit={unit}
      missing={missing ?? reasonOf(total.flags, total.excluded, total.more).short}
      records={total.n > 0 ? recordsOf({ ask, answer }, name, mainPart(total, unit)) : null}
      before={before?.value ?? null}
      change={
        isFirst ? (
          <span>none before</span>
        ) : before === undefined ? null : (
          <Change change={total.change} better={better} writing={writing} />
        )
      }
      note={note === "" && range !== "" ? `95%: ${range}` : note}
    />
  );
};

interface Props {
  readonly leads: Of;
  readonly cost: Of;
  readonly conversion: Of;
  readonly origin: Of;
}

export const Headline = ({ leads, cost, conversion, origin }: Props) => {
  const writing = useWriting();
  const { total } = cost.answer;
  const idle = idleIn(cost.answer).length;
  const unknown = unknownTo(cost.ask);
  const isWhole = unknown !== "";
  const spent = isPriced(total) ? figure(total.num, writing("money")) : "";
  return (
    <div className={styles.headline}>
      <HeadTile
        {...leads}
        name="Leads"
        value={leads.answer.total.num}
        unit="count"
        missing="None"
        records={leads.answer.total.n > 0 ? recordsOf(leads, "Leads", "num") : null}
        before={isFirstOf(leads.answer.total) ? null : (leads.answer.total.previous?.num ?? null)}
        change={
          isFirstOf(leads.answer.total) ? (
            <span>none before</span>
          ) : (
            <Change change={leads.answer.total.change} better={null} writing={writing("count")} />
          )
        }
        note="created in the period"
        search={{ variant: "leads" }}
      />
      <KpiTile
        {...cost}
        name="Cost per lead"
        missing={isPriced(total) ? undefined : noSpend}
        note={isWhole ? `of every ${unknown}` : ""}
      />
      <KpiTile {...conversion} name="Lead conversion" />
      <KpiTile
        {...origin}
        name="Marketing's share"
        missing={(origin.answer.total.more.unknown ?? 0) > 0 ? "No origin is known" : undefined}
      />
      <HeadTile
        {...cost}
        name="Spend without leads"
        value={isPriced(total) ? (total.more.spend_without_leads ?? null) : null}
        unit="money"
        missing={noSpend}
        records={idle === 0 ? null : idleSpend(cost.ask, cost.answer)}
        before={
          total.previous !== undefined && isPriced(total.previous)
            ? (total.previous.more.spend_without_leads ?? null)
            : null
        }
        note={
          spent === ""
            ? ""
            : isWhole
              ? `of ${spent}, of every ${unknown}`
              : `of ${spent}${idle === 0 ? "" : `, ${idle} ${idle === 1 ? "campaign" : "campaigns"}`}`
        }
        search={{ by: "campaign" }}
      />
    </div>
  );
};
