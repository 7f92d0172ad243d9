import type { Request } from "express";
import { z } from "zod";
import { isMember } from "../access/actor.ts";
import { instant, listOf, whole } from "../core/output-fields.ts";
import { type ApiRouter, apiRouter } from "../http/api-router.ts";
import { csrfToken } from "../http/csrf.ts";
import { addressKey, spend } from "../http/limits.ts";
import type { Pages } from "../http/pages.ts";
import { signUp, usernameKey } from "./accounts.ts";
import type { Door } from "./door.ts";
import { SignInInput, SignUpInput, TokenInput } from "./inputs.ts";
import { AuthorJson } from "./outputs.ts";
import { createToken, removeToken, tokensOf } from "./tokens.ts";

const SessionJson = z.object({ user: AuthorJson.extend({ town: z.string().nullable() }).nullable(), csrfToken: z.string().nullable() }).meta({ id: "Session" });

/** Who one is: the session, signing up, personal tokens. */
export function accountsApi(pages: Pages, door: Door): ApiRouter {
  const api = apiRouter();

  api.get("/session", {
    summary: "Who is signed in, and the token for writes",
    answers: { 200: SessionJson },
    headers: { "cache-control": "no-store" },
    handle: async (req) => {
      if (!req.session && !req.byToken) await pages.begin(req, req.res!);
      return sessionView(req);
    },
  });

  api.post("/session", {
    summary: "Sign in",
    who: "anyone",
    body: SignInInput,
    answers: { 200: SessionJson },
    secret: true,
    handle: async (req, { body }) => {
      await spend("signIn", `${usernameKey(body.username)}|${addressKey(req)}`);
      await door.signIn(req);
      return sessionView(req);
    },
  });

  api.delete("/session", {
    summary: "Sign out",
    who: "anyone",
    handle: async (req) => {
      if (isMember(req.actor)) await door.signOut(req, req.res!);
    },
  });

  api.post("/accounts", {
    summary: "Sign up as a resident",
    who: "anyone",
    limit: "signUp",
    body: SignUpInput,
    answers: { 201: SessionJson },
    secret: true,
    handle: async (req, { body }) => {
      await door.enter(req, await signUp(body));
      return sessionView(req);
    },
  });

  api.get("/tokens", {
    summary: "One's personal tokens",
    answers: { 200: listOf(z.object({ id: whole, name: z.string(), createdAt: instant })) },
    handle: async (req) => ({ items: await tokensOf(req.actor), nextCursor: null }),
  });

  api.post("/tokens", {
    summary: "A new one; the secret is told once",
    who: "inPerson", // a token that made another would outlive its own end
    body: TokenInput,
    answers: { 201: z.object({ id: whole, token: z.string() }) },
    secret: true,
    handle: (req, { body }) => createToken(req.actor, body),
  });

  api.delete("/tokens/:id", {
    summary: "End a token",
    handle: (req, { id }) => removeToken(req.actor, id),
  });

  return api;
}

function sessionView(req: Request) {
  const { actor } = req;
  const user = isMember(actor) ? { username: actor.username, displayName: actor.displayName, role: actor.role, town: townOf(req) } : null;
  return { user, csrfToken: req.byToken ? null : csrfToken(req) };
}

const townOf = (req: Request): string | null => (req.actor as { town?: { slug: string } | null }).town?.slug ?? null;
