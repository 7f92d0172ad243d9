import type { Actor } from "../access/actor.ts";
import { allow } from "../access/permissions.ts";
import { TimedCache, UNCHANGING_MS } from "../core/cache/timed.ts";
import { now } from "../core/clock.ts";
import { Invalid, NotFound } from "../core/problems.ts";
import { boardUrl } from "../core/urls.ts";
import { record } from "../data/audit.ts";
import { db, type Reader, transact } from "../data/client.ts";
import { unlessTaken } from "../data/conflicts.ts";
import { hold } from "../data/locks.ts";
import type { EditTownInput, NewTownInput } from "./inputs.ts";

/** Every town by name, in the order in which they are listed. */
export async function townLinks(): Promise<{ id: number; slug: string; name: string; url: string }[]> {
  const towns = await db.town.findMany({ orderBy: [{ position: "asc" }, { id: "asc" }], select: { id: true, slug: true, name: true } });
  return towns.map((town) => ({ ...town, url: boardUrl(town.slug) }));
}

/** Opens a town's board. @throws Invalid when a town or department has the address already: both are offices, found by it */
export async function createTown(actor: Actor, input: NewTownInput): Promise<{ id: number; slug: string }> {
  allow(actor, "administrateTowns", {});
  return unlessTaken({ path: "slug", key: "slugTaken" }, () =>
    transact(async (tx, after) => {
      await hold(tx, "officeSlugs");
      if (await tx.department.findUnique({ where: { slug: input.slug }, select: { id: true } })) throw new Invalid([{ path: "slug", key: "slugTaken" }]);
      const position = (await tx.town.count()) + 1;
      const town = await tx.town.create({ data: { ...input, position, createdAt: now(), tally: { create: {} } }, select: { id: true, slug: true } });
      await record(tx, actor.id, "town.created", `town:${town.id}`, input);
      after("town.changed", { townId: town.id });
      return town;
    }),
  );
}

/** Changes a town's name, its place in lists, or since when it is on duty. */
export async function editTown(actor: Actor, slug: string, input: EditTownInput): Promise<void> {
  allow(actor, "administrateTowns", {});
  await transact(async (tx, after) => {
    const town = await tx.town.findUnique({ where: { slug }, select: { id: true } });
    if (!town) throw new NotFound();
    await tx.town.update({ where: { id: town.id }, data: input });
    await record(tx, actor.id, "town.edited", `town:${town.id}`, input);
    after("town.changed", { townId: town.id });
  });
}

/** The town behind an address. @param field the field into which it was typed @throws NotFound; with `field` Invalid */
export async function townBySlug(from: Pick<Reader, "town">, slug: string, field?: string) {
  const town = await from.town.findUnique({ where: { slug } });
  if (!town) throw field === undefined ? new NotFound("unknownTown") : new Invalid([{ path: field, key: "unknownTown" }]);
  return town;
}

export const townIdOf = async (slug: string): Promise<number> => (await townBySlug(db, slug)).id;

/** The address of a town, which never changes. @throws NotFound */
export async function townSlugOf(id: number): Promise<string> {
  return slugsCache.get(id, async () => {
    const town = await db.town.findUnique({ where: { id }, select: { slug: true } });
    if (!town) throw new NotFound("unknownTown");
    return town.slug;
  });
}

const slugsCache = new TimedCache<Promise<string>>({ max: 5_000, maxAgeMs: UNCHANGING_MS });
