import { expect, it, vi } from "vitest";
import { shortageOf } from "../../src/problem.ts";
import { openState } from "../../src/state/open.ts";

vi.mock("libsql", () => ({
  default: class {
    exec = () => {
      throw Object.assign(new Error("disk I/O error"), { code: "SQLITE_IOERR_SHMSIZE" });
    };
    close = () => {};
  },
}));

it("what is kept beside the data is not damaged where the disk is full: nobody shall begin it anew", async () => {
  const error = await openState("state.db").catch((thrown: unknown) => thrown);
  expect(shortageOf(error)?.code).toBe("disk_full");
});
