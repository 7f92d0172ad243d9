import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type ParsedMail, simpleParser } from "mailparser";
import { transact } from "../../server/data/client.ts";
import { deliver } from "../../server/notifications/outbox.ts";
import type { Site } from "../site.ts";

/** Every mail that the site has written, delivered first; as a mail program reads it. @param to only those to this address */
export async function mailsOf(site: Site, to?: string): Promise<ParsedMail[]> {
  await deliver();
  const folder = join(site.dataDir, "mail");
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(".eml")) : [];
  const mails = await Promise.all(names.map((name) => simpleParser(readFileSync(join(folder, name)))));
  return mails.filter((mail) => to === undefined || addressOf(mail) === to);
}

export const addressOf = (mail: ParsedMail): string | undefined => [mail.to ?? []].flat()[0]?.value[0]?.address;

/** The links of a mail, without scheme and host. */
export const linksIn = (mail: ParsedMail): string[] => [...(mail.text ?? "").matchAll(/https?:\/\/[^/\s]+(\/\S*)/g)].map(([, path]) => path!);

/** Gives an account an address that is confirmed already. */
export const hasAddress = (id: number, email: string, locale: string | null = null): Promise<unknown> =>
  transact((tx) => tx.account.update({ where: { id }, data: { email, locale } }));
