import { db } from "../data/client.ts";

/** What people are called on screen, by their accounts. */
export interface Person {
  username: string;
  displayName: string;
}

/** The people behind accounts; null stands for nobody. */
export async function peopleOf(ids: readonly (number | null | undefined)[]): Promise<ReadonlyMap<number, Person>> {
  const known = [...new Set(ids.filter((id) => id != null))];
  if (known.length === 0) return new Map();
  const accounts = await db.account.findMany({ where: { id: { in: known } }, select: { id: true, username: true, displayName: true } });
  return new Map(accounts.map(({ id, ...person }) => [id, person]));
}

/** Their display names, asked for at once. @returns the name of each; null for nobody */
export async function namesOf(ids: readonly (number | null | undefined)[]): Promise<(id: number | null | undefined) => string | null> {
  const people = await peopleOf(ids);
  return (id) => people.get(id ?? -1)?.displayName ?? null;
}
