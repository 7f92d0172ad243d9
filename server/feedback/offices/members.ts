import type { Reader } from "../../data/client.ts";

/** The accounts that speak for an office: who is told of what comes to it. */
export async function membersOf(tx: Pick<Reader, "account">, office: string): Promise<number[]> {
  const [kind, id] = office.split(":");
  const belongs =
    kind === "town"
      ? { townId: Number(id), role: { in: ["association", "responder"] as const satisfies string[] } }
      : { departmentId: Number(id), role: "responder" as const };
  const found = await tx.account.findMany({ where: { ...(belongs as object), state: "active" }, select: { id: true } });
  return found.map((account) => account.id);
}

/** Everyone who administers: told last. */
export async function administrators(tx: Pick<Reader, "account">): Promise<number[]> {
  return (await tx.account.findMany({ where: { role: "administrator", state: "active" }, select: { id: true } })).map(({ id }) => id);
}
