import autocannon from "autocannon";

export interface Load {
  perSecond: number;
  p50Ms: number;
  p99Ms: number;
}

/** Ten connections that ask for one page as fast as they are answered. */
export async function load(url: string, seconds: number, headers: Record<string, string> = {}): Promise<Load> {
  const result = await autocannon({ url, connections: 10, duration: seconds, headers });
  if (result.non2xx > 0) throw new Error(`${url}: ${result.non2xx} answers were not 200`);
  return { perSecond: result.requests.average, p50Ms: result.latency.p50, p99Ms: result.latency.p99 };
}

/** Times of one call after the other, in milliseconds. */
export async function times(count: number, call: (index: number) => Promise<unknown>): Promise<{ p50Ms: number; p99Ms: number; perSecond: number }> {
  const each: number[] = [];
  const began = performance.now();
  for (let index = 0; index < count; index++) {
    const before = performance.now();
    await call(index);
    each.push(performance.now() - before);
  }
  const total = performance.now() - began;
  each.sort((a, b) => a - b);
  return { p50Ms: each[Math.floor(count * 0.5)]!, p99Ms: each[Math.floor(count * 0.99)]!, perSecond: (count / total) * 1000 };
}
