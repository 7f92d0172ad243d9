import type { Actor } from "../access/actor.ts";
import { now } from "../core/clock.ts";
import type { After } from "../core/events.ts";
import { Invalid, NotFound } from "../core/problems.ts";
import { db, type Tx } from "../data/client.ts";
import { changePictureCount } from "../quota/picture-count.ts";
import { changeThread } from "../threads/change-thread.ts";
import { type KeptPicture, PICTURE_LIMITS } from "./inputs.ts";

/** Gives pictures to a thread, in the transaction that publishes or changes it; what counts follows. @throws Invalid (too many) */
export async function attachPictures(tx: Tx, after: After, threadId: number, byId: number, pictures: readonly KeptPicture[]): Promise<void> {
  if (pictures.length === 0) return;
  const had = await tx.picture.aggregate({ where: { threadId }, _count: true, _max: { position: true } });
  const total = had._count + pictures.length;
  if (total > PICTURE_LIMITS.perThread) throw new Invalid([{ path: "picture1", key: "tooManyPictures", args: { max: PICTURE_LIMITS.perThread } }]);
  const first = (had._max.position ?? 0) + 1;
  const rows = pictures.map((picture, index) => ({ ...picture, threadId, uploadedById: byId, position: first + index, createdAt: now() }));
  await tx.picture.createMany({ data: rows });
  await changePictureCount(tx, after, threadId, total);
}

/** Adds pictures to a thread that is there. @throws NotFound, Forbidden, Invalid */
export async function addPictures(actor: Actor, threadId: number, pictures: readonly KeptPicture[]): Promise<{ id: number }> {
  if (pictures.length === 0) throw new Invalid([{ path: "picture1", key: "required" }]);
  return changeThread(actor, "addPictures", threadId, async ({ tx, after, member }) => {
    await attachPictures(tx, after, threadId, member.id, pictures);
    return { id: threadId };
  });
}

/** Takes a picture away; its files are deleted within a day or two. @throws NotFound, Forbidden */
export async function removePicture(actor: Actor, pictureId: number): Promise<{ threadId: number }> {
  const picture = await db.picture.findUnique({ where: { id: pictureId }, select: { threadId: true, alt: true } });
  if (!picture) throw new NotFound();
  const { threadId, alt } = picture; // neither ever changes
  return changeThread(actor, "removePicture", threadId, async ({ tx, after, audit }) => {
    const { count } = await tx.picture.deleteMany({ where: { id: pictureId } });
    if (count === 0) throw new NotFound(); // somebody else was first
    await changePictureCount(tx, after, threadId, await tx.picture.count({ where: { threadId } }));
    await audit("picture.removed", { picture: pictureId, alt });
    return { threadId };
  });
}
