import { type Request, Router } from "express";
import { isMember } from "../access/actor.ts";
import { idIn } from "../core/text-fields.ts";
import { csrfToken } from "../http/csrf.ts";
import { toldOnce } from "../http/idempotency.ts";
import { addressKey, spend } from "../http/limits.ts";
import type { Pages } from "../http/pages.ts";
import { guarded } from "../http/writes.ts";
import { signUp, usernameKey } from "./accounts.ts";
import type { Door } from "./door.ts";
import { SignInInput, SignUpInput, TokenInput } from "./inputs.ts";
import { createToken, removeToken, tokensOf } from "./tokens.ts";

/** Session, accounts and personal tokens as JSON. */
export function peopleApi(pages: Pages, door: Door): Router {
  const api = Router();

  api.get("/session", async (req, res) => {
    if (!req.session && !req.byToken) await pages.begin(req, res);
    res.set("cache-control", "no-store").json(sessionView(req));
  });
  api.post("/session", ...guarded("write", "anyone"), async (req, res) => {
    const { username } = SignInInput.parse(req.body);
    await spend("signIn", `${usernameKey(username)}|${addressKey(req)}`);
    await door.signIn(req);
    toldOnce(res).json(sessionView(req));
  });
  api.delete("/session", ...guarded("write", "anyone"), async (req, res) => {
    if (isMember(req.actor)) await door.signOut(req, res);
    res.status(204).end();
  });

  api.post("/accounts", ...guarded("signUp", "anyone"), async (req, res) => {
    await door.enter(req, await signUp(SignUpInput.parse(req.body)));
    toldOnce(res).status(201).json(sessionView(req));
  });

  api.get("/tokens", async (req, res) => {
    res.json({ items: await tokensOf(req.actor), nextCursor: null });
  });
  // In person: a token that made another would outlive its own end.
  api.post("/tokens", ...guarded("write", "inPerson"), async (req, res) => {
    const made = await createToken(req.actor, TokenInput.parse(req.body));
    toldOnce(res).status(201).json(made);
  });
  api.delete("/tokens/:id", ...guarded(), async (req, res) => {
    await removeToken(req.actor, idIn(req.params.id));
    res.status(204).end();
  });

  return api;
}

function sessionView(req: Request) {
  const { actor } = req;
  const user = isMember(actor) ? { username: actor.username, displayName: actor.displayName, role: actor.role, town: townOf(req) } : null;
  return { user, csrfToken: req.byToken ? null : csrfToken(req) };
}

const townOf = (req: Request): string | null => (req.actor as { town?: { slug: string } | null }).town?.slug ?? null;
