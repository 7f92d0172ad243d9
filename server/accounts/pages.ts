import { type Request, type Response, Router } from "express";
import { isMember } from "../access/actor.ts";
import { LOCALES } from "../core/config.ts";
import { NotFound, type Problem } from "../core/problems.ts";
import { hashOf } from "../core/secrets.ts";
import { idIn } from "../core/text-fields.ts";
import { safeReturn, url } from "../core/urls.ts";
import type { Form } from "../http/answer-problems.ts";
import { guardOrigin } from "../http/csrf.ts";
import { addressKey, limited, spend } from "../http/limits.ts";
import type { Pages } from "../http/pages.ts";
import { remember } from "../http/preferences.ts";
import { form, guarded } from "../http/writes.ts";
import { changePassword, createFirstAdministrator, departmentNameOf, editProfile, hasAdministrator, signUp, usernameKey } from "./accounts.ts";
import type { Door } from "./door.ts";
import { PasswordInput, ProfileInput, SignInInput, SignUpInput, TokenInput } from "./inputs.ts";
import { acceptInvitation, openInvitation } from "./invitations.ts";
import { createToken, removeToken, tokensOf } from "./tokens.ts";

type FormName = "profile" | "password" | "tokens";

/** Signing up, in and out, and one's own account. */
export function peoplePages(pages: Pages, door: Door): Router {
  const router = Router();

  router.get("/sign-in", (req, res) => (isMember(req.actor) ? res.redirect(303, safeReturn(req.query.returnTo)) : showSignIn(req, res, null)));
  router.post(
    "/sign-in",
    ...form(
      async (req, res) => {
        const { username } = SignInInput.parse(req.body);
        await spend("signIn", `${usernameKey(username)}|${addressKey(req)}`);
        await door.signIn(req);
        req.session.notice = { key: "notice.signedIn" };
        res.redirect(303, safeReturn(req.body.returnTo));
      },
      showSignIn,
      "write",
      "anyone",
    ),
  );
  router.post("/sign-out", ...guarded(), async (req, res) => {
    await door.signOut(req, res);
    res.redirect(303, url("/"));
  });

  router.get("/sign-up", (req, res) => (isMember(req.actor) ? res.redirect(303, url("/")) : showSignUp(req, res, null)));
  router.post(
    "/sign-up",
    ...form(
      async (req, res) => {
        await door.enter(req, await signUp(SignUpInput.parse(req.body)));
        req.session.notice = { key: "notice.welcome" };
        res.redirect(303, safeReturn(req.body.returnTo));
      },
      showSignUp,
      "signUp",
      "anyone",
    ),
  );

  router.get("/account", (req, res) => showAccount(req, res, null, null));
  router.post(
    "/account",
    ...form(
      async (req, res) => {
        const input = ProfileInput.parse(req.body);
        await editProfile(req.actor, input);
        if (input.locale) remember(res, { locale: input.locale });
        req.session.notice = { key: "notice.saved" };
        res.redirect(303, url("/account"));
      },
      (req, res, failed) => showAccount(req, res, failed, "profile"),
    ),
  );
  router.post(
    "/account/password",
    ...form(
      async (req, res) => {
        await spend("signIn", `password|${req.actor.id}`);
        await changePassword(req.actor, PasswordInput.parse(req.body), hashOf(req.sessionID));
        req.session.notice = { key: "notice.passwordChanged" };
        res.redirect(303, url("/account"));
      },
      (req, res, failed) => showAccount(req, res, failed, "password"),
    ),
  );
  router.post(
    "/account/tokens",
    ...form(
      async (req, res) => {
        const { token } = await createToken(req.actor, TokenInput.parse(req.body));
        await showAccount(req, res, null, null, token); // shown once: an answer, not an address
      },
      (req, res, failed) => showAccount(req, res, failed, "tokens"),
    ),
  );
  router.post("/account/tokens/:id/remove", ...guarded(), async (req, res) => {
    await removeToken(req.actor, idIn(req.params.id));
    req.session.notice = { key: "notice.tokenRemoved" };
    res.redirect(303, url("/account"));
  });

  router.get("/first-run", (req, res) => showFirstRun(req, res, null));
  router.post(
    "/first-run",
    ...form(
      async (req, res) => {
        await door.enter(req, await createFirstAdministrator(SignUpInput.parse(req.body)));
        req.session.notice = { key: "notice.welcome" };
        res.redirect(303, url("/admin"));
      },
      showFirstRun,
      "signUp",
      "anyone",
    ),
  );

  router.get("/invitations/:token", (req, res) => showInvitation(req, res, null));
  router.post(
    "/invitations/:token",
    ...form(
      async (req, res) => {
        await door.enter(req, await acceptInvitation(String(req.params.token), SignUpInput.parse(req.body)));
        req.session.notice = { key: "notice.welcome" };
        res.redirect(303, url("/"));
      },
      showInvitation,
      "signUp",
      "anyone",
    ),
  );

  router.post("/preferences", guardOrigin, limited("write"), (req, res) => {
    remember(res, req.body ?? {});
    res.redirect(303, safeReturn(req.body?.returnTo));
  });

  async function showSignIn(req: Request, res: Response, failed: Form | null, problem?: Problem) {
    const returnTo = safeReturn(failed ? failed.values.returnTo : req.query.returnTo);
    if (problem?.status === 401) res.set("www-authenticate", "Session");
    await pages.show(req, res, "accounts/sign-in", { title: req.t("signIn.title"), form: true }, { form: failed, returnTo });
  }

  async function showSignUp(req: Request, res: Response, failed: Form | null) {
    const returnTo = safeReturn(failed ? failed.values.returnTo : req.query.returnTo);
    await pages.show(req, res, "accounts/sign-up", { title: req.t("signUp.title"), form: true }, { form: failed, returnTo });
  }

  async function showFirstRun(req: Request, res: Response, failed: Form | null) {
    if (await hasAdministrator()) throw new NotFound();
    await pages.show(req, res, "accounts/first-run", { title: req.t("firstRun.title"), form: true }, { form: failed });
  }

  async function showInvitation(req: Request, res: Response, failed: Form | null) {
    const found = await openInvitation(String(req.params.token));
    if (!found && !failed) res.status(404);
    const offices = [found?.town?.name, found?.department?.name].filter((name) => name !== undefined);
    const invitation = found && { role: found.role, offices, expiresAt: found.expiresAt.toISOString() };
    await pages.show(req, res, "accounts/invitation", { title: req.t("invitation.title"), form: true }, { form: failed, invitation });
  }

  async function showAccount(req: Request, res: Response, failed: Form | null, which: FormName | null, newToken: string | null = null) {
    if (!isMember(req.actor)) return res.redirect(303, url("/sign-in", { returnTo: url("/account") }));
    const { username, displayName, role, town, locale } = req.user!;
    const tokens = (await tokensOf(req.actor)).map((token) => ({ ...token, removeUrl: url(`/account/tokens/${token.id}/remove`) }));
    const account = { username, displayName, role, town: town?.name ?? null, department: await departmentNameOf(req.actor), locale };
    await pages.show(req, res, "accounts/account", { title: req.t("account.title") }, { form: failed, which, account, tokens, newToken, locales: LOCALES });
  }

  return router;
}
