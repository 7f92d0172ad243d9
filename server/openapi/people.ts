import { z } from "zod";
import { ROLES } from "../access/actor.ts";
import { InvitationInput, PlaceInput, SignInInput, SignUpInput, TokenInput } from "../accounts/inputs.ts";
import { idPath, instant, list, reads, whole, writes } from "./words.ts";

export const Author = z.object({ username: z.string(), displayName: z.string(), role: z.enum(ROLES) }).meta({ id: "Author" });
const Session = z.object({ user: Author.extend({ town: z.string().nullable() }).nullable(), csrfToken: z.string().nullable() }).meta({ id: "Session" });

/** Who one is, accounts and what one keeps in one's own. */
export const peoplePaths = {
  "/session": {
    get: reads("Who is signed in, and the token for writes", Session),
    post: writes("Sign in", "200", Session, SignInInput),
    delete: writes("Sign out", "204", null, null),
  },
  "/accounts": {
    get: reads("The accounts (administrators)", list(z.object({}).loose())),
    post: writes("Sign up as a resident", "201", Session, SignUpInput),
  },
  "/accounts/{id}/suspension": {
    put: writes("Suspend an account (administrators)", "204", null, null, idPath),
    delete: writes("Let it in again", "204", null, null, idPath),
  },
  "/accounts/{id}/office": {
    put: writes("Let an association or responder speak for another town or department (administrators)", "204", null, PlaceInput, idPath),
  },
  "/tokens": {
    get: reads("One's personal tokens", list(z.object({ id: whole, name: z.string(), createdAt: instant }))),
    post: writes("A new one; the secret is told once", "201", z.object({ id: whole, token: z.string() }), TokenInput),
  },
  "/tokens/{id}": { delete: writes("End a token", "204", null, null, idPath) },
  "/invitations": {
    get: reads("Open invitations (administrators)", list(z.object({}).loose())),
    post: writes("Invite; the link is told once", "201", z.object({ id: whole, url: z.string() }), InvitationInput),
  },
  "/invitations/{id}": { delete: writes("Revoke an invitation", "204", null, null, idPath) },
};
