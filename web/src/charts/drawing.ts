/** ECharts with no more of it than a course needs; loaded when the first chart is drawn. */
import { LineChart } from "echarts/charts";
import {
  DataZoomInsideComponent,
  DataZoomSliderComponent,
  GridComponent,
  MarkLineComponent,
  TooltipComponent,
} from "echarts/components";
import { type EChartsType, init, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";

use([
  LineChart,
  GridComponent,
  TooltipComponent,
  MarkLineComponent,
  DataZoomSliderComponent,
  DataZoomInsideComponent,
  SVGRenderer,
]);

export type Drawing = EChartsType;

export const drawIn = (place: HTMLElement): Drawing => init(place, null, { renderer: "svg" });
