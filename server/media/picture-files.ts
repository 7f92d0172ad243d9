import { createHash } from "node:crypto";
import { access, mkdir, readdir, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { now } from "../core/clock.ts";
import { config } from "../core/config.ts";
import { db } from "../data/client.ts";

/** The widths in which a picture is kept. */
export const WIDTHS = [480, 1280] as const;
export type Width = (typeof WIDTHS)[number];

/** Where a picture of this width lies. @param name the hash of its content */
export const pathOf = (name: string, width: Width): string => join(config().uploadDir, `${name}-${width}.webp`);

export const nameOf = (content: Buffer): string => createHash("sha256").update(content).digest("hex").slice(0, 40);

/** Writes both widths of a picture; the same content lies there once. */
export async function keep(name: string, files: Record<Width, Buffer>): Promise<void> {
  await mkdir(config().uploadDir, { recursive: true });
  for (const width of WIDTHS) {
    const path = pathOf(name, width);
    const whole = `${path}.${process.pid}.part`;
    await writeFile(whole, files[width]);
    await rename(whole, path);
  }
}

/** Whether both are there; then they stay for another day, whoever they belong to. */
export async function isKept(name: string): Promise<boolean> {
  const at = now();
  try {
    for (const width of WIDTHS) {
      await access(pathOf(name, width));
      await utimes(pathOf(name, width), at, at);
    }
    return true;
  } catch {
    return false;
  }
}

const UNCLAIMED_MS = 24 * 3600 * 1000;

/**
 * Deletes files that no picture names any more, or never did because its form was not sent again. @returns how many
 * @param alsoUsed files that are needed although no thread shows them, such as those of drafts
 */
export async function sweepPictures(alsoUsed: ReadonlySet<string>): Promise<number> {
  const files = await readdir(config().uploadDir).catch(() => []);
  const shown = await db.picture.findMany({ select: { file: true }, distinct: ["file"] });
  const used = new Set([...shown.map(({ file }) => file), ...alsoUsed]);
  let deleted = 0;
  for (const file of files) {
    const path = join(config().uploadDir, file);
    const isOld = (await stat(path)).mtimeMs < now().getTime() - UNCLAIMED_MS;
    if (!isOld || used.has(file.slice(0, 40))) continue;
    await rm(path);
    deleted++;
  }
  return deleted;
}
