import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { lock } from "proper-lockfile";
import { projectFile } from "../../server/data/project-file.ts";

const CACHE = projectFile("node_modules/.cache");

/** A folder of the cache that `unpack` fills once, in one process at a time; a complete one is renamed. @returns its path */
export async function unpackOnce(name: string, unpack: (folder: string) => Promise<void>): Promise<string> {
  const folder = join(CACHE, name);
  mkdirSync(CACHE, { recursive: true });
  const release = await lock(CACHE, { lockfilePath: `${folder}.lock`, retries: { retries: 300, factor: 1, minTimeout: 200 } });
  try {
    if (!existsSync(folder)) await unpackInto(folder, unpack);
  } finally {
    await release();
  }
  return folder;
}

async function unpackInto(folder: string, unpack: (folder: string) => Promise<void>): Promise<void> {
  const half = mkdtempSync(`${folder}-`);
  try {
    await unpack(half);
    renameSync(half, folder);
  } finally {
    rmSync(half, { recursive: true, force: true });
  }
}
