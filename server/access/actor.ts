/** Who is doing or reading something. `id` is null for someone who is not signed in. */
export interface Actor {
  id: number | null;
  username: string;
  displayName: string;
  role: Role | null;
  /** The town that an association or responder speaks for. */
  townId: number | null;
  /** The department that a responder speaks for. */
  departmentId?: number | null;
}

export const ROLES = ["resident", "association", "responder", "moderator", "administrator"] as const;
export type Role = (typeof ROLES)[number];

export const ANYONE: Actor = Object.freeze({ id: null, username: "", displayName: "", role: null, townId: null });

/** Someone signed in. */
export type Member = Actor & { id: number; role: Role };

/** The offices that `actor` speaks for, as keys like "town:1" and "department:3". */
export function officesOf({ role, townId, departmentId }: Actor): string[] {
  if (role !== "association" && role !== "responder") return [];
  return [...(townId === null ? [] : [`town:${townId}`]), ...(departmentId == null || role !== "responder" ? [] : [`department:${departmentId}`])];
}

export const isMember = (actor: Actor): actor is Member => actor.id !== null;
export const isModerator = (actor: Actor): boolean => actor.role === "moderator" || actor.role === "administrator";
export const isAdministrator = (actor: Actor): boolean => actor.role === "administrator";
