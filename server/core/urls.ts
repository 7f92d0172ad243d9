import { config } from "./config.ts";
import type { Kind } from "./kinds.ts";

type Query = Readonly<Record<string, string | number | null | undefined>>;
const NO_QUERY: Query = Object.freeze({});

/** An address of this section, under its base path. @param query parts that are null or "" are left out */
export function url(path: string, query: Query = NO_QUERY): string {
  if (query === NO_QUERY) return config().basePath + path || "/"; // most addresses: lists of thousands of towns name two each
  const given = Object.entries(query).filter(([, value]) => value !== null && value !== undefined && value !== "");
  const search = new URLSearchParams(Object.fromEntries(given.map(([key, value]) => [key, String(value)]))).toString();
  return (config().basePath + path || "/") + (search && `?${search}`);
}

/** The same with scheme and host, for what is read elsewhere: PUBLIC_URL's, else the address that this process listens at. */
export const absoluteUrl = (path: string): string => (config().publicUrl ? new URL(config().publicUrl!).origin : listening) + url(path);

let listening = "http://localhost";

/** This process listens at `origin`. */
export function listensAt(origin: string): void {
  listening = origin;
}

export const threadUrl = (id: number): string => url(`/threads/${id}`);
export const postUrl = ({ id, threadId }: { id: number; threadId: number }): string => url(`/threads/${threadId}/posts/${id}`);
export const boardUrl = (slug: string): string => url(`/towns/${slug}`);
export const townQuotaUrl = (slug: string): string => url(`/towns/${slug}/quota`);
export const newThreadUrl = (town?: string, kind?: Kind | null): string => url("/threads/new", { town, kind });

/** Where a reader may be sent back to: a path of this section, never another site or a neighbour of ours. */
export function safeReturn(path: unknown): string {
  const home = url("/");
  if (typeof path !== "string" || !/^\/[^\s\\]*$/.test(path) || !URL.canParse(path, NOWHERE)) return home;
  const { origin, pathname, search, hash } = new URL(path, NOWHERE); // as a browser reads it: dots and slashes resolved
  const { basePath } = config();
  const isOurs = origin === NOWHERE && !pathname.startsWith("//") && (pathname === basePath || pathname.startsWith(`${basePath}/`));
  return isOurs ? pathname + search + hash : home;
}

const NOWHERE = "http://section.invalid";
