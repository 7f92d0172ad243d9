import MarkdownIt from "markdown-it";
import sanitizeHtml from "sanitize-html";

/** Deeper nesting than this is text: rendering and sanitising cost grows with it. */
const MAX_NESTING = 20;

const markdown = new MarkdownIt({ html: false, linkify: true, breaks: true }).disable(["image"]);
markdown.set({ maxNesting: MAX_NESTING } as Parameters<typeof markdown.set>[0]); // missing from the option's type

const SAFE: sanitizeHtml.IOptions = {
  allowedTags: [
    "p",
    "br",
    "strong",
    "em",
    "s",
    "code",
    "pre",
    "blockquote",
    "ul",
    "ol",
    "li",
    "a",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
  ],
  allowedAttributes: { a: ["href", "rel"], ol: ["start"] },
  allowedSchemes: ["http", "https", "mailto", "tel"],
  disallowedTagsMode: "discard",
  // The page's own headings are h1 and h2: what people write stands below them.
  transformTags: { h1: "h3", h2: "h4", h3: "h5", h4: "h6", h5: "h6", a: sanitizeHtml.simpleTransform("a", { rel: "nofollow ugc noopener" }) },
};

const TEXT_ONLY: sanitizeHtml.IOptions = { allowedTags: [], allowedAttributes: {}, textFilter: (text) => text };
const ENTITIES: Record<string, string> = { "&lt;": "<", "&gt;": ">", "&quot;": '"', "&amp;": "&" };

/** Whatever a person can type, as HTML that is safe to show to everyone. Pure; done once, when it is written. */
export const renderMarkup = (text: string): string => sanitizeHtml(markdown.render(text), SAFE).trim();

/** The text that a reader sees in `html`, without its markup. */
export const textOf = (html: string): string => sanitizeHtml(html, TEXT_ONLY).replace(/&(?:lt|gt|quot|amp);/g, (entity) => ENTITIES[entity] ?? entity);

/** How many characters (code points) of `html` a reader sees, white space and invisible ones not counted. */
export const visibleLength = (html: string): number => [...textOf(html).replace(/[\s\p{Cf}\p{Mn}\u2800\u3164\uFFA0]/gu, "")].length;

/** What the quota counts of a text: letters and digits that a reader sees, and how many different ones. Links, signs and white space say nothing. */
export function contentOf(html: string): { bodyLength: number; distinctCharacters: number } {
  const characters = [...textOf(html).replace(/https?:\/\/\S+/g, "")].filter((character) => /[\p{L}\p{N}]/u.test(character));
  return { bodyLength: characters.length, distinctCharacters: new Set(characters).size };
}

/** The first `limit` characters of what a reader sees, on one line. */
export function excerptOf(html: string, limit: number): string {
  const characters = [...textOf(html).replace(/\s+/g, " ").trim()];
  return characters.length <= limit ? characters.join("") : `${characters.slice(0, limit - 1).join("")}…`;
}
