import type { Request, RequestHandler, Response } from "express";
import type { Problem } from "../problems.ts";
import { again, type Form } from "./answer-problems.ts";
import { guardWrites, type Writers } from "./csrf.ts";
import { type LimitName, limited } from "./limits.ts";

/** What every route that writes begins with: the site's own page sent it, and not too often. */
export const guarded = (limit: LimitName = "write", who: Writers = "members"): RequestHandler[] => [guardWrites(who), limited(limit)];

type Act = (req: Request, res: Response) => unknown;
type Show = (req: Request, res: Response, form: Form, problem: Problem) => unknown;

/** A form's route: guarded; whatever goes wrong, `show` answers with the form and what was typed. */
export const form = (act: Act, show: Show, limit: LimitName = "write", who: Writers = "members"): RequestHandler[] => [
  ...guarded(limit, who),
  async (req, res) => void (await act(req, res)),
  again(show) as unknown as RequestHandler, // Express knows an error handler by its four parameters
];
