/** Names of the socket rooms of one kind. */
export interface RoomKind {
  (key: string | number): string;
  /** The keys of those of `rooms` that are of this kind. */
  keysIn(rooms: Iterable<string>): string[];
}

/** A kind of socket rooms: who joins, who speaks and who looks up take their names from it. */
export function roomKind(kind: string): RoomKind {
  const prefix = `${kind}:`;
  const keysIn = (rooms: Iterable<string>) => [...rooms].flatMap((room) => (room.startsWith(prefix) ? [room.slice(prefix.length)] : []));
  return Object.assign((key: string | number) => prefix + key, { keysIn });
}
