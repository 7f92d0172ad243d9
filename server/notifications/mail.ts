import type { SendMailOptions } from "nodemailer";
import { now } from "../core/clock.ts";
import { config, type Locale } from "../core/config.ts";
import { hashOf } from "../core/secrets.ts";
import { absoluteUrl } from "../core/urls.ts";
import type { Carrier } from "../data/outbox.ts";
import { type Translate, translators } from "../http/i18n.ts";
import { render } from "../http/templates.ts";
import { datesIn } from "../http/words.ts";
import { type Address, addressOf } from "./addressee.ts";
import type { Letter } from "./letter.ts";
import { dispatch } from "./mail-transport.ts";
import { sentencesOf } from "./sentences.ts";

/** Delivers one letter by e-mail, in its reader's language; nothing when its reader has ended the mails meanwhile. */
export const mail: Carrier = async (payload, key) => {
  const letter = payload as Letter;
  const address = await addressOf(letter.to);
  if (address) await dispatch(messageFor(letter, address, key), key);
};

/** What every mail of this site has: both parts, absolute links, the way to end them, the same id at every attempt. */
export function messageFor(letter: Letter, { name, address, locale, leavePath }: Address, key: string): SendMailOptions {
  const { from } = config().mail;
  const t = translators()[locale];
  const said = mailOf(letter, locale);
  const leaveUrl = leavePath && absoluteUrl(leavePath);
  return {
    from: { name: from.name || t("site.name"), address: from.address },
    to: { name, address },
    subject: said.sentences[0]!,
    date: now(),
    messageId: `<${hashOf(key).slice(0, 32)}@${from.address.split("@")[1]}>`,
    text: textOf(said, t, leaveUrl),
    html: render("notifications/notice", { t, locale, ...said, leaveUrl }),
    headers: {
      "Auto-Submitted": "auto-generated",
      "Content-Language": locale,
      ...(leaveUrl && { "List-Unsubscribe": `<${leaveUrl}>`, "List-Unsubscribe-Post": "List-Unsubscribe=One-Click" }),
    },
  };
}

interface Said {
  sentences: string[];
  /** What the link does. */
  action: string;
  actionUrl: string;
}

function mailOf(letter: Letter, locale: Locale): Said {
  const t = translators()[locale];
  const action = t(`mailAction.${letter.kind}`, { defaultValue: t("mailAction.open") });
  return { sentences: sentencesOf({ t, ...datesIn(locale) }, letter), action, actionUrl: absoluteUrl(letter.path) };
}

function textOf({ sentences, action, actionUrl }: Said, t: Translate, leaveUrl: string | null): string {
  const leaving = leaveUrl ? [t("mail.leave"), leaveUrl] : [];
  return [sentences.join("\n\n"), "", action, actionUrl, "", "-- ", t("mail.why", { site: t("site.name") }), ...leaving].join("\n");
}
