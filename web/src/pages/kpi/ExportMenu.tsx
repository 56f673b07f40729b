/** What is shown, to take away: the rows as a file, the chart as a picture. */
import { Button, Menu } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { address } from "../../api/client.ts";
import { parametersOf, type Question } from "../../api/question.ts";
import type { Answer } from "../../api/types.ts";
import { coloursNow } from "../../charts/colours.ts";
import { savePng } from "../../charts/png.ts";
import { usePageSearch } from "../../scope/useScope.ts";
import { Icon } from "../../shell/icons.tsx";
import { rangeText } from "../../words/dates.ts";
import { type AskedKpi, ofStage, told } from "./asked.ts";
import { dimensionsIn } from "./split.ts";

const fileOf = ({ kpi, ...question }: Question, format: "csv" | "xlsx"): string => {
  const parameters = parametersOf(question);
  parameters.set("format", format);
  return address(`/kpis/${kpi}/export?${parameters}`);
};

interface Props {
  readonly asked: AskedKpi;
  readonly range: Answer["question"] | undefined;
}

/** What the page shows of the KPI is what the file has: the split, and the grain where one was chosen. */
const shownQuestion = (asked: AskedKpi, search: ReturnType<typeof usePageSearch>): Question => ({
  ...ofStage(asked, asked.stage),
  ...(asked.kpi.type === "goal" ? {} : { by: dimensionsIn(asked.kpi, search) }),
  ...(told(search, "grain") === null ? {} : { grain: told(search, "grain") ?? undefined }),
});

export const ExportMenu = ({ asked, range }: Props) => {
  const search = usePageSearch();
  const shown = shownQuestion(asked, search);
  const picture = (): void => {
    const svg = document.querySelector<SVGSVGElement>("[data-chart] svg");
    if (svg === null || range === undefined) {
      notifications.show({ message: "There is no chart on this page to save. Turn the table into the chart first." });
      return;
    }
    const name = asked.variant.id === "default" ? asked.kpi.name : `${asked.kpi.name}: ${asked.variant.name}`;
    savePng(
      svg,
      {
        title: name,
        note: `${rangeText(range.from, range.to)} · ${asked.variant.formula}`,
        ...coloursNow(),
      },
      `${asked.kpi.id}-${range.from}-${range.to}.png`,
    ).catch((error: unknown) =>
      notifications.show({ message: error instanceof Error ? error.message : String(error) }),
    );
  };
  return (
    <Menu position="bottom-end" withinPortal={false}>
      <Menu.Target>
        <Button variant="default" size="xs" leftSection={<Icon name="download" size={15} />}>
          Export
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item component="a" href={fileOf(shown, "csv")} download>
          Table as CSV
        </Menu.Item>
        <Menu.Item component="a" href={fileOf(shown, "xlsx")} download>
          Table as XLSX
        </Menu.Item>
        {asked.kpi.type === "goal" ? null : <Menu.Item onClick={picture}>Chart as PNG</Menu.Item>}
      </Menu.Dropdown>
    </Menu>
  );
};
