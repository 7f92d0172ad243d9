import { z } from "zod";
import { NotFound } from "./problems.ts";

/** Everything that is not text: C0 and C1 controls but tab and line feed, and what reverses or hides the direction of writing. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the purpose
const CONTROL = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the purpose
const CONTROL_OR_BREAK = /[\u0000-\u001F\u007F-\u009F\u2028\u2029\u202A-\u202E\u2066-\u2069]/;
const VISIBLE = /[^\s\p{Cf}\p{Mn}\u2800\u3164\uFFA0]/u;

const wrongType = { error: (issue: { input?: unknown }) => (issue.input === undefined ? "required" : "wrongType") };

export interface Bounds {
  min?: number;
  /** In characters (code points). */
  max: number;
}

/** One line of text: trimmed, NFC; empty, over-long, control characters and broken Unicode are refused beside the field. */
export const line = (bounds: Bounds) => text(bounds, CONTROL_OR_BREAK, (value) => value.trim());

/** One e-mail address, without anything that a mail's head could be broken with. */
export const mailAddress = () => line({ max: 254 }).pipe(z.email("addressShape"));

/** Text of several lines, line ends as LF. */
export const lines = (bounds: Bounds) => text(bounds, CONTROL, (value) => value.replace(/\r\n?/g, "\n").trim());

/** Passwords are taken as they are typed. */
export const password = (bounds: Bounds) =>
  z.string(wrongType).superRefine((value, context) => {
    const length = [...value].length;
    if (length < (bounds.min ?? 1)) refuse(context, "passwordShort", { min: bounds.min ?? 1 });
    if (length > bounds.max) refuse(context, "passwordLong", { max: bounds.max });
  });

/** One of `values`; `key` is the text when it is none of them. */
export const oneOf = <const T extends readonly [string, ...string[]]>(values: T, key: string) =>
  z.enum(values, { error: (issue) => (issue.input === undefined || issue.input === "" ? "required" : key) });

/** A whole number from JSON or a form; the text says between what. */
export const whole = (min: number, max: number) =>
  z.preprocess(
    (value) => (typeof value === "string" && /^\s*\d{1,10}\s*$/.test(value) ? Number(value) : value === "" ? undefined : value),
    z.number(wrongType).superRefine((value, context) => {
      if (!Number.isInteger(value) || value < min || value > max) refuse(context, "outOfRange", { min, max });
    }),
  );

/** A short name for addresses: lower-case letters, digits and hyphens between them. */
export const slug = z
  .string("required")
  .trim()
  .min(1, "required")
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "slugShape")
  .max(64, "slugShape");

/** The number in an address or a form. */
export const identifier = z
  .union(
    [
      z.number(),
      z
        .string()
        .regex(/^\d{1,10}$/)
        .transform(Number),
    ],
    { error: "wrongType" },
  )
  .pipe(z.number().int("wrongType").positive("wrongType").max(2_147_483_647, "wrongType"));

/** An id in an address. @throws NotFound: anything else is an address that does not exist */
export function idIn(value: unknown): number {
  const parsed = identifier.safeParse(value);
  if (!parsed.success) throw new NotFound();
  return parsed.data;
}

/** Adds an issue whose message is a text key. */
export function refuse(context: z.RefinementCtx, key: string, args: Record<string, string | number> = {}): void {
  context.addIssue({ code: "custom", message: key, params: { args } });
}

function text({ min = 1, max }: Bounds, forbidden: RegExp, tidy: (value: string) => string) {
  return z
    .string(wrongType)
    .transform((value) => tidy(value))
    .superRefine((value, context) => {
      if (!value.isWellFormed()) return refuse(context, "invalidUnicode");
      if (forbidden.test(value)) return refuse(context, "controlCharacters");
      const length = [...value].length;
      if (min > 0 && !VISIBLE.test(value)) return refuse(context, "required");
      if (length < min) return refuse(context, "tooShort", { min });
      if (length > max) refuse(context, "tooLong", { max });
    })
    .transform((value) => value.normalize("NFC"))
    .meta({ type: "string", minLength: min, maxLength: max } as never);
}
