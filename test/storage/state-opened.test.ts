import { expect, it } from "vitest";
import { shortageOf } from "../../src/problem.ts";
import { notOpened } from "../../src/state/open.ts";

const told = (code: string): unknown => notOpened(Object.assign(new Error("disk I/O error"), { code }), "state.db");

it("what is kept beside the data is not damaged where the disk is full: nobody shall begin it anew", () => {
  expect(shortageOf(told("SQLITE_IOERR_SHMSIZE"))?.code).toBe("disk_full");
  expect(told("SQLITE_NOTADB")).toMatchObject({ code: "state_damaged" });
});
