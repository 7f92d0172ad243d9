import type { After } from "../core/events.ts";
import type { Tx } from "../data/client.ts";
import { credit } from "./crediting.ts";

/** Writes down how many pictures a thread has: with one a shorter text counts, so its town is judged anew. */
export async function changePictureCount(tx: Tx, after: After, threadId: number, pictureCount: number): Promise<void> {
  const thread = await tx.thread.update({ where: { id: threadId }, data: { pictureCount } });
  await credit(tx, after, thread);
}
