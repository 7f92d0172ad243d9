import { Router } from "express";
import { restoreAccount, suspendAccount } from "../accounts/accounts.ts";
import { InvitationInput, PlaceInput } from "../accounts/inputs.ts";
import { invite, revokeInvitation } from "../accounts/invitations.ts";
import { placeAccount } from "../accounts/placing.ts";
import { idIn } from "../core/text-fields.ts";
import { url } from "../core/urls.ts";
import { toldOnce } from "../http/idempotency.ts";
import { guarded } from "../http/writes.ts";
import { EditTownInput, NewTownInput } from "../towns/inputs.ts";
import { createTown, editTown } from "../towns/towns.ts";
import { accountsPage } from "./accounts-page.ts";
import { AuditQuery, auditJson } from "./audit-trail.ts";
import { townToEdit } from "./towns-page.ts";

/** Administering as JSON. */
export function adminApi(): Router {
  const api = Router();

  api.post("/towns", ...guarded(), async (req, res) => {
    const { slug } = await createTown(req.actor, NewTownInput.parse(req.body));
    res
      .status(201)
      .location(url(`/towns/${slug}`))
      .json(await townToEdit(req.actor, slug));
  });
  api.patch("/towns/:slug", ...guarded(), async (req, res) => {
    const slug = String(req.params.slug);
    const before = await townToEdit(req.actor, slug);
    await editTown(req.actor, slug, EditTownInput.parse({ ...before, ...req.body }));
    res.json(await townToEdit(req.actor, slug));
  });
  api.get("/audit", async (req, res) => {
    res.json(await auditJson(req.actor, AuditQuery.parse(req.query)));
  });
  api.get("/accounts", async (req, res) => {
    const { accounts } = await accountsPage(req.actor, undefined);
    res.json({ items: accounts, nextCursor: null });
  });
  api.put("/accounts/:id/suspension", ...guarded(), async (req, res) => {
    await suspendAccount(req.actor, idIn(req.params.id));
    res.status(204).end();
  });
  api.delete("/accounts/:id/suspension", ...guarded(), async (req, res) => {
    await restoreAccount(req.actor, idIn(req.params.id));
    res.status(204).end();
  });
  api.put("/accounts/:id/office", ...guarded(), async (req, res) => {
    await placeAccount(req.actor, idIn(req.params.id), PlaceInput.parse(req.body));
    res.status(204).end();
  });
  api.get("/invitations", async (req, res) => {
    const { invitations } = await accountsPage(req.actor, undefined);
    res.json({ items: invitations, nextCursor: null });
  });
  api.post("/invitations", ...guarded(), async (req, res) => {
    const { id, secret } = await invite(req.actor, InvitationInput.parse(req.body));
    toldOnce(res)
      .status(201)
      .json({ id, url: url(`/invitations/${secret}`) });
  });
  api.delete("/invitations/:id", ...guarded(), async (req, res) => {
    await revokeInvitation(req.actor, idIn(req.params.id));
    res.status(204).end();
  });

  return api;
}
