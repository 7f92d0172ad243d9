import { type DefaultTreeAdapterMap, parse } from "parse5";
import { translators } from "../server/http/i18n.ts";

/** Reads a page as a person does: what stands beside a field, what is typed in it, where links lead. */

type Node = DefaultTreeAdapterMap["node"];

export interface Part {
  tag: string;
  is: Record<string, string>;
  /** All text inside. */
  text: string;
}

/** Every element of a page, in the order in which it is read. */
export function partsOf(html: string): Part[] {
  const found: Part[] = [];
  const walk = (node: Node): string => {
    if ("value" in node) return node.value;
    if (!("childNodes" in node)) return "";
    const part: Part | null =
      "tagName" in node ? { tag: node.tagName, is: Object.fromEntries(node.attrs.map(({ name, value }) => [name, value])), text: "" } : null;
    if (part) found.push(part);
    const text = node.childNodes.map(walk).join("");
    if (part) part.text = text.replace(/\s+/g, " ").trim();
    if (part?.tag === "textarea") part.text = text;
    return text;
  };
  walk(parse(html));
  return found;
}

/** What the page says is wrong with a field, standing beside it; undefined when nothing is. */
export const wrongWith = (html: string, field: string): string | undefined => partsOf(html).find(({ is }) => is.id === `field-${field}-error`)?.text;

/** Everything that the page's list of errors says. */
export const complaints = (html: string): string => partsOf(html).find(({ is }) => is.role === "alert")?.text ?? "";

/** What is typed or chosen in a field of the page's form. */
export function typedIn(html: string, field: string): string | undefined {
  const parts = partsOf(html);
  const input = parts.find(({ tag, is }) => ["input", "textarea", "select"].includes(tag) && is.name === field);
  if (input?.tag !== "select") return input?.tag === "textarea" ? input.text : input?.is.value;
  const from = parts.indexOf(input);
  const options = parts.slice(from + 1).filter(({ tag }) => tag === "option");
  return options.find(({ is }) => is.selected !== undefined)?.is.value;
}

/** Every address that a page leads to, sends to or loads. */
export const addressesIn = (html: string): string[] =>
  partsOf(html).flatMap(({ is }) => [is.href, is.action, is.src].filter((address) => address !== undefined && !address.startsWith("#")) as string[]);

/** The posts that a page shows, by id, in its order. */
export const postsIn = (html: string): number[] =>
  partsOf(html)
    .filter(({ tag, is }) => tag === "article" && is["data-post"] && is["data-seq"] !== "0")
    .map(({ is }) => Number(is["data-post"]));

/** The link of the page to the next or previous one. */
export const linkTo = (html: string, rel: "next" | "prev"): string | undefined => partsOf(html).find(({ tag, is }) => tag === "a" && is.rel === rel)?.is.href;

/** A text as the site's own language says it. */
export const said = (key: string, args?: Record<string, unknown>): string => translators()["zh-CN"](key, args);
