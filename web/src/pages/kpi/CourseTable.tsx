/** The course as a table: each point's figure, interval, comparison and records. */
import type { Course } from "../../charts/course.ts";
import { Change } from "../../parts/Change.tsx";
import type { Opened } from "../../records/address.ts";
import { FigureButton } from "../../records/FigureButton.tsx";
import { countText, figure, intervalText } from "../../words/figures.ts";
import table from "./Table.module.css";

interface Props {
  readonly course: Course;
  readonly label: string;
  readonly better: "higher" | "lower" | null;
  readonly recordsOf: (index: number) => Opened;
}

export const CourseTable = ({ course: { points, writing }, label, better, recordsOf }: Props) => {
  const isCompared = points.some(({ compared }) => compared !== null);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className={`${table.scroll} ${table.tall}`} tabIndex={0} aria-label={label}>
      <table className={table.table}>
        <caption className="visually-hidden">{label}</caption>
        <thead>
          <tr>
            <th scope="col">When</th>
            <th scope="col" className={table.number}>
              Figure
            </th>
            <th scope="col">95% interval</th>
            {isCompared ? (
              <>
                <th scope="col" className={table.number}>
                  Compared with
                </th>
                <th scope="col">Change</th>
              </>
            ) : null}
            <th scope="col" className={table.number}>
              Records
            </th>
            <th scope="col">To know</th>
          </tr>
        </thead>
        <tbody>
          {points.map((point, index) => (
            <tr key={point.key}>
              <th scope="row">{point.label}</th>
              <td className={table.number}>
                <FigureButton
                  records={point.n > 0 ? recordsOf(index) : null}
                  label={`${point.label}: ${figure(point.value, writing)}`}
                >
                  {figure(point.value, writing)}
                </FigureButton>
              </td>
              <td>{point.value === null ? "" : intervalText(point.interval, writing)}</td>
              {isCompared ? (
                <>
                  <td className={table.number}>{figure(point.compared, writing)}</td>
                  <td>
                    <Change change={point.change} better={better} writing={writing} isShort />
                  </td>
                </>
              ) : null}
              <td className={table.number}>{countText(point.n)}</td>
              <td className={table.quiet}>{point.remarks.join(" ")}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
};
