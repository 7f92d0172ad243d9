import { createHash } from "node:crypto";
import { mkdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { SendMailOptions, Transporter } from "nodemailer";
import { config } from "../core/config.ts";

/** Long enough for a slow mail server, shorter than the outbox waits before another process tries. */
const PATIENCE_MS = 20_000;

/** Sends a mail to the mail server, or without one writes it as a file that a mail program opens. @throws when it could not, without addresses */
export async function dispatch(message: SendMailOptions, key: string): Promise<void> {
  const { smtpUrl } = config().mail;
  try {
    if (smtpUrl) await (await smtp(smtpUrl)).sendMail(message);
    else await writeMailFile(message, key);
  } catch (error) {
    throw new Error(withoutAddresses((error as Error).message));
  }
}

/** Where a mail is written: the same key, the same file. */
export const mailFile = (key: string): string =>
  join(config().dataDir, "mail", `${key.replace(/[^\w.-]+/g, "-").slice(0, 80)}-${createHash("sha256").update(key).digest("hex").slice(0, 8)}.eml`);

async function writeMailFile(message: SendMailOptions, key: string): Promise<void> {
  const { createTransport } = await import("nodemailer"); // only where mails are sent: memory at rest
  const { message: eml } = await createTransport({ streamTransport: true, buffer: true, newline: "windows" }).sendMail(message);
  const file = mailFile(key);
  await mkdir(join(config().dataDir, "mail"), { recursive: true, mode: 0o700 });
  await writeFile(`${file}.part`, eml as Buffer, { mode: 0o600 });
  await rename(`${file}.part`, file); // never half a mail
}

let connection: { url: string; transport: Transporter } | null = null;

async function smtp(url: string): Promise<Transporter> {
  if (connection?.url !== url) {
    const { createTransport } = await import("nodemailer");
    const patience = { connectionTimeout: PATIENCE_MS, greetingTimeout: PATIENCE_MS, socketTimeout: PATIENCE_MS };
    connection = { url, transport: createTransport({ ...patience, url }) };
  }
  return connection.transport;
}

/** Mail servers repeat the address that they refuse; administrators and logs see the reason only. */
const withoutAddresses = (text: string): string => text.replace(/[^\s<>"']+@[^\s<>"',;]+/g, "…");
