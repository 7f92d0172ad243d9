import type { Actor, Role } from "../access/actor.ts";
import { allow } from "../access/permissions.ts";
import { now } from "../core/clock.ts";
import { Conflict, Invalid, NotFound } from "../core/problems.ts";
import { record } from "../data/audit.ts";
import { db, type Tx, transact } from "../data/client.ts";
import { unlessTaken } from "../data/conflicts.ts";
import { hold } from "../data/locks.ts";
import type { SignUpInput } from "./inputs.ts";
import { hashPassword, isPassword } from "./passwords.ts";

/** Two names that look the same are the same account's. */
export const usernameKey = (username: string): string => username.normalize("NFKC").toLowerCase();

/** A resident's new account. @throws Invalid when the name is taken */
export async function signUp(input: SignUpInput): Promise<{ id: number }> {
  return createAccount({ ...input, role: "resident", townId: null });
}

/** The very first administrator, from the first-run page. @throws NotFound once there is one */
export async function createFirstAdministrator(input: SignUpInput): Promise<{ id: number }> {
  return createAccount({ ...input, role: "administrator", townId: null }, async (tx, own) => {
    await hold(tx, "firstAdministrator");
    if (await tx.account.findFirst({ where: { role: "administrator", id: { not: own.id } }, select: { id: true } })) throw new NotFound();
  });
}

export const hasAdministrator = async (): Promise<boolean> =>
  (await db.account.findFirst({ where: { role: "administrator", state: "active" }, select: { id: true } })) !== null;

interface NewAccount extends SignUpInput {
  role: Role;
  townId: number | null;
  departmentId?: number | null;
}

/** Any account, with what else belongs to its creation in the same transaction. @throws Invalid when the name is taken */
export async function createAccount(
  { password, username, displayName, role, townId, departmentId = null }: NewAccount,
  alongside: (tx: Tx, account: { id: number }) => Promise<void> = async () => {},
): Promise<{ id: number }> {
  const passwordHash = await hashPassword(password); // slow: not while others wait for the write queue
  return unlessTaken({ path: "username", key: "usernameTaken" }, () =>
    transact(async (tx) => {
      const account = await tx.account.create({
        data: { username, usernameKey: usernameKey(username), displayName, passwordHash, role, townId, departmentId, createdAt: now() },
        select: { id: true },
      });
      await alongside(tx, account);
      if (role !== "resident") await record(tx, account.id, "account.created", `account:${account.id}`, { role, townId });
      return account;
    }),
  );
}

/** What the department is called that `actor` speaks for; null where there is none. */
export async function departmentNameOf({ departmentId }: Actor): Promise<string | null> {
  return departmentId == null ? null : ((await db.department.findUnique({ where: { id: departmentId }, select: { name: true } }))?.name ?? null);
}

/** The account's own name and language; null is the site's default. */
export async function editProfile(actor: Actor, input: { displayName: string; locale?: string | null }): Promise<void> {
  allow(actor, "editOwnAccount", { id: actor.id ?? 0 });
  await transact(async (tx, after) => {
    await tx.account.update({ where: { id: actor.id }, data: { displayName: input.displayName, locale: input.locale ?? null } });
    after("account.renamed", { accountId: actor.id });
  });
}

/** A new password; every other session of the account ends. @throws Invalid when the present one is wrong */
export async function changePassword(actor: Actor, input: { current: string; password: string }, keepSession: string): Promise<void> {
  allow(actor, "editOwnAccount", { id: actor.id ?? 0 });
  const account = await db.account.findUniqueOrThrow({ where: { id: actor.id }, select: { passwordHash: true } });
  if (!(await isPassword(account.passwordHash, input.current))) throw new Invalid([{ path: "current", key: "passwordWrong" }]);
  const passwordHash = await hashPassword(input.password);
  await transact(async (tx, after) => {
    await tx.account.update({ where: { id: actor.id }, data: { passwordHash } });
    await tx.session.deleteMany({ where: { accountId: actor.id, idHash: { not: keepSession } } });
    after("account.barred", { accountId: actor.id, exceptSession: keepSession });
  });
}

/** Locks an account out at once: its sessions end, its tokens stop, its connections are cut. */
export async function suspendAccount(actor: Actor, accountId: number): Promise<void> {
  allow(actor, "administrateAccounts", {});
  if (accountId === actor.id) throw new Conflict("ownAccount");
  await setState(actor, accountId, "suspended");
}

export async function restoreAccount(actor: Actor, accountId: number): Promise<void> {
  allow(actor, "administrateAccounts", {});
  await setState(actor, accountId, "active");
}

async function setState(actor: Actor, accountId: number, state: "active" | "suspended"): Promise<void> {
  await transact(async (tx, after) => {
    const { count } = await tx.account.updateMany({ where: { id: accountId }, data: { state } });
    if (count === 0) throw new NotFound();
    if (state === "suspended") {
      await tx.session.deleteMany({ where: { accountId } });
      await tx.token.deleteMany({ where: { accountId } }); // let in again, it begins anew
    }
    await record(tx, actor.id, state === "suspended" ? "account.suspended" : "account.active", `account:${accountId}`);
    after("account.barred", { accountId });
  });
}
