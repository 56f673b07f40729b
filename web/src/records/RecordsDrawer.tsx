/** The records behind a figure. */
import { Drawer } from "@mantine/core";
import { useOpenedRecords } from "./useRecords.ts";

export const RecordsDrawer = () => {
  const { opened, close } = useOpenedRecords();
  return <Drawer opened={opened !== null} onClose={close} position="right" title={opened?.title} />;
};
