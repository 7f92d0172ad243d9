import { TimedCache } from "../core/cache/timed.ts";
import { NotFound } from "../core/problems.ts";
import { db, type Tx } from "../data/client.ts";

/** What answers questions: a town or a department. Kept in rows as its key, shown to people by its slug and name. */
export interface Office {
  /** "town:1" or "department:3". */
  key: string;
  slug: string;
  name: string;
  kind: "town" | "department";
}

type Reading = Pick<Tx, "town" | "department"> | typeof db;

export const townOffice = (townId: number): string => `town:${townId}`;
export const departmentOffice = (id: number): string => `department:${id}`;

/** What an office's key names. */
export function officeBehind(key: string): { kind: Office["kind"]; id: number } {
  const [kind, id] = key.split(":");
  return { kind: kind === "town" ? "town" : "department", id: Number(id) };
}

/** The offices that help the lead with a question, from its row. */
export const assistingOf = ({ assisting }: { assisting: string }): string[] => JSON.parse(assisting) as string[];

export const officesCache = new TimedCache<ReturnType<typeof officesIn>>({ max: 1 });

const everyOffice = () => officesCache.get("all", () => officesIn(db));

/** Every office, towns first, in the order of their lists; departments that were given up are not among them. */
export const offices = async (): Promise<Office[]> => (await everyOffice()).filter(({ retired }) => !retired);

/** The departments to choose from. */
export const departmentLinks = async (): Promise<Office[]> => (await offices()).filter(({ kind }) => kind === "department");

/** What an office is called, also one that was given up. */
export async function officeNamed(key: string | null): Promise<Office | null> {
  return key === null ? null : ((await everyOffice()).find((office) => office.key === key) ?? null);
}

/** The same for many at once. */
export async function officeNames(): Promise<ReadonlyMap<string, Office>> {
  return new Map((await everyOffice()).map((office) => [office.key, office]));
}

/** The office behind a slug. @throws NotFound */
export async function officeWithSlug(slug: string): Promise<Office> {
  const office = (await offices()).find((each) => each.slug === slug);
  if (!office) throw new NotFound("unknownOffice");
  return office;
}

/** The same inside a transaction. */
export async function officeOfSlug(tx: Reading, slug: string): Promise<Office> {
  const [office] = await officesOfSlugs(tx, [slug]);
  return office!;
}

/** The name of an office by its key. */
export async function officeNameIn(tx: Pick<Tx, "town" | "department">, office: string): Promise<string> {
  const { kind, id } = officeBehind(office);
  const query = { where: { id }, select: { name: true } };
  return (kind === "town" ? await tx.town.findUniqueOrThrow(query) : await tx.department.findUniqueOrThrow(query)).name;
}

/** The same for several at once, in their order. */
export async function officesOfSlugs(tx: Reading, slugs: readonly string[]): Promise<Office[]> {
  const found = (await officesIn(tx, { slug: { in: [...slugs] } })).filter(({ retired }) => !retired);
  return slugs.map((slug) => {
    const office = found.find((each) => each.slug === slug);
    if (!office) throw new NotFound("unknownOffice");
    return office;
  });
}

async function officesIn(from: Reading, where: { slug?: { in: string[] } } = {}): Promise<(Office & { retired: boolean })[]> {
  const towns = await from.town.findMany({ where, orderBy: [{ position: "asc" }, { id: "asc" }], select: { id: true, slug: true, name: true } });
  const departments = await from.department.findMany({ where, orderBy: [{ position: "asc" }, { id: "asc" }] });
  return [
    ...towns.map(({ id, slug, name }) => ({ key: townOffice(id), slug, name, kind: "town" as const, retired: false })),
    ...departments.map(({ id, slug, name, retiredAt }) => ({
      key: departmentOffice(id),
      slug,
      name,
      kind: "department" as const,
      retired: retiredAt !== null,
    })),
  ];
}
