/** Someone who is signed in, over HTTP as any program would be. */
export class Caller {
  cookie = "";
  #csrf = "";

  constructor(readonly origin: string) {}

  // biome-ignore lint/suspicious/noExplicitAny: the bench reads what it asked for
  async json(method: string, path: string, body?: object): Promise<any> {
    const answer = await fetch(`${this.origin}/api/v1${path}`, {
      method,
      headers: { "content-type": "application/json", cookie: this.cookie, "x-csrf-token": this.#csrf },
      ...(body && { body: JSON.stringify(body) }),
    });
    for (const each of answer.headers.getSetCookie()) this.cookie = each.split(";")[0] ?? "";
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return text ? JSON.parse(text) : null;
  }

  async signUp(username: string): Promise<this> {
    this.#csrf = (await this.json("GET", "/session")).csrfToken;
    this.#csrf = (await this.json("POST", "/accounts", { username, displayName: "压测居民", password: "a-long-enough-one" })).csrfToken;
    return this;
  }

  async signIn(username: string, password: string): Promise<this> {
    this.#csrf = (await this.json("GET", "/session")).csrfToken;
    this.#csrf = (await this.json("POST", "/session", { username, password })).csrfToken;
    return this;
  }
}

export const REPLY = "这是一条有一定长度的回复，用来测量页面的大小和渲染的速度；写法和居民平时说话差不多。";

/** A thread with `count` replies, made as residents make them. */
export async function threadWith(caller: Caller, count: number): Promise<number> {
  const { id } = await caller.json("POST", "/threads", {
    town: "liuhe",
    kind: "QUESTION",
    title: "周末可以打预防针吗？",
    body: "请问周末可以打预防针吗？要带什么材料？",
  });
  for (let index = 0; index < count; index++) await caller.json("POST", `/threads/${id}/posts`, { body: REPLY });
  return id;
}
