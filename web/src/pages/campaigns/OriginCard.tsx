/** The course of leads by where they come from: as columns or as a table, each part a way to its records. */
import { NativeSelect, SegmentedControl } from "@mantine/core";
import { filterOf, type Question } from "../../api/question.ts";
import type { Answer, Cell } from "../../api/types.ts";
import { Card } from "../../parts/Card.tsx";
import { Change } from "../../parts/Change.tsx";
import { Bones, Nothing, Problem } from "../../parts/States.tsx";
import { useWorkspace, useWriting } from "../../parts/useFacts.ts";
import type { Opened } from "../../records/address.ts";
import { FigureButton } from "../../records/FigureButton.tsx";
import { useOpenRecords } from "../../records/useRecords.ts";
import type { Ask } from "../../scope/useAsk.ts";
import { useChangeSearch, usePageSearch } from "../../scope/useScope.ts";
import { rangeText } from "../../words/dates.ts";
import { countText } from "../../words/figures.ts";
import { told, withFilters } from "../kpi/asked.ts";
import { type Grain, grainIn, grainName, grainsFor } from "../kpi/grains.ts";
import table from "../kpi/Table.module.css";
import styles from "./Campaigns.module.css";
import columns from "./Columns.module.css";
import { Columns } from "./Columns.tsx";
import { type CourseUnit, type Origin, originsIn, unitsIn } from "./origins.ts";
import { useAnswers } from "./useAnswers.ts";

/** The question of one unit's leads, of one origin or of all. */
const partOf = (
  question: Question,
  unit: Pick<CourseUnit, "from" | "to" | "label">,
  origin: Origin | null,
): Opened => ({
  question: {
    ...withFilters(question, origin === null ? [] : [filterOf("origin", origin.key)]),
    period: undefined,
    from: unit.from,
    to: unit.to,
  },
  part: "num",
  title: `${origin === null ? "Leads" : `Leads, ${origin.name}`}, ${unit.label}`,
});

interface Drawn {
  readonly question: Question;
  readonly units: readonly CourseUnit[];
  readonly origins: readonly Origin[];
}

const UnitTable = ({ question, units, origins }: Drawn) => {
  const isCompared = units.some(({ compared }) => compared !== null);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className={`${table.scroll} ${table.tall}`} tabIndex={0} aria-label="Leads by origin over time">
      <table className={table.table}>
        <caption className="visually-hidden">Leads by origin over time</caption>
        <thead>
          <tr>
            <th scope="col">When</th>
            <th scope="col" className={table.number}>
              All
            </th>
            {isCompared ? (
              <th scope="col" className={table.number}>
                Compared with
              </th>
            ) : null}
            {origins.map(({ key, name }) => (
              <th key={key} scope="col" className={table.number}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {units.map((unit) => (
            <tr key={unit.from}>
              <th scope="row">
                {unit.label}
                {unit.isOpen ? " so far" : ""}
              </th>
              {[null, ...origins].flatMap((origin) => {
                const count = origin === null ? unit.leads : (unit.parts.get(origin.key) ?? 0);
                const cell = (
                  <td key={origin === null ? "all" : `of ${origin.key}`} className={table.number}>
                    <FigureButton
                      records={count === 0 ? null : partOf(question, unit, origin)}
                      label={`${unit.label}, ${origin?.name ?? "all"}: ${countText(count)} leads`}
                    >
                      {count === 0 ? "–" : countText(count)}
                    </FigureButton>
                  </td>
                );
                return origin === null && isCompared
                  ? [
                      cell,
                      <td key="compared" className={`${table.number} ${table.quiet}`}>
                        {unit.compared === null ? "–" : countText(unit.compared)}
                      </td>,
                    ]
                  : [cell];
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
};

/** How many there were before, and whether that is more than noise. */
const BeforeAndChange = ({ cell }: { readonly cell: Cell | undefined }) => (
  <>
    <td className={`${table.number} ${styles.missing}`}>{countText(cell?.previous?.num ?? 0)}</td>
    <td>
      <Change change={cell?.change} better={null} writing={useWriting()("count")} isShort />
    </td>
  </>
);

/** The parts named, each with its own leads of the period. */
const Key = ({ question, origins, answer }: Omit<Drawn, "units"> & { readonly answer: Answer }) => {
  const { from, to } = answer.question;
  const range = { from, to, label: rangeText(from, to) };
  const isCompared = answer.rows.some(({ previous }) => previous !== undefined);
  return (
    <table className={`${table.table} ${styles.key}`}>
      <caption className="visually-hidden">Leads by origin in the period</caption>
      <thead>
        <tr>
          <th scope="col">Origin</th>
          <th scope="col" className={table.number}>
            Leads
          </th>
          {isCompared ? (
            <>
              <th scope="col" className={table.number}>
                Before
              </th>
              <th scope="col">Change</th>
            </>
          ) : null}
        </tr>
      </thead>
      <tbody>
        {origins.map((origin) => {
          const row = answer.rows.find(({ keys }) => (keys.origin ?? null) === origin.key);
          return (
            <tr key={origin.key}>
              <th scope="row">
                <span className={styles.named}>
                  <span className={columns.key} data-origin={origin.look} />
                  {origin.name}
                </span>
              </th>
              <td className={table.number}>
                <FigureButton
                  records={(row?.num ?? 0) > 0 ? partOf(question, range, origin) : null}
                  label={`${origin.name}: ${countText(row?.num ?? 0)} leads`}
                >
                  {countText(row?.num ?? 0)}
                </FigureButton>
              </td>
              {isCompared ? <BeforeAndChange cell={row} /> : null}
            </tr>
          );
        })}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">All</th>
          <td className={table.number}>
            <FigureButton
              records={(answer.total.num ?? 0) > 0 ? partOf(question, range, null) : null}
              label={`All: ${countText(answer.total.num ?? 0)} leads`}
            >
              {countText(answer.total.num ?? 0)}
            </FigureButton>
          </td>
          {isCompared ? <BeforeAndChange cell={answer.total} /> : null}
        </tr>
      </tfoot>
    </table>
  );
};

/** A course, and beside or under it the key with its counts. */
const OriginBones = () => (
  <div className={styles.course} role="status" aria-label="Loading leads by origin">
    <Bones height={265} />
    <Bones height={196} />
  </div>
);

const title = "Leads by origin";
const noteOf = (isCompared: boolean): string =>
  isCompared
    ? "By the day they were created, dashed: what it is compared with; each part opens its leads"
    : "By the day they were created; each part opens its leads";

/** The card before the dates of the period are known. */
export const OriginWaits = ({ isCompared }: { readonly isCompared: boolean }) => (
  <Card title={title} note={noteOf(isCompared)} tools={<Bones height={30} width={193} />}>
    <OriginBones />
  </Card>
);

/** `range`: the dates of the period, known from an answer over it. */
export const OriginCard = ({ ask, range }: { readonly ask: Ask; readonly range: { from: string; to: string } }) => {
  const workspace = useWorkspace();
  const search = usePageSearch();
  const change = useChangeSearch();
  const open = useOpenRecords();
  const { question } = ask;
  const calendars = workspace.fiscal_calendars ?? [];
  const grain: Grain = grainIn(told(search, "grain"), range.from, range.to, calendars);
  const { all, isReady, isOld, error, refetch } = useAnswers([
    { ...question, grain },
    { ...question, compare: undefined, grain, by: ["origin"] },
    { ...question, by: ["origin"] },
  ]);
  const [whole, byOrigin, period] = all;
  const isTable = told(search, "as") === "table";
  const isThere = isReady && whole !== undefined && byOrigin !== undefined && period !== undefined;
  const drawn: Drawn | null = isThere
    ? {
        question,
        origins: originsIn(period),
        units: unitsIn(whole, byOrigin, grain),
      }
    : null;
  return (
    <Card
      title={title}
      note={noteOf(question.compare !== undefined)}
      tools={
        <div className={styles.tools}>
          <NativeSelect
            size="xs"
            aria-label="In units of"
            value={grain}
            onChange={({ currentTarget }) => change({ grain: currentTarget.value })}
            data={grainsFor(range.from, range.to, calendars).map((value) => ({ value, label: grainName(value) }))}
          />
          <SegmentedControl
            size="xs"
            aria-label="As a chart or a table"
            value={isTable ? "table" : "chart"}
            onChange={(value) => change({ as: value === "table" ? value : undefined }, { replace: true })}
            data={[
              { value: "chart", label: "Chart" },
              { value: "table", label: "Table" },
            ]}
          />
        </div>
      }
    >
      {drawn === null || period === undefined ? (
        error === null ? (
          <OriginBones />
        ) : (
          <Problem error={error} onRetry={refetch} />
        )
      ) : drawn.origins.length === 0 ? (
        <Nothing title="No leads were created in this period." />
      ) : (
        <div className={`${styles.course} ${isOld ? styles.old : ""}`} aria-busy={isOld}>
          {isTable ? (
            <UnitTable {...drawn} />
          ) : (
            <Columns
              key={`${grain} ${range.from}`}
              units={drawn.units}
              origins={drawn.origins}
              label="Leads by origin over time; arrow keys move, Enter shows the leads"
              onOpen={(unit, origin) => open(partOf(question, unit, origin))}
            />
          )}
          <Key {...drawn} answer={period} />
        </div>
      )}
    </Card>
  );
};
