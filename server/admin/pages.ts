import { type Request, type Response, Router } from "express";
import { restoreAccount, suspendAccount } from "../accounts/accounts.ts";
import { InvitationInput, PlaceInput } from "../accounts/inputs.ts";
import { invite, revokeInvitation } from "../accounts/invitations.ts";
import { placeAccount } from "../accounts/placing.ts";
import { presentMonth } from "../calendar/present-month.ts";
import { config, type Locale } from "../core/config.ts";
import { pagerOf } from "../core/paging.ts";
import { idIn } from "../core/text-fields.ts";
import { url } from "../core/urls.ts";
import type { Form } from "../http/answer-problems.ts";
import { type Texts, texts } from "../http/i18n.ts";
import type { Pages } from "../http/pages.ts";
import { form, guarded } from "../http/writes.ts";
import { departmentLinks } from "../offices/offices.ts";
import { EditTownInput, NewTownInput } from "../towns/inputs.ts";
import { createTown, editTown, townLinks } from "../towns/towns.ts";
import { accountsPage, accountToPlace } from "./accounts-page.ts";
import { AuditQuery, auditTrail } from "./audit-trail.ts";
import { townsPage, townToEdit } from "./towns-page.ts";

/** The administrators' pages: towns, accounts, invitations. */
export function adminPages(pages: Pages): Router {
  const router = Router();

  router.get("/admin/towns", (req, res) => showTowns(req, res, null));
  router.post(
    "/admin/towns",
    ...form(async (req, res) => {
      await createTown(req.actor, NewTownInput.parse(req.body));
      req.session.notice = { key: "notice.townCreated" };
      res.redirect(303, url("/admin/towns"));
    }, showTowns),
  );
  router.get("/admin/towns/:slug/edit", (req, res) => showEditTown(req, res, null));
  router.post(
    "/admin/towns/:slug/edit",
    ...form(async (req, res) => {
      await editTown(req.actor, String(req.params.slug), EditTownInput.parse(req.body));
      req.session.notice = { key: "notice.saved" };
      res.redirect(303, url("/admin/towns"));
    }, showEditTown),
  );

  router.get("/admin/accounts", (req, res) => showAccounts(req, res, null));
  router.post(
    "/admin/invitations",
    ...form(
      async (req, res) => {
        const { secret } = await invite(req.actor, InvitationInput.parse(req.body));
        const origin = config().publicUrl ? new URL(config().publicUrl!).origin : `${req.protocol}://${req.get("host")}`;
        await showAccounts(req, res, null, `${origin}${url(`/invitations/${secret}`)}`); // shown once: an answer, not an address
      },
      (req, res, failed) => showAccounts(req, res, failed),
    ),
  );
  router.post("/admin/invitations/:id/revoke", ...guarded(), async (req, res) => {
    await revokeInvitation(req.actor, idIn(req.params.id));
    req.session.notice = { key: "notice.invitationRevoked" };
    res.redirect(303, url("/admin/accounts"));
  });
  for (const [verb, act, notice] of [
    ["suspend", suspendAccount, "suspended"],
    ["restore", restoreAccount, "restored"],
  ] as const) {
    router.post(`/admin/accounts/:id/${verb}`, ...guarded(), async (req, res) => {
      await act(req.actor, idIn(req.params.id));
      req.session.notice = { key: `notice.${notice}` };
      res.redirect(303, url("/admin/accounts"));
    });
  }

  router.get("/admin/accounts/:id/edit", (req, res) => showPlacing(req, res, null));
  router.post(
    "/admin/accounts/:id/edit",
    ...form(async (req, res) => {
      await placeAccount(req.actor, idIn(req.params.id), PlaceInput.parse(req.body));
      req.session.notice = { key: "notice.accountPlaced" };
      res.redirect(303, url("/admin/accounts"));
    }, showPlacing),
  );

  router.get("/admin/audit", async (req, res) => {
    const query = AuditQuery.parse(req.query);
    const { rows, nextCursor } = await auditTrail(req.actor, query);
    const { cursor, limit: _, ...chosen } = query;
    const pager = pagerOf((to) => url("/admin/audit", { ...chosen, cursor: to }), { cursor, nextCursor });
    const model = {
      rows,
      pager,
      groups: auditGroups(req.locale as Locale),
      form: { values: chosen, errors: [] },
      isFiltered: Object.values(chosen).some((value) => value !== ""),
    };
    await pages.show(req, res, "admin/audit", { title: req.t("auditPage.title"), wide: true }, model);
  });

  async function showTowns(req: Request, res: Response, failed: Form | null) {
    await pages.show(req, res, "admin/towns", { title: req.t("admin.towns") }, { form: failed, towns: await townsPage(req.actor), month: presentMonth() });
  }

  async function showEditTown(req: Request, res: Response, failed: Form | null) {
    const town = await townToEdit(req.actor, String(req.params.slug));
    const shown = failed ?? { values: formOfTown(town), errors: [] };
    await pages.show(req, res, "admin/edit-town", { title: town.name }, { form: shown, town });
  }

  async function showPlacing(req: Request, res: Response, failed: Form | null) {
    const account = await accountToPlace(req.actor, idIn(req.params.id));
    const shown = failed ?? { values: { town: account.townSlug, department: account.departmentSlug }, errors: [] };
    const model = { form: shown, account, towns: await townLinks(), departments: account.role === "responder" ? await departmentLinks() : [] };
    await pages.show(req, res, "admin/place-account", { title: account.displayName }, model);
  }

  async function showAccounts(req: Request, res: Response, failed: Form | null, newInvitation: string | null = null) {
    const cursor = typeof req.query.cursor === "string" ? req.query.cursor : undefined;
    const model = await accountsPage(req.actor, cursor);
    await pages.show(
      req,
      res,
      "admin/accounts",
      { title: req.t("admin.accounts") },
      { form: failed, towns: await townLinks(), departments: await departmentLinks(), newInvitation, ...model },
    );
  }

  return router;
}

/** What the audit trail's page offers to choose from: the first words of the actions that there are texts for. */
const auditGroups = (locale: Locale): string[] => Object.keys((texts(locale).auditPage as Texts).group as Texts);

/** What the form shows of a town; what it has not is empty. */
const formOfTown = ({ name, onDutyFrom, onDutyUntil, peerGroup, position }: EditTownInput): Record<string, string> => ({
  ...{ name, onDutyFrom },
  onDutyUntil: onDutyUntil ?? "",
  peerGroup: peerGroup ?? "",
  position: String(position),
});
