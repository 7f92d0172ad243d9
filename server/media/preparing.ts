import { readFile } from "node:fs/promises";
import { Invalid } from "../core/problems.ts";
import { type KeptPicture, type SentPicture, sentPictures } from "./inputs.ts";
import { isKept, keep, nameOf, pathOf, WIDTHS } from "./picture-files.ts";
import { NoPicture, reEncoded, sizeOf } from "./re-encoding.ts";

const [, LARGE] = WIDTHS;

/**
 * Re-encodes the pictures of a form and writes them, before any transaction. What never comes to belong to a thread is swept.
 * @param body gets the names of what is kept, as `kept1` and so on: a form that fails for another reason need not send them again
 * @throws Invalid beside the picture or its words
 */
export async function preparePictures(files: ReadonlyMap<string, Buffer>, body: Record<string, unknown>): Promise<KeptPicture[]> {
  const prepared: KeptPicture[] = [];
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

async function prepare({ from, alt }: SentPicture): Promise<KeptPicture> {
  if (typeof from !== "string") {
    const { files, width, height } = await reEncoded(from);
    const file = nameOf(files[LARGE]);
    await keep(file, files);
    return { file, width, height, bytes: files[LARGE].length, alt };
  }
  if (!(await isKept(from))) throw new NoPicture("notAPicture");
  const large = await readFile(pathOf(from, LARGE));
  return { file: from, ...(await sizeOf(large)), bytes: large.length, alt };
}
