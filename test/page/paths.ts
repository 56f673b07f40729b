/** Addresses of every page of the dashboard, those of the demo company's people among them. */
export const paths = [
  "/",
  "/kpi/win_rate?grain=month&period=last-12-months",
  "/kpi/stage_conversion",
  "/kpi/cost_per_lead?by=campaign",
  "/kpi/goal_attainment",
  "/funnel?period=2026-10",
  "/campaigns",
  "/campaigns?by=source&answered=campaign&as=table&period=last-12-months",
  "/people",
  "/people/P07",
  "/goals",
  "/data",
  "/data/import",
  "/data?finding=past_expected_close",
  "/wall",
];
