import { type Actor, ANYONE } from "../access/actor.ts";
import { can, type ThreadFacts } from "../access/permissions.ts";
import { now } from "../core/clock.ts";
import { Problem } from "../core/problems.ts";
import { findPersonal } from "../masking/find-personal.ts";
import { maskHtml, maskMarkdown, maskText } from "../masking/mask.ts";
import { type PersonalWarning, personalWarning } from "../masking/warning.ts";
import { renderMarkup, textOf } from "../text/markup.ts";
import { LIMITS } from "./inputs.ts";

/** Whose text it is, on whose board, and who handles it: decides who sees its personal numbers. */
export type Whose = Pick<ThreadFacts, "authorId" | "townId" | "offices">;

/** Whether a text has personal numbers, as typed or as it is shown; kept with it, so that reading any other costs nothing. */
export const isPersonal = ({ body, html }: { body: string; html: string }): boolean => {
  const at = now();
  return findPersonal(body, at).length > 0 || maskHtml(html, at) !== html;
};

/** The same of a title. */
export const isPersonalTitle = (title: string): boolean => findPersonal(title, now()).length > 0;

/** A thread's title as `reader` may see it; also in what is told and sent, where nobody else can be asked: as anyone may. */
export const titleFor = ({ title, personalTitle, ...whose }: { title: string; personalTitle: boolean } & Whose, reader: Actor = ANYONE): string =>
  personalTitle && !can(reader, "seePersonal", whose) ? maskText(title, now()) : title;

/** An earlier title or text, of which nothing is kept but itself. */
export const asSeen = (reader: Actor, whose: Whose) => {
  const full = can(reader, "seePersonal", whose);
  return { title: (title: string) => (full ? title : maskText(title, now())), html: (html: string) => (full ? html : maskHtml(html, now())) };
};

interface Text {
  authorId: number;
  personal: boolean;
  body: string;
  html: string;
}

/** A post with its text as `reader` may see it; `masked` tells whether something in it is hidden. */
export function postFor<Post extends Text>(reader: Actor, { townId, offices }: Omit<Whose, "authorId">, post: Post): Post & { masked: boolean } {
  if (!post.personal || can(reader, "seePersonal", { authorId: post.authorId, townId, offices })) return { ...post, masked: false };
  const at = now();
  return { ...post, html: maskHtml(post.html, at), body: maskBody(post.body, at), masked: true };
}

/** What Markdown hides (entities, marks inside a number) and only its HTML shows is told as plain text. */
function maskBody(body: string, at: Date): string {
  const masked = maskMarkdown(body, at);
  const html = renderMarkup(masked);
  const clean = maskHtml(html, at);
  return clean === html ? masked : textOf(clean);
}

/** What the writer of a form is told before it is sent. */
export interface ToldOfPersonal extends PersonalWarning {
  /** Only whoever asked, the offices and administrators may read the text at all … */
  private: boolean;
  /** … and of them whoever asked sees the numbers masked: an office wrote it. Else nothing is hidden from anybody who may read it. */
  toAsker: boolean;
}

/** A form's texts that others read, and who they are: `private` and `toAsker` (see ToldOfPersonal) are "1" or true. */
interface Written {
  title?: string;
  body?: string;
  reason?: string;
  private?: string | boolean;
  toAsker?: string | boolean;
}

/** What the writer of a form is told before it is sent; null when there is nothing to say. */
export const warningFor = ({ title = "", body = "", reason = "", ...form }: Written): ToldOfPersonal | null => {
  const said = personalWarning([title, body, reason], now()) ?? personalWarning([textOf(renderMarkup(body))], now());
  return said && { ...said, private: isTicked(form.private), toAsker: isTicked(form.toAsker) };
};

const isTicked = (value: string | boolean | undefined): boolean => value === true || value === "1";

/** Whether all who may read what `writer` writes in `thread` see its personal numbers: the asker's own words in a private one. */
export const allSeeInFull = (writer: Actor, thread: { private: boolean; authorId: number }): boolean => thread.private && thread.authorId === writer.id;

/** The same where a form came back for that reason. */
export const warningAgain = (
  problem: Problem | undefined,
  form: { values: Record<string, string> } | null,
  isPrivate = false,
  toAsker = false,
): ToldOfPersonal | null => (problem?.key === REASON && form ? warningFor({ ...form.values, ...(isPrivate && { private: true }), toAsker }) : null);

const REASON = "personalNumbers";

/** What is longer than any field, also in UTF-16, is refused when it is parsed: nobody looks through half a megabyte first. */
const isRead = (text: unknown): text is string => typeof text === "string" && text.length <= 2 * LIMITS.body;

/** Lets a form with personal numbers through only when its writer was told who will see them. @throws Problem (422, personalNumbers) */
export function warnFirst(form: Record<string, unknown>): void {
  if (form.personalSeen) return;
  const texts = Object.fromEntries(["title", "body", "reason"].flatMap((name) => (isRead(form[name]) ? [[name, form[name]]] : [])));
  if (warningFor(texts)) throw new Problem(422, REASON);
}
