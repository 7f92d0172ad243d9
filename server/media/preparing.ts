import { readFile } from "node:fs/promises";
import { Invalid } from "../problems.ts";
import { type SentPicture, sentPictures } from "./inputs.ts";
import { isKept, keep, nameOf, pathOf, WIDTHS } from "./picture-files.ts";
import { NoPicture, reEncoded, sizeOf } from "./re-encoding.ts";

/** A picture whose files lie in the upload folder, ready to belong to a thread. */
export interface PreparedPicture {
  slot: number;
  file: string;
  width: number;
  height: number;
  bytes: number;
  alt: string;
}

const [, LARGE] = WIDTHS;

/**
 * Re-encodes the pictures of a form and writes them, before any transaction. What never comes to belong to a thread is swept.
 * @param body gets the names of what is kept, as `kept1` and so on: a form that fails for another reason need not send them again
 * @throws Invalid beside the picture or its words
 */
export async function preparePictures(files: ReadonlyMap<string, Buffer>, body: Record<string, unknown>): Promise<PreparedPicture[]> {
  const prepared: PreparedPicture[] = [];
  const wrong: { path: string; key: string }[] = [];
  for (const slot of files.keys()) delete body[slot.replace("picture", "kept")]; // the new one takes the earlier one's place
  for (const sent of sentPictures(files, body)) {
    try {
      const picture = await prepare(sent);
      body[`kept${sent.slot}`] = picture.file;
      prepared.push(picture);
    } catch (error) {
      if (!(error instanceof NoPicture)) throw error;
      wrong.push({ path: `picture${sent.slot}`, key: error.key });
    }
  }
  if (wrong.length > 0) throw new Invalid(wrong);
  return prepared;
}

async function prepare({ slot, from, alt }: SentPicture): Promise<PreparedPicture> {
  if (typeof from !== "string") {
    const { files, width, height } = await reEncoded(from);
    const file = nameOf(files[LARGE]);
    await keep(file, files);
    return { slot, file, width, height, bytes: files[LARGE].length, alt };
  }
  if (!(await isKept(from))) throw new NoPicture("notAPicture");
  const large = await readFile(pathOf(from, LARGE));
  return { slot, file: from, ...(await sizeOf(large)), bytes: large.length, alt };
}
