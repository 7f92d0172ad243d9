import { z } from "zod";
import { ROLES, type Role } from "../access/actor.ts";
import { LOCALES } from "../core/config.ts";
import { line, mailAddress, oneOf, password } from "../core/text-fields.ts";

/** Letters (Chinese ones too), digits, - and _: what can stand in an address and be told apart by ear. */
const USERNAME_SHAPE = /^[\p{L}\p{N}][\p{L}\p{N}_-]{1,31}$/u;

const username = line({ max: 32 })
  .transform((name) => name.normalize("NFKC"))
  .pipe(z.string().regex(USERNAME_SHAPE, "usernameShape"));
const displayName = line({ max: 40 });
/** argon2's cost grows with the length: capped. */
const newPassword = password({ min: 8, max: 128 });

export const SignInInput = z.object({ username: line({ max: 64 }), password: z.string("required").min(1, "required").max(1024, "wrongCredentials") });
export type SignInInput = z.infer<typeof SignInInput>;

export const SignUpInput = z.object({ username, displayName, password: newPassword });
export type SignUpInput = z.infer<typeof SignUpInput>;

export const ProfileInput = z.object({
  displayName,
  locale: z
    .enum(LOCALES)
    .nullish()
    .or(z.literal("").transform(() => null)),
});
export const PasswordInput = z.object({ current: z.string("required").min(1, "required").max(1024), password: newPassword });
export const TokenInput = z.object({ name: line({ max: 60 }) });

/** An empty address: none. */
export const MailInput = z.object({ email: z.literal("").or(mailAddress()), mailNotices: z.boolean("wrongType") });

/** The slugs of the town and the department that an account speaks for; "" means none. */
export interface OfficeOfAccount {
  town: string;
  department: string;
}

/** Whether an account of this role speaks for an office. */
export const mayHaveOffice = (role: Role): boolean => role === "association" || role === "responder";

const office = {
  town: z.string().max(64).optional().default(""),
  /** A responder's department, instead of a town or besides it. */
  department: z.string().max(64).optional().default(""),
};

/** Where an account belongs from now on. */
export const PlaceInput = z.object(office);
export type PlaceInput = z.infer<typeof PlaceInput>;

const invitable = ROLES.filter((role) => role !== "resident") as ["association", "responder", "moderator", "administrator"];
export const InvitationInput = z
  .object({
    role: oneOf(invitable, "unknown"),
    ...office,
    note: line({ min: 0, max: 200 }).optional().default(""),
  })
  .refine(({ role, town }) => role !== "association" || town !== "", { path: ["town"], message: "required" })
  .refine(({ role, town, department }) => role !== "responder" || town !== "" || department !== "", { path: ["town"], message: "townOrDepartment" });
export type InvitationInput = z.infer<typeof InvitationInput>;
