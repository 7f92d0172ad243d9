import type { Reader } from "../data/client.ts";
import { officeBehind } from "./offices.ts";

/** The accounts that speak for an office: who is told of what comes to it. */
export const membersOf = (tx: Pick<Reader, "account">, office: string): Promise<number[]> => membersOfAll(tx, [office]);

/** The same of several offices at once. */
export async function membersOfAll(tx: Pick<Reader, "account">, offices: readonly string[]): Promise<number[]> {
  if (offices.length === 0) return [];
  return idsOf(await tx.account.findMany({ where: { OR: offices.map(belonging), state: "active" }, select: { id: true } }));
}

/** Who answers for an office: a department's lead, of a town its association; everyone of an office that has none now, so that somebody is told. */
export async function leadsOf(tx: Pick<Reader, "account" | "department">, office: string): Promise<number[]> {
  const { kind, id } = officeBehind(office);
  const leads = kind === "town" ? await associationsOf(tx, id) : await leadOfDepartment(tx, id);
  return leads.length > 0 ? leads : membersOf(tx, office);
}

function belonging(office: string) {
  const { kind, id } = officeBehind(office);
  return kind === "town" ? { townId: id, role: { in: ["association" as const, "responder" as const] } } : { departmentId: id, role: "responder" as const };
}

/** Everyone who administers: told last. */
export const administrators = async (tx: Pick<Reader, "account">): Promise<number[]> =>
  idsOf(await tx.account.findMany({ where: { role: "administrator", state: "active" }, select: { id: true } }));

const associationsOf = async (tx: Pick<Reader, "account">, townId: number): Promise<number[]> =>
  idsOf(await tx.account.findMany({ where: { townId, role: "association", state: "active" }, select: { id: true } }));

async function leadOfDepartment(tx: Pick<Reader, "account" | "department">, id: number): Promise<number[]> {
  const department = await tx.department.findUnique({ where: { id }, select: { leadId: true } });
  if (!department?.leadId) return [];
  return idsOf(await tx.account.findMany({ where: { id: department.leadId, departmentId: id, state: "active" }, select: { id: true } }));
}

const idsOf = (accounts: readonly { id: number }[]): number[] => accounts.map(({ id }) => id);
