import type { Actor } from "../access/actor.ts";
import { allow } from "../access/permissions.ts";
import { NotFound } from "../core/problems.ts";
import { boardUrl, url } from "../core/urls.ts";
import { db } from "../data/client.ts";

/** Every town as administrators see it. */
export async function townsPage(actor: Actor) {
  allow(actor, "administrateTowns", {});
  const towns = await db.town.findMany({
    orderBy: [{ position: "asc" }, { id: "asc" }],
    include: { tally: true, _count: { select: { accounts: true } } },
  });
  return towns.map(({ slug, name, onDutyFrom, onDutyUntil, peerGroup, position, tally, _count }) => ({
    slug,
    name,
    url: boardUrl(slug),
    onDutyFrom,
    onDutyUntil,
    peerGroup,
    position,
    threadCount: tally?.threadCount ?? 0,
    accounts: _count.accounts,
    editUrl: url(`/admin/towns/${slug}/edit`),
  }));
}

/** One town for its form. @throws NotFound */
export async function townToEdit(actor: Actor, slug: string) {
  const town = (await townsPage(actor)).find((each) => each.slug === slug);
  if (!town) throw new NotFound();
  return town;
}

/** How much there is to administer. */
export async function adminCounts(actor: Actor) {
  allow(actor, "administrateTowns", {});
  const [towns, accounts, invitations] = await Promise.all([db.town.count(), db.account.count(), db.invitation.count({ where: { usedAt: null } })]);
  return { towns, accounts, invitations };
}
