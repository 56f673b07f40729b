import { spawnSync } from "node:child_process";
import { copyFile, link, readFile, rm, writeFile } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ownerOf, takeLock } from "../../src/storage/lock.ts";
import { newFolder } from "./folder.ts";

describe("the lock, where nobody can know when a process began", () => {
  /** One that died, or another one that has its number now: the number of a process that runs. */
  const left = { pid: process.ppid, host: hostname(), began: null, address: "http://127.0.0.1:4173" };
  const inFolder = async (work: (lock: string) => Promise<void>): Promise<void> => {
    await using folder = await newFolder();
    await work(join(folder.path, "quarterdeck.lock"));
  };

  it("is held as long as the beacon of its owner is lit, whoever has which number and name", () =>
    inFolder(async (file) => {
      const lock = await takeLock(file, "ws", 0, null);
      expect((await ownerOf(file))?.pid).toBe(process.pid);
      await lock.announce("http://127.0.0.1:4000");
      const said = JSON.parse(await readFile(file, "utf8"));
      await writeFile(file, JSON.stringify({ ...said, host: "macbook.example", pid: 2 ** 22 + 1 }));
      expect((await ownerOf(file))?.address).toBe("http://127.0.0.1:4000");
      await expect(takeLock(file, "ws", 0, null)).rejects.toMatchObject({ code: "workspace_locked" });
      await lock.release();
      expect(await ownerOf(file)).toBeNull();
    }));

  it("is taken where the beacon is dark, also if the machine was called otherwise in its last network", () =>
    inFolder(async (file) => {
      const beacon = join(tmpdir(), `quarterdeck-${process.pid}-dark`);
      const listening = `require("net").createServer().listen(${JSON.stringify(beacon)}, () => process.kill(process.pid, "SIGKILL"))`;
      spawnSync(process.execPath, ["-e", listening]);
      await writeFile(file, JSON.stringify({ ...left, host: "macbook.example", beacon }));
      expect(await ownerOf(file)).toBeNull();
      const lock = await takeLock(file, "ws", 0, null);
      expect(lock.wasLeft).toBe(true);
      await lock.release();
      await rm(beacon);
    }));

  it("is taken where its pipe is gone on this machine, and of another one not", () =>
    inFolder(async (file) => {
      const beacon = "\\\\.\\pipe\\quarterdeck-0123456789ab";
      await writeFile(file, JSON.stringify({ ...left, beacon }));
      expect(await ownerOf(file)).toBeNull();
      await writeFile(file, JSON.stringify({ ...left, host: "elsewhere", beacon }));
      expect(await ownerOf(file)).not.toBeNull();
    }));

  it("names no beacon where what is written there is none", () =>
    inFolder(async (file) => {
      await writeFile(file, JSON.stringify({ ...left, beacon: { port: 80 } }));
      expect(await ownerOf(file)).toBeNull();
    }));

  it("stays where the beacon was only tidied away, while its owner runs", () =>
    inFolder(async (file) => {
      await writeFile(file, JSON.stringify({ ...left, beacon: join(tmpdir(), "quarterdeck-tidied") }));
      expect((await ownerOf(file))?.pid).toBe(process.ppid);
    }));
});

describe("the lock of a folder that is copied", () => {
  const twoFolders = async (work: (lock: string, other: string) => Promise<void>): Promise<void> => {
    await using folder = await newFolder();
    await using other = await newFolder();
    await work(join(folder.path, "quarterdeck.lock"), join(other.path, "quarterdeck.lock"));
  };

  it("is nobody's in the copy, whose owner has the original", () =>
    twoFolders(async (file, copy) => {
      const lock = await takeLock(file, "ws", 0);
      await lock.announce("http://127.0.0.1:4000");
      await copyFile(file, copy);
      expect(await ownerOf(copy)).toBeNull();
      const own = await takeLock(copy, "copy", 0);
      expect((await ownerOf(file))?.address).toBe("http://127.0.0.1:4000");
      await own.release();
      await lock.release();
    }));

  it("holds where the folder is the same by another way to it, or was moved", () =>
    twoFolders(async (file, same) => {
      const lock = await takeLock(file, "ws", 0);
      await link(file, same);
      expect((await ownerOf(same))?.pid).toBe(process.pid);
      await rm(file);
      expect((await ownerOf(same))?.pid).toBe(process.pid);
      await lock.release();
    }));
});
