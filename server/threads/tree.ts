/**
 * The place of a reply in its thread's tree, as a string: the segments of its ancestors and its own, oldest siblings first.
 * A segment is the reply's sequence number in its thread, in base 62 behind its own length, so that comparing strings
 * byte by byte ("C" collation) compares numbers. Two replies never have the same number, so paths never collide.
 */
const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/** Sorts after every digit: the end of a subtree's range. */
const AFTER_ALL = "~";

/** Deeper replies stand beside their parent, not below it: 512 segments of 5 characters still fit PostgreSQL's index row (2,704 bytes). */
export const MAX_PATH_DEPTH = 512;

/** Replies deeper than this are shown at this indent, with "in reply to". */
export const SENSIBLE_DEPTH = 5;

export interface Place {
  seq: number;
  path: string;
  depth: number;
}

/** Where the reply with number `seq` to `parent` stands; `parent` is null for a reply to the opening post. */
export function placeOf(seq: number, parent: Place | null): Place {
  if (parent === null) return { seq, path: segment(seq), depth: 0 };
  const above = parent.depth + 1 < MAX_PATH_DEPTH ? parent.path : parent.path.slice(0, -segment(parent.seq).length);
  return { seq, path: above + segment(seq), depth: parent.depth + 1 };
}

/** The open interval of paths below `path`. */
export const below = (path: string): { after: string; before: string } => ({ after: path, before: path + AFTER_ALL });

function segment(seq: number): string {
  let digits = "";
  for (let rest = seq; rest > 0; rest = Math.floor(rest / DIGITS.length)) digits = DIGITS[rest % DIGITS.length] + digits;
  return `${digits.length}${digits}`;
}
