import { z } from "zod";
import { Invalid } from "../core/problems.ts";
import { line } from "../core/text-fields.ts";
import { LIMITS } from "../threads/inputs.ts";

/** How many pictures a thread has at most, the bytes of one as it is sent, the characters of what is said of it. */
export const PICTURE_LIMITS = { perThread: LIMITS.pictures, bytes: 8 * 1024 * 1024, alt: 200 } as const;

/** A form's fields for pictures: picture1 with alt1, and so on; kept1 names one that came with an earlier try. */
export const PICTURE_SLOTS: readonly number[] = Array.from({ length: PICTURE_LIMITS.perThread }, (_, index) => index + 1);
export const PICTURE_UPLOAD = { fields: PICTURE_SLOTS.map((slot) => `picture${slot}`), mostBytes: PICTURE_LIMITS.bytes };

const file = z.string().regex(/^[0-9a-f]{40}$/);

/** A picture whose files lie in the upload folder, ready to belong to a thread; a draft keeps it as JSON. */
export const KeptPicture = z.object({ file, width: z.number(), height: z.number(), bytes: z.number(), alt: z.string() });
export type KeptPicture = z.infer<typeof KeptPicture>;

const Alt = line({ max: PICTURE_LIMITS.alt });

/** A picture as it was sent. */
export interface SentPicture {
  slot: number;
  /** The file, or the name of one that is kept from an earlier try. */
  from: Buffer | string;
  alt: string;
}

/** The pictures of a form, in their order. @throws Invalid: one without words for those who do not see it */
export function sentPictures(files: ReadonlyMap<string, Buffer>, body: Record<string, unknown>): SentPicture[] {
  const sent = PICTURE_SLOTS.flatMap((slot) => {
    const kept = body[`kept${slot}`];
    const from = files.get(`picture${slot}`) ?? file.safeParse(kept).data;
    return from === undefined ? [] : [{ slot, from, alt: Alt.safeParse(body[`alt${slot}`] ?? "") }];
  });
  const wrong = sent.flatMap(({ slot, alt }) =>
    alt.success ? [] : [{ path: `alt${slot}`, key: alt.error.issues[0]?.message ?? "required", args: { max: PICTURE_LIMITS.alt } }],
  );
  if (wrong.length > 0) throw new Invalid(wrong);
  return sent.map(({ slot, from, alt }) => ({ slot, from, alt: alt.data ?? "" }));
}
