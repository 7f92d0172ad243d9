/** How sending a form in the background ended. */
export type Sent =
  | { outcome: "done"; html: string }
  | { outcome: "refused"; title: string; errors: { path: string; message: string }[] }
  | { outcome: "elsewhere"; url: string }
  | { outcome: "to page" }
  | { outcome: "failed" };

const LIMIT_MS = 20_000;

/** Sends the form and asks for the new post's HTML. "to page": only the server's own page can help, as with a lost session. */
export async function sendForm(form: HTMLFormElement): Promise<Sent> {
  const body = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (typeof value === "string") body.append(name, value);
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(), LIMIT_MS);
  try {
    const answer = await fetch(form.action, { method: "POST", body, headers: { "x-fragment": "post" }, signal: limit.signal });
    if (answer.redirected) return { outcome: "elsewhere", url: answer.url };
    if (answer.ok) return { outcome: "done", html: await answer.text() };
    if (answer.status === 401 || answer.status === 403) return { outcome: "to page" };
    return answer.headers.get("content-type")?.includes("json") ? refusal(await answer.json()) : { outcome: "failed" };
  } catch {
    return { outcome: "failed" };
  } finally {
    clearTimeout(timer);
  }
}

function refusal(problem: { title?: string; detail?: string; errors?: { path: string; message: string }[] }): Sent {
  return { outcome: "refused", title: problem.detail || problem.title || "", errors: problem.errors ?? [] };
}
