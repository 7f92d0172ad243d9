import { type FieldError, Invalid } from "../core/problems.ts";
import type { Reader } from "../data/client.ts";
import { membersOf } from "../offices/members.ts";
import type { Signer } from "./chain.ts";

/** The accounts that can sign for an office: all that speak for it. */
export const candidatesOf = async (from: Pick<Reader, "account">, office: string) =>
  from.account.findMany({
    where: { id: { in: await membersOf(from, office) } },
    orderBy: { id: "asc" },
    select: { id: true, username: true, displayName: true, role: true },
  });

/** Those of `signers` who still can. */
export async function presentSigners<S extends Pick<Signer, "accountId">>(from: Pick<Reader, "account">, office: string, signers: readonly S[]): Promise<S[]> {
  if (signers.length === 0) return [];
  const members = await membersOf(from, office);
  return signers.filter(({ accountId }) => members.includes(accountId));
}

/** What was chosen for each username, by account. @throws Invalid for whoever cannot sign for the office */
export async function accountsOf<T extends { username: string }>(
  from: Pick<Reader, "account">,
  office: string,
  choices: readonly T[],
  refusal: (choice: T) => FieldError,
): Promise<(Omit<T, "username"> & { accountId: number })[]> {
  const idOf = new Map((await candidatesOf(from, office)).map(({ id, username }) => [username, id]));
  return choices.map((choice) => {
    const { username, ...chosen } = choice;
    const accountId = idOf.get(username);
    if (accountId === undefined) throw new Invalid([refusal(choice)]);
    return { ...chosen, accountId };
  });
}
