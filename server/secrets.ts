import { createHash, randomBytes } from "node:crypto";

/** A new secret for a link, a token or a session: 256 random bits, safe in an address. */
export const newSecret = (): string => randomBytes(32).toString("base64url");

/** What is kept of a secret: a leaked table opens nothing. Random secrets need no salt. */
export const hashOf = (secret: string): string => createHash("sha256").update(secret).digest("base64url");
