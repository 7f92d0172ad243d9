import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes } from "node:crypto";
import { config } from "./config.ts";

/** A new secret for a link, a token or a session: 256 random bits, safe in an address. */
export const newSecret = (): string => randomBytes(32).toString("base64url");

/** What is kept of a secret: a leaked table opens nothing. Random secrets need no salt. */
export const hashOf = (secret: string): string => createHash("sha256").update(secret).digest("base64url");

/** The secret of a link that must be written again and again, e.g. in every mail: made of the site's own, never kept. @param purpose what it opens */
export const derivedSecret = (purpose: string): string => createHmac("sha256", config().sessionSecret).update(purpose).digest("base64url");

/** `content` as a text that only this site can make and read. */
export function seal(purpose: string, content: object): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", sealingKey(purpose), nonce);
  const sealed = Buffer.concat([cipher.update(JSON.stringify(content), "utf8"), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString("base64url");
}

/** What `seal` was given; null for anything that it did not make for this purpose. */
export function unseal(purpose: string, text: string): unknown {
  const bytes = Buffer.from(text, "base64url");
  try {
    const decipher = createDecipheriv("aes-256-gcm", sealingKey(purpose), bytes.subarray(0, 12)).setAuthTag(bytes.subarray(12, 28));
    return JSON.parse(decipher.update(bytes.subarray(28), undefined, "utf8") + decipher.final("utf8"));
  } catch {
    return null;
  }
}

const sealingKey = (purpose: string): Buffer => Buffer.from(hkdfSync("sha256", config().sessionSecret, "", `seal:${purpose}`, 32));
