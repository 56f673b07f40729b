import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { patiently, writeDurably } from "../../src/storage/durable.ts";

/** Work that is refused so many times; how often it was tried. */
const refusing = (times: number, code: string) => {
  let tried = 0;
  const work = async (): Promise<string> => {
    tried += 1;
    if (tried <= times) throw Object.assign(new Error(`${code}: rename`), { code });
    return "done";
  };
  return { work, tried: () => tried };
};

describe("a file that somebody looks at just now", () => {
  it.each(["EPERM", "EACCES", "EBUSY", "ENOTEMPTY"])("is moved on Windows a moment later: %s", async (code) => {
    const { work, tried } = refusing(3, code);
    expect(await patiently(work, true)).toBe("done");
    expect(tried()).toBe(4);
  });

  it("is given up after two seconds, with what the system said", async () => {
    await expect(patiently(refusing(1000, "EBUSY").work, true)).rejects.toMatchObject({ code: "EBUSY" });
  });

  it("is not waited for where the system means it, nor for any other reason", async () => {
    const [elsewhere, missing] = [refusing(1, "EPERM"), refusing(1, "ENOENT")];
    await expect(patiently(elsewhere.work, false)).rejects.toMatchObject({ code: "EPERM" });
    await expect(patiently(missing.work, true)).rejects.toMatchObject({ code: "ENOENT" });
    expect([elsewhere.tried(), missing.tried()]).toEqual([1, 1]);
  });
});

describe("a small file that is written durably", () => {
  it("is there as a whole, or as it was before, with nothing beside it", async () => {
    const folder = await mkdtemp(join(tmpdir(), "quarterdeck-test-"));
    try {
      await writeDurably(join(folder, "a.yaml"), "one\r\n");
      await writeDurably(join(folder, "a.yaml"), Buffer.from("two"));
      expect(await readFile(join(folder, "a.yaml"), "utf8")).toBe("two");
      await expect(writeDurably(folder, "three")).rejects.toThrow();
      expect(await readdir(folder)).toEqual(["a.yaml"]);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
