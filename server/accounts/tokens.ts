import type { Actor } from "../access/actor.ts";
import { allow } from "../access/permissions.ts";
import { now } from "../core/clock.ts";
import { Conflict, NotFound } from "../core/problems.ts";
import { hashOf, newSecret } from "../core/secrets.ts";
import { db, transact } from "../data/client.ts";
import { hold } from "../data/locks.ts";
import { memberOf, type SignedIn } from "./sign-in.ts";

const PREFIX = "minyi_";
const MOST_PER_ACCOUNT = 20;

export interface TokenView {
  id: number;
  name: string;
  createdAt: string;
}

/** The account's personal tokens, oldest first; never the secrets. */
export async function tokensOf(actor: Actor): Promise<TokenView[]> {
  allow(actor, "editOwnAccount", { id: actor.id ?? 0 });
  const tokens = await db.token.findMany({ where: { accountId: actor.id }, orderBy: { id: "asc" } });
  return tokens.map(({ id, name, createdAt }) => ({ id, name, createdAt: createdAt.toISOString() }));
}

/** A new personal token; its secret is told here and never again. */
export async function createToken(actor: Actor, input: { name: string }): Promise<{ id: number; token: string }> {
  allow(actor, "editOwnAccount", { id: actor.id ?? 0 });
  const token = PREFIX + newSecret();
  return transact(async (tx) => {
    await hold(tx, `tokens:${actor.id}`); // of many at once no more are made than there may be
    if ((await tx.token.count({ where: { accountId: actor.id } })) >= MOST_PER_ACCOUNT) throw new Conflict("tooManyTokens");
    const { id } = await tx.token.create({ data: { accountId: actor.id, name: input.name, hash: hashOf(token), createdAt: now() } });
    return { id, token };
  });
}

export async function removeToken(actor: Actor, id: number): Promise<void> {
  allow(actor, "editOwnAccount", { id: actor.id ?? 0 });
  const { count } = await transact((tx) => tx.token.deleteMany({ where: { id, accountId: actor.id } }));
  if (count === 0) throw new NotFound();
}

/** Who presents `token`, or null when it opens nothing. */
export async function bearer(token: string): Promise<SignedIn | null> {
  const found = await db.token.findUnique({ where: { hash: hashOf(token) }, select: { accountId: true } });
  return found && memberOf(found.accountId);
}
