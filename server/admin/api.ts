import { z } from "zod";
import { restoreAccount, suspendAccount } from "../accounts/accounts.ts";
import { InvitationInput, PlaceInput } from "../accounts/inputs.ts";
import { invite, revokeInvitation } from "../accounts/invitations.ts";
import { placeAccount } from "../accounts/placing.ts";
import { anyObject, instant, listOf, whole } from "../core/output-fields.ts";
import { url } from "../core/urls.ts";
import { created } from "../http/api-operation.ts";
import { apiRouter } from "../http/api-router.ts";
import { EditTownFields, EditTownInput, NewTownInput } from "../towns/inputs.ts";
import { createTown, editTown } from "../towns/towns.ts";
import { accountsPage } from "./accounts-page.ts";
import { AuditQuery, auditJson } from "./audit-trail.ts";
import { townToEdit } from "./towns-page.ts";

/** What administrators do with towns, accounts and invitations, and the audit trail. */
export const adminApi = apiRouter();

const AuditEntry = z
  .object({ id: whole, at: instant, actor: z.string().nullable(), action: z.string(), subject: z.string(), detail: anyObject })
  .meta({ id: "AuditEntry", description: "`actor` is null where the rules decided." });

adminApi.post("/towns", {
  summary: "Open a town's board (administrators)",
  body: NewTownInput,
  answers: { 201: anyObject },
  handle: async (req, { body }) => {
    const { slug } = await createTown(req.actor, body);
    return created(url(`/towns/${slug}`), await townToEdit(req.actor, slug));
  },
});

adminApi.patch("/towns/:slug", {
  summary: "Change a town (administrators)",
  body: EditTownFields.partial(),
  answers: { 200: anyObject },
  handle: async (req, { slug }) => {
    const before = await townToEdit(req.actor, slug);
    await editTown(req.actor, slug, EditTownInput.parse({ ...before, ...req.body }));
    return townToEdit(req.actor, slug);
  },
});

adminApi.get("/audit", {
  summary: "Who decided what (administrators); newest first",
  query: AuditQuery,
  answers: { 200: listOf(AuditEntry) },
  handle: (req, { query }) => auditJson(req.actor, query),
});

adminApi.get("/accounts", {
  summary: "The accounts (administrators)",
  answers: { 200: listOf(anyObject) },
  handle: async (req) => {
    const { accounts } = await accountsPage(req.actor, undefined);
    return { items: accounts, nextCursor: null };
  },
});

adminApi.put("/accounts/:id/suspension", {
  summary: "Suspend an account (administrators)",
  handle: (req, { id }) => suspendAccount(req.actor, id),
});

adminApi.delete("/accounts/:id/suspension", {
  summary: "Let it in again",
  handle: (req, { id }) => restoreAccount(req.actor, id),
});

adminApi.put("/accounts/:id/office", {
  summary: "Let an association or responder speak for another town or department (administrators)",
  body: PlaceInput,
  handle: (req, { id, body }) => placeAccount(req.actor, id, body),
});

adminApi.get("/invitations", {
  summary: "Open invitations (administrators)",
  answers: { 200: listOf(anyObject) },
  handle: async (req) => {
    const { invitations } = await accountsPage(req.actor, undefined);
    return { items: invitations, nextCursor: null };
  },
});

adminApi.post("/invitations", {
  summary: "Invite; the link is told once",
  body: InvitationInput,
  answers: { 201: z.object({ id: whole, url: z.string() }) },
  secret: true,
  handle: async (req, { body }) => {
    const { id, secret } = await invite(req.actor, body);
    return { id, url: url(`/invitations/${secret}`) };
  },
});

adminApi.delete("/invitations/:id", {
  summary: "Revoke an invitation",
  handle: (req, { id }) => revokeInvitation(req.actor, id),
});
