import request from "supertest";
import type { Member, Role } from "../server/access/actor.ts";
import { url } from "../server/core/urls.ts";
import { makeMember } from "./cast.ts";
import type { Site } from "./site.ts";

const PASSWORD = "a-long-enough-one";

export interface Answer {
  status: number;
  text: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests read what they asked for
  json: any;
  headers: Headers;
  /** What came, for pictures and other files. */
  bytes: Buffer;
  /** The Location header. */
  to: string | null;
}

interface Upload {
  fields: Record<string, string>;
  files: Record<string, Buffer>;
}

/** Someone with a browser's manners: keeps cookies, sends forms with their token, follows no redirect by itself. */
export class Visitor {
  #cookies = new Map<string, string>();
  #csrf = "";

  constructor(
    readonly site: Site,
    readonly member: Member | null = null,
  ) {}

  get cookie(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  }

  /** The token that forms carry; a test that wants a lost session forgets it. */
  get csrf(): string {
    return this.#csrf;
  }

  forgetSession(): void {
    this.#cookies.clear();
    this.#csrf = "";
  }

  get = (path: string, headers: Record<string, string> = {}) => this.#send("GET", path, undefined, headers);

  /** Sends a form as a browser without scripts does; several values are several ticks of one name. */
  form = (path: string, fields: Record<string, string | readonly string[]>, headers: Record<string, string> = {}) => {
    const pairs = Object.entries({ _csrf: this.#csrf, ...fields }).flatMap(([name, value]) => [value].flat().map((each) => [name, each] as [string, string]));
    return this.#send("POST", path, new URLSearchParams(pairs), headers);
  };

  /** Sends a form with files, the token first as our pages do. */
  upload = (path: string, fields: Record<string, string>, files: Record<string, Buffer>, headers: Record<string, string> = {}) =>
    this.#send("POST", path, { fields: { _csrf: this.#csrf, ...fields }, files }, headers);

  /** Calls the API with the session. @param path below /api/v1 */
  api = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
    this.#send(method, url(`/api/v1${path}`), body === undefined ? undefined : JSON.stringify(body), {
      ...(this.#csrf && { "x-csrf-token": this.#csrf }),
      ...(body !== undefined && { "content-type": "application/json" }),
      ...headers,
    });

  /** Asks for the session's token, which begins a session where there is none. */
  async begin(): Promise<this> {
    this.#csrf = (await this.api("GET", "/session")).json.csrfToken;
    return this;
  }

  async signIn(username: string, password = PASSWORD): Promise<Answer> {
    await this.begin();
    const answer = await this.api("POST", "/session", { username, password });
    if (answer.status === 200) this.#csrf = answer.json.csrfToken;
    return answer;
  }

  async #send(method: string, path: string, body: URLSearchParams | string | Upload | undefined, headers: Record<string, string>): Promise<Answer> {
    const asked = request(this.site.origin)
      [method.toLowerCase() as "get"](path)
      .redirects(0)
      .ok(() => true);
    asked.set({ ...(this.#cookies.size > 0 && { cookie: this.cookie }), ...headers });
    if (body instanceof URLSearchParams) asked.type("form");
    if (typeof body === "object" && "files" in body) {
      for (const [name, value] of Object.entries(body.fields)) asked.field(name, value);
      for (const [name, bytes] of Object.entries(body.files)) asked.attach(name, bytes, `${name}.jpg`);
    } else asked.send(body?.toString());
    const answer = await asked;
    for (const cookie of [answer.headers["set-cookie"] ?? []].flat()) this.#keep(cookie);
    const isJson = /json/.test(answer.headers["content-type"] ?? "");
    const text = answer.text ?? "";
    return {
      status: answer.status,
      text,
      json: isJson && text ? JSON.parse(text) : null,
      headers: new Headers(answer.headers),
      bytes: Buffer.isBuffer(answer.body) ? answer.body : Buffer.from(text),
      to: answer.headers.location ?? null,
    };
  }

  #keep(cookie: string): void {
    const [pair = ""] = cookie.split(";");
    const [name = "", value = ""] = pair.split(/=(.*)/s);
    if (/expires=Thu, 01 Jan 1970/i.test(cookie)) this.#cookies.delete(name);
    else this.#cookies.set(name, value);
  }
}

/** Whether somebody without an account who opens `path` is sent to sign in and comes back to it afterwards. */
export async function turnedToSignIn(site: Site, path: string): Promise<boolean> {
  const { status, to } = await anyone(site).get(path);
  return status === 303 && to === url("/sign-in", { returnTo: path });
}

let made = 0;

/** A new account of `role` (for `town`), signed in. */
export async function visitor(site: Site, role: Role, town?: string): Promise<Visitor & { member: Member }> {
  const username = `${role}${++made}`;
  const member = await makeMember({ username, displayName: `${role} ${made}`, role, town, password: PASSWORD });
  const someone = new Visitor(site, member);
  const answer = await someone.signIn(username);
  if (answer.status !== 200) throw new Error(`sign-in failed: ${answer.text}`);
  return someone as Visitor & { member: Member };
}

/** Someone who reads without an account. */
export const anyone = (site: Site): Visitor => new Visitor(site);

/** Waits until `look` gives something truthy. @throws after five seconds with what was waited for */
export async function until<T>(what: string, look: () => T | Promise<T>): Promise<NonNullable<T>> {
  const deadline = Date.now() + 5_000;
  for (;;) {
    const seen = await look();
    if (seen) return seen as NonNullable<T>;
    if (Date.now() > deadline) throw new Error(`waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
