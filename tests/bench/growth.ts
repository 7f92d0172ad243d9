import { fill } from "./fill.ts";
import { times } from "./load.ts";
import { freshFolder, removeFolder, serve } from "./serving.ts";
import type { Row } from "./table.ts";

const CALLS = 200;

/** What pages cost as threads and databases grow, each made anew: every call has an address of its own, so nothing kept answers it. */
export async function growth(posts: readonly number[], replies: readonly number[]): Promise<Row[]> {
  return [...(await threads(replies)), ...(await databases(posts))];
}

async function threads(sizes: readonly number[]): Promise<Row[]> {
  const folder = freshFolder();
  const made: { size: number; threadId: number; lastId: number }[] = [];
  await fill(folder, (into) => {
    for (const size of sizes) made.push({ size, ...into.longThread(size, Math.min(500, size)) });
  });
  const serving = await serve(folder);
  const rows: Row[] = [];
  for (const { size, threadId, lastId } of made) {
    const of = size.toLocaleString("en");
    rows.push(await timed(`first page of a thread of ${of} replies`, `${serving.origin}/api/v1/threads/${threadId}/posts?limit=30`));
    rows.push(await timed(`permalink to its last reply (finding the page)`, `${serving.origin}/threads/${threadId}/posts/${lastId}`));
    const to = (await fetch(`${serving.origin}/threads/${threadId}/posts/${lastId}`, { redirect: "manual" })).headers.get("location")!;
    const cursor = new URL(to, serving.origin).searchParams.get("cursor");
    rows.push(await timed("… and that page", `${serving.origin}/api/v1/threads/${threadId}/posts?limit=30${cursor ? `&cursor=${cursor}` : ""}`));
  }
  await serving.stop();
  removeFolder(folder);
  return rows;
}

async function databases(sizes: readonly number[]): Promise<Row[]> {
  const rows: Row[] = [];
  for (const size of sizes) {
    const folder = freshFolder();
    await fill(folder, (into) => into.threads(size));
    const serving = await serve(folder);
    const of = `with ${size.toLocaleString("en")} posts`;
    rows.push(await timed(`home ${of}`, `${serving.origin}/`));
    rows.push(await timed(`board ${of}`, `${serving.origin}/towns/liuhe`));
    rows.push(await timed(`/quota ${of}`, `${serving.origin}/quota`));
    rows.push(await timed(`a town's months ${of}`, `${serving.origin}/towns/liuhe/quota`));
    await serving.stop();
    removeFolder(folder);
  }
  return rows;
}

let made = 0;

async function timed(name: string, url: string): Promise<Row> {
  const call = async () => {
    const answer = await fetch(`${url}${url.includes("?") ? "&" : "?"}n=${++made}`, { redirect: "manual" });
    if (answer.status >= 400) throw new Error(`${url}: ${answer.status}`);
    await answer.arrayBuffer();
  };
  await times(CALLS / 4, call); // warm
  const { p50Ms, p99Ms } = await times(CALLS, call);
  return { name, value: p50Ms, unit: "ms", note: `p99 ${p99Ms.toFixed(1)} ms` };
}
