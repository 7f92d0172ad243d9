import type { Request, RequestHandler } from "express";
import multer, { type MulterError } from "multer";
import { Forbidden, Invalid, Problem } from "../core/problems.ts";
import { hasToken } from "./csrf.ts";

/** Which files a form may carry: one in each field. */
export interface UploadShape {
  fields: readonly string[];
  /** Of one file. */
  mostBytes: number;
}

/** All that stands beside the files. */
const TEXT_BYTES = 256 * 1024;
const MOST_FIELDS = 40;
/** They are held in memory: so many forms with files at once, and no more. */
const AT_ONCE = 4;

/**
 * Reads a form with files into `req.body` and `uploaded(req)`; any other form passes. Nothing of it is read before `allowed` agreed,
 * and no file before the form's token, which stands at its beginning. @param allowed throws when this one may not send files
 */
export function uploads({ fields, mostBytes }: UploadShape, allowed: (req: Request) => unknown): RequestHandler {
  const read = multer({
    storage: multer.memoryStorage(),
    limits: { fileSize: mostBytes, files: fields.length, fields: MOST_FIELDS, fieldSize: TEXT_BYTES, fieldNameSize: 100, parts: MOST_FIELDS + fields.length },
    fileFilter: (req, _file, take) => (hasToken(req) ? take(null, true) : take(new Forbidden("csrf"))),
  }).fields(fields.map((name) => ({ name, maxCount: 1 })));
  const most = fields.length * mostBytes + TEXT_BYTES;
  let underWay = 0;
  return async (req, res, next) => {
    if (!req.is("multipart/form-data")) return next();
    await allowed(req);
    if (Number(req.get("content-length") ?? 0) > most) throw new Problem(413, "tooLarge");
    if (underWay >= AT_ONCE) throw new Problem(503, "busy", [], { "Retry-After": "2" });
    underWay++;
    res.once("close", () => underWay--);
    read(req, res, (error) => next(error && !(error instanceof Problem) ? refusal(error, mostBytes) : error));
  };
}

/** The files that were sent, by the name of their field; an empty field sent none. */
export function uploaded(req: Request): Map<string, Buffer> {
  const files = Object.values((req.files ?? {}) as Record<string, Express.Multer.File[]>).flat();
  return new Map(files.filter(({ size }) => size > 0).map(({ fieldname, buffer }) => [fieldname, buffer]));
}

const MEGABYTE = 1024 * 1024;

/** Whatever else the parser refuses is a form that is not whole. */
function refusal(error: unknown, mostBytes: number): Problem {
  const { code, field } = error as Partial<MulterError>;
  if (code === "LIMIT_FILE_SIZE") return new Invalid([{ path: field ?? "", key: "fileTooLarge", args: { megabytes: mostBytes / MEGABYTE } }], 413);
  return new Invalid([{ path: "", key: "badForm" }], 400);
}
