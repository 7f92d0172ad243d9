import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import type { Request, Response } from "express";

/** A page that many readers get: encoded once, compressed once. */
export interface CachedPage {
  plain: Buffer;
  etag: string;
  compressed: Partial<Record<Encoding, Promise<Buffer>>>;
}

type Encoding = "br" | "gzip";

const COMPRESS: Record<Encoding, (plain: Buffer) => Promise<Buffer>> = {
  br: (plain) => promisify(brotliCompress)(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 6 } }),
  gzip: (plain) => promisify(gzip)(plain),
};

export function cachedPage(html: string): CachedPage {
  const plain = Buffer.from(html);
  return { plain, etag: `W/"${createHash("sha256").update(plain).digest("base64url").slice(0, 20)}"`, compressed: {} };
}

/** Answers with the page as the reader's browser wants it; with 304 when it has it. */
export async function sendCached(req: Request, res: Response, { plain, etag, compressed }: CachedPage): Promise<void> {
  res.set("etag", etag).vary("Accept-Encoding").type("html");
  const encoding = encodingFor(req);
  if (!encoding) return void res.send(plain);
  compressed[encoding] ??= COMPRESS[encoding](plain);
  res.set("content-encoding", encoding).send(await compressed[encoding]);
}

function encodingFor(req: Request): Encoding | null {
  if (req.headers["accept-encoding"] === undefined) return null;
  const wanted = req.acceptsEncodings("br", "gzip", "identity");
  return wanted === "br" || wanted === "gzip" ? wanted : null;
}
