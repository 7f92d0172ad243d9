import type { Actor, Member } from "../actor.ts";
import { db } from "../data/client.ts";
import { Problem } from "../problems.ts";
import { usernameKey } from "./accounts.ts";
import type { SignInInput } from "./inputs.ts";
import { isPassword } from "./passwords.ts";

export class WrongCredentials extends Problem {
  constructor() {
    super(401, "wrongCredentials", [{ path: "password", key: "wrongCredentials" }]);
  }
}

/** The account that `input` opens. Takes as long for a name that does not exist. @throws WrongCredentials */
export async function checkCredentials(input: SignInInput): Promise<{ id: number }> {
  const account = await db.account.findUnique({ where: { usernameKey: usernameKey(input.username) } });
  const right = await isPassword(account?.passwordHash ?? null, input.password);
  if (!account || !right || account.state !== "active") throw new WrongCredentials();
  return { id: account.id };
}

/** Everything that is asked of the one who is signed in, or null when the account may no longer act. */
export async function memberOf(accountId: number): Promise<SignedIn | null> {
  const account = await db.account.findUnique({ where: { id: accountId }, include: { town: { select: { slug: true, name: true } } } });
  if (account?.state !== "active") return null;
  const { id, username, displayName, role, townId, locale, town } = account;
  return { id, username, displayName, role, townId, locale, town };
}

export interface SignedIn extends Actor {
  id: Member["id"];
  role: Member["role"];
  locale: string | null;
  town: { slug: string; name: string } | null;
}
