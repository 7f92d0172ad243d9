import type { Request, RequestHandler, Response } from "express";
import type { Problem } from "../core/problems.ts";
import { again, type Form } from "./answer-problems.ts";
import { guardSender, guardToken, type Writers } from "./csrf.ts";
import { type LimitName, limited } from "./limits.ts";

/**
 * What every route that writes begins with: the site's own page sent it, and not too often. @param upload reads a form with files
 * (http/uploads.ts): only from someone who may send them, after the limit, and it looks for the token before the first file
 */
export const guarded = (limit: LimitName = "write", who: Writers = "members", upload?: RequestHandler): RequestHandler[] =>
  upload ? [guardSender(who), limited(limit), upload, guardToken(who)] : [guardSender(who), guardToken(who), limited(limit)];

type Act = (req: Request, res: Response) => unknown;
type Show = (req: Request, res: Response, form: Form, problem: Problem) => unknown;

/** A form's route: guarded; whatever goes wrong, `show` answers with the form and what was typed. */
export const form = (act: Act, show: Show, limit: LimitName = "write", who: Writers = "members", upload?: RequestHandler): RequestHandler[] => [
  ...guarded(limit, who, upload),
  async (req, res) => void (await act(req, res)),
  again(show) as unknown as RequestHandler, // Express knows an error handler by its four parameters
];
