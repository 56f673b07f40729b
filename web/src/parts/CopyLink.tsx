/** Copies the address of what is shown: whoever opens it sees the same. */
import { Button } from "@mantine/core";
import { useClipboard } from "@mantine/hooks";
import { Icon } from "../shell/icons.tsx";

export const CopyLink = ({ label = "Copy link" }: { readonly label?: string }) => {
  const clipboard = useClipboard({ timeout: 2000 });
  return (
    <Button
      variant="default"
      size="xs"
      leftSection={<Icon name={clipboard.copied ? "check" : "link"} size={15} />}
      onClick={() => clipboard.copy(window.location.href)}
    >
      <span aria-live="polite">
        {clipboard.copied ? "Link copied" : clipboard.error === null ? label : "Copying is not allowed here"}
      </span>
    </Button>
  );
};
