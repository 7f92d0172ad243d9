import { type Actor, ANYONE } from "../access/actor.ts";
import { can } from "../access/permissions.ts";
import { now } from "../core/clock.ts";
import { NotFound } from "../core/problems.ts";
import { url } from "../core/urls.ts";
import { db } from "../data/client.ts";
import { maskText } from "../masking/mask.ts";
import { readThread } from "../threads/thread-facts.ts";
import type { PictureView } from "./outputs.ts";
import { pathOf, WIDTHS, type Width } from "./picture-files.ts";

const [SMALL, LARGE] = WIDTHS;

/** The pictures of a thread that may be read, in their order; personal numbers in their descriptions are masked for everybody. */
export async function picturesOf(threadId: number): Promise<PictureView[]> {
  const rows = await db.picture.findMany({ where: { threadId }, orderBy: [{ position: "asc" }, { id: "asc" }] });
  return rows.map(({ id, file, alt, width, height }) => {
    const address = (size: Width) => url(`/media/${id}-${file}-${size}.webp`);
    return { id, alt: maskText(alt, now()), width, height, url: address(LARGE), small: address(SMALL) };
  });
}

const ADDRESS = new RegExp(`^(\\d{1,9})-([0-9a-f]{40})-(${SMALL}|${LARGE})\\.webp$`);

/** The file behind an address, if `actor` may see its thread. @returns whether everybody may @throws NotFound */
export async function pictureFile(actor: Actor, address: string): Promise<{ path: string; isPublic: boolean }> {
  const [, id, name, width] = ADDRESS.exec(address) ?? [];
  if (id === undefined || name === undefined) throw new NotFound();
  const picture = await db.picture.findUnique({ where: { id: Number(id) }, select: { file: true, threadId: true } });
  if (picture?.file !== name) throw new NotFound();
  const thread = await readThread(actor, picture.threadId);
  return { path: pathOf(name, Number(width) as Width), isPublic: can(ANYONE, "readThread", thread) };
}
