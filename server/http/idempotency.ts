import { createHash } from "node:crypto";
import type { Request, RequestHandler, Response } from "express";
import { now } from "../core/clock.ts";
import { Conflict, Invalid } from "../core/problems.ts";
import { db, transact } from "../data/client.ts";
import { ifTaken } from "../data/conflicts.ts";

const KEPT_MS = 24 * 3600 * 1000;
const SHAPE = /^[\x21-\x7E]{1,200}$/;

/** The name that a key gives to a submission, so that even a crash between the act and its answer makes no second post. */
export const submissionOf = (req: Request): string | undefined => {
  const key = req.get("idempotency-key");
  return key === undefined ? undefined : `key:${key}`;
};

/** An answer with a secret that is told once: no cache keeps it, and no key brings it again. */
export function toldOnce(res: Response): Response {
  res.locals.toldOnce = true;
  return res.set("cache-control", "no-store");
}

/**
 * Writes with an Idempotency-Key: the same key of the same account answers the first result again and writes nothing, for a day. What is
 * asked again is answered with present rights: threads, posts and drafts are read anew, and a secret is not told twice. Refusals are not
 * kept: they wrote nothing, and the next try may succeed. @throws Invalid (odd key, another request, a form with files), Conflict
 */
export const idempotent: RequestHandler = async (req, res, next) => {
  const key = req.get("idempotency-key");
  const accountId = req.actor.id;
  if (key === undefined || accountId === null || req.method === "GET" || req.method === "HEAD") return next();
  if (!SHAPE.test(key)) throw new Invalid([{ path: "Idempotency-Key", key: "wrongType" }], 400);
  // Its files are not read yet, so nobody could tell whether it is the same request.
  if (req.is("multipart/form-data")) throw new Invalid([{ path: "Idempotency-Key", key: "keyWithFiles" }], 400);
  const fingerprint = fingerprintOf(req);
  const claimed = await claim(accountId, key, fingerprint);
  if ("since" in claimed) {
    keepAnswer(req, res, { accountId, key, createdAt: claimed.since });
    return next();
  }
  const { earlier } = claimed;
  if (earlier.fingerprint !== fingerprint) throw new Invalid([{ path: "Idempotency-Key", key: "otherRequest" }]);
  if (earlier.status === null) throw new Conflict("stillWorking");
  res.status(earlier.status).set("idempotent-replayed", "true");
  if (earlier.status === NO_CONTENT) return void res.end();
  if (earlier.body === null) return void res.json({ detail: req.t("errors.notToldAgain") });
  if (!earlier.body.startsWith("/")) return void res.type("json").send(earlier.body);
  req.method = "GET";
  req.url = earlier.body;
  next();
};

const NO_CONTENT = 204;

/** Forgets results older than a day. */
export const sweepIdempotentResults = (): Promise<unknown> =>
  transact((tx) => tx.idempotentResult.deleteMany({ where: { createdAt: { lt: new Date(now().getTime() - KEPT_MS) } } }));

/** An unfinished claim of a process that died is given up after so long; the act's own submission name still guards it. */
const GIVEN_UP_MS = 30_000;

type Earlier = NonNullable<Awaited<ReturnType<typeof db.idempotentResult.findUnique>>>;

/** Takes the key for this request, or finds who had it. @throws Conflict: it is taken and freed again faster than one can look */
async function claim(accountId: number, key: string, fingerprint: string): Promise<{ since: Date } | { earlier: Earlier }> {
  const where = { accountId_key: { accountId, key } };
  const known = await db.idempotentResult.findUnique({ where });
  const createdAt = now();
  const age = known ? createdAt.getTime() - known.createdAt.getTime() : 0;
  if (known && age < KEPT_MS && (known.status !== null || age < GIVEN_UP_MS)) return { earlier: known };
  const take = () =>
    transact(async (tx) => {
      if (known) await tx.idempotentResult.deleteMany({ where: { accountId, key, createdAt: known.createdAt } });
      await tx.idempotentResult.create({ data: { accountId, key, fingerprint, createdAt } });
      return { since: createdAt };
    });
  return ifTaken(take, async () => {
    const earlier = await db.idempotentResult.findUnique({ where });
    if (!earlier) throw new Conflict("stillWorking"); // the other one was refused, and freed the key
    return { earlier };
  });
}

interface Claim {
  accountId: number;
  key: string;
  createdAt: Date;
}

/** Holds the answer back until it is kept; a refusal frees the key. */
function keepAnswer(req: Request, res: Response, where: Claim): void {
  const { path } = req;
  const end = res.end.bind(res) as (...args: unknown[]) => Response;
  res.end = ((...args: unknown[]) => {
    const [chunk] = args;
    const succeeded = res.statusCode < 400;
    const body = typeof chunk === "string" ? chunk : Buffer.isBuffer(chunk) ? chunk.toString("utf8") : null;
    const kept = transact(async (tx) => {
      if (succeeded) await tx.idempotentResult.updateMany({ where, data: { status: res.statusCode, body: res.locals.toldOnce ? null : toKeep(path, body) } });
      else await tx.idempotentResult.deleteMany({ where });
    });
    kept.catch((error) => req.log?.error({ err: error }, "idempotent result not kept")).finally(() => end(...args));
    return res;
  }) as Response["end"];
}

/** What is kept of an answer: of a thread, a post or a draft only where it is read, as whoever asks again may not read it any more. */
function toKeep(path: string, body: string | null): string | null {
  if (!body?.startsWith("{")) return body;
  const answer = JSON.parse(body) as { id?: unknown; openingPost?: unknown; seq?: unknown };
  if (typeof answer.id !== "number") return body;
  if (answer.openingPost !== undefined) return `/threads/${answer.id}`;
  if (answer.seq !== undefined) return `/posts/${answer.id}`;
  return path.startsWith("/drafts") ? `/drafts/${answer.id}` : body;
}

function fingerprintOf(req: Request): string {
  return createHash("sha256")
    .update(`${req.method} ${req.originalUrl} ${JSON.stringify(req.body ?? null)}`)
    .digest("base64url");
}
