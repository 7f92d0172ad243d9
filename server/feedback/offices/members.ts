import type { Reader } from "../../data/client.ts";

/** The accounts that speak for an office: who is told of what comes to it. */
export const membersOf = (tx: Pick<Reader, "account">, office: string): Promise<number[]> => membersOfAll(tx, [office]);

/** The same of several offices at once. */
export async function membersOfAll(tx: Pick<Reader, "account">, offices: readonly string[]): Promise<number[]> {
  if (offices.length === 0) return [];
  const found = await tx.account.findMany({ where: { OR: offices.map(belonging), state: "active" }, select: { id: true } });
  return found.map((account) => account.id);
}

function belonging(office: string) {
  const [kind, id] = office.split(":");
  return kind === "town"
    ? { townId: Number(id), role: { in: ["association" as const, "responder" as const] } }
    : { departmentId: Number(id), role: "responder" as const };
}

/** Everyone who administers: told last. */
export async function administrators(tx: Pick<Reader, "account">): Promise<number[]> {
  return (await tx.account.findMany({ where: { role: "administrator", state: "active" }, select: { id: true } })).map(({ id }) => id);
}
