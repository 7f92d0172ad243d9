import { z } from "zod";
import { identifier, lines, refuse } from "../../core/text-fields.ts";
import { draftVersion, version } from "../workflow/inputs.ts";
import { refuseUnknown } from "./placeholders.ts";

/** So many questions are answered with one text at once: more than a person looks through is not answered but processed. */
export const MOST_AT_ONCE = 20;
export const MOST_CHARACTERS = 20_000;

/** What may be shown as it will stand; not looked through before it is sent. */
export const SeveralPreviewInput = z.object({ body: lines({ min: 0, max: MOST_CHARACTERS }).optional() });

const Chosen = z.object({ id: identifier, version, draftVersion });

/** One text for several questions. */
export const SeveralInput = z.object({
  threads: z
    .array(Chosen, "required")
    .min(1, "chooseQuestions")
    .superRefine((threads, context) => {
      if (threads.length > MOST_AT_ONCE) refuse(context, "tooManyAtOnce", { max: MOST_AT_ONCE });
    }),
  body: lines({ max: MOST_CHARACTERS }).superRefine(refuseUnknown),
});

export type Chosen = z.infer<typeof Chosen>;
export type SeveralInput = z.infer<typeof SeveralInput>;

/** What a form of several answers holds besides its text. */
export interface SeveralForm {
  /** Every question on the page, as it was seen, and the ones that are ticked. */
  listed: Chosen[];
  ticked: ReadonlySet<number>;
  /** Answered with this text already. */
  answered: number[];
  body: string;
}

/** The form's flat fields: `thread` for each tick, `version.ID` and `draft.ID` for each question, `answered`. */
export function severalForm(body: Readonly<Record<string, unknown>> = {}): SeveralForm {
  const seen = (name: string, id: number, shape: typeof version) => shape.catch(undefined).parse(body[`${name}.${id}`]);
  const ids = chosenIn(Object.keys(body).flatMap((name) => /^version\.(\d+)$/.exec(name)?.[1] ?? []));
  const ticked = chosenIn(body.thread);
  return {
    listed: [...new Set([...ids, ...ticked])].map((id) => ({ id, version: seen("version", id, version), draftVersion: seen("draft", id, draftVersion) })),
    ticked: new Set(ticked),
    answered: chosenIn(body.answered),
    body: typeof body.body === "string" ? body.body : "",
  };
}

/** The questions that an address or a form names, each once; what is no number is passed over. */
export function chosenIn(value: unknown): number[] {
  const found = [value].flat().map((each) => identifier.safeParse(each));
  return [...new Set(found.flatMap(({ success, data }) => (success ? [data] : [])))];
}
