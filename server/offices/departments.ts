import type { Actor } from "../access/actor.ts";
import { allow } from "../access/permissions.ts";
import { now } from "../core/clock.ts";
import { Invalid, NotFound } from "../core/problems.ts";
import { record } from "../data/audit.ts";
import { type Tx, transact } from "../data/client.ts";
import { unlessTaken } from "../data/conflicts.ts";
import { hold } from "../data/locks.ts";
import type { EditDepartmentInput, NewDepartmentInput } from "./office-inputs.ts";

/** Opens a department that answers questions. @throws Invalid when a town or department has the address already */
export async function createDepartment(actor: Actor, input: NewDepartmentInput): Promise<{ id: number; slug: string }> {
  allow(actor, "administrateOffices", {});
  return unlessTaken({ path: "slug", key: "slugTaken" }, () =>
    transact(async (tx, after) => {
      await hold(tx, "officeSlugs");
      if (await tx.town.findUnique({ where: { slug: input.slug }, select: { id: true } })) throw new Invalid([{ path: "slug", key: "slugTaken" }]);
      const position = (await tx.department.count()) + 1;
      const department = await tx.department.create({ data: { ...input, position, createdAt: now() }, select: { id: true, slug: true } });
      await record(tx, actor.id, "department.created", `department:${department.id}`, input);
      after("offices.changed", {});
      return department;
    }),
  );
}

/** Changes a department's name, its place in lists, and who is told first. @throws NotFound, Invalid (not one of its own) */
export async function editDepartment(actor: Actor, slug: string, { name, position, lead }: EditDepartmentInput): Promise<void> {
  allow(actor, "administrateOffices", {});
  await transact(async (tx, after) => {
    const department = await departmentOf(tx, slug);
    const leadId = lead === null ? null : await memberOf(tx, department.id, lead);
    await tx.department.update({ where: { id: department.id }, data: { name, position, leadId } });
    await record(tx, actor.id, "department.edited", `department:${department.id}`, { name, position, leadId });
    after("offices.changed", {});
  });
}

/** Gets nothing new any more; what it has stays with it. */
export const retireDepartment = (actor: Actor, slug: string): Promise<void> => setRetired(actor, slug, now(), "department.retired");
export const reviveDepartment = (actor: Actor, slug: string): Promise<void> => setRetired(actor, slug, null, "department.revived");

async function setRetired(actor: Actor, slug: string, retiredAt: Date | null, action: "department.retired" | "department.revived"): Promise<void> {
  allow(actor, "administrateOffices", {});
  await transact(async (tx, after) => {
    const { id } = await departmentOf(tx, slug);
    await tx.department.update({ where: { id }, data: { retiredAt } });
    await record(tx, actor.id, action, `department:${id}`);
    after("offices.changed", {});
  });
}

async function departmentOf(tx: Tx, slug: string): Promise<{ id: number }> {
  const department = await tx.department.findUnique({ where: { slug }, select: { id: true } });
  if (!department) throw new NotFound("unknownOffice");
  return department;
}

async function memberOf(tx: Tx, departmentId: number, id: number): Promise<number> {
  const account = await tx.account.findFirst({ where: { id, departmentId, state: "active" }, select: { id: true } });
  if (!account) throw new Invalid([{ path: "lead", key: "unknownAccount" }]);
  return account.id;
}
