import { type Actor, officesOf } from "../access/actor.ts";
import { allow } from "../access/permissions.ts";
import { Conflict, Invalid, NotFound } from "../core/problems.ts";
import { record } from "../data/audit.ts";
import { type Tx, transact } from "../data/client.ts";
import { mayHaveOffice, type OfficeOfAccount, type PlaceInput } from "./inputs.ts";

/** The ids behind the slugs of an account's town and department; "" means none. @throws Invalid (there is no such town or department) */
export async function idsOf(tx: Tx, { town, department }: OfficeOfAccount): Promise<{ townId: number | null; departmentId: number | null }> {
  const townId = town === "" ? null : (await tx.town.findUnique({ where: { slug: town }, select: { id: true } }))?.id;
  if (townId === undefined) throw new Invalid([{ path: "town", key: "unknownTown" }]);
  const departmentId = department === "" ? null : (await tx.department.findUnique({ where: { slug: department }, select: { id: true } }))?.id;
  if (departmentId === undefined) throw new Invalid([{ path: "department", key: "unknownOffice" }]);
  return { townId, departmentId };
}

/**
 * Makes an existing account speak for another town or department. Its rights are those of the new office with its next request; its
 * connections are cut, so that none goes on hearing of the former one.
 * @throws SignInNeeded, Forbidden, NotFound, Conflict (its role speaks for no office), Invalid (an office is missing or unknown)
 */
export async function placeAccount(actor: Actor, accountId: number, input: PlaceInput): Promise<void> {
  allow(actor, "administrateAccounts", {});
  await transact(async (tx, after) => {
    const account = await tx.account.findUnique({ where: { id: accountId }, select: { id: true, role: true, townId: true, departmentId: true } });
    if (!account) throw new NotFound();
    const { role } = account;
    if (!mayHaveOffice(role)) throw new Conflict("speaksForNobody");
    const offices = await idsOf(tx, { town: input.town, department: role === "responder" ? input.department : "" });
    if (offices.townId === null && offices.departmentId === null) {
      throw new Invalid([{ path: "town", key: role === "association" ? "required" : "townOrDepartment" }]);
    }
    await tx.account.update({ where: { id: accountId }, data: offices });
    await record(tx, actor.id, "account.placed", `account:${accountId}`, { from: keysOf(account), to: keysOf({ role, ...offices }) });
    after("account.barred", { accountId });
    after("account.renamed", { accountId }); // its posts name the town that it speaks for
  });
}

const keysOf = (account: Pick<Actor, "role" | "townId" | "departmentId">): string[] => officesOf({ id: null, username: "", displayName: "", ...account });
