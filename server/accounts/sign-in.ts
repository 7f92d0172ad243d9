import type { Actor, Member } from "../access/actor.ts";
import { Problem } from "../core/problems.ts";
import { db, Prisma } from "../data/client.ts";
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

/** Everything that is asked of the one who is signed in, or null when the account may no longer act. Raw SQL: on each of their requests (docs/benchmarks.md). */
export async function memberOf(accountId: number): Promise<SignedIn | null> {
  const [account] = await db.$queryRaw<AccountRow[]>(Prisma.sql`
    SELECT a."id", a."username", a."displayName", a."role", a."townId", a."departmentId", a."locale", t."slug", t."name",
      (SELECT CAST(COUNT(*) AS INTEGER) FROM (SELECT 1 FROM "Notification" n WHERE n."accountId" = a."id" AND n."readAt" IS NULL LIMIT 100) u) AS "unread"
    FROM "Account" a LEFT JOIN "Town" t ON t."id" = a."townId" WHERE a."id" = ${accountId} AND a."state" = 'active'`);
  if (!account) return null;
  const { slug, name, ...member } = account;
  return { ...member, unread: Number(member.unread), town: slug !== null && name !== null ? { slug, name } : null };
}

type AccountRow = Omit<SignedIn, "town"> & { slug: string | null; name: string | null };

export interface SignedIn extends Actor {
  id: Member["id"];
  role: Member["role"];
  locale: string | null;
  /** Notices not yet read; at most 100. */
  unread: number;
  town: { slug: string; name: string } | null;
}
