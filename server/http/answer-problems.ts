import { randomUUID } from "node:crypto";
import type { ErrorRequestHandler, Request, Response } from "express";
import { ZodError, z } from "zod";
import { whole } from "../core/output-fields.ts";
import { type FieldError, Invalid, NotFound, Problem, SignInNeeded } from "../core/problems.ts";
import { url } from "../core/urls.ts";
import { isImpossible } from "../data/conflicts.ts";
import { isPassing } from "../data/retry.ts";
import "./augment.ts";
import type { Pages } from "./pages.ts";

/** What was typed and what is wrong with it, for showing a form again. */
export interface Form {
  values: Record<string, string>;
  errors: { path: string; message: string }[];
}

export const ProblemJson = z
  .object({
    type: z.string(),
    title: z.string(),
    status: whole,
    detail: z.string(),
    errors: z.array(z.object({ path: z.string(), message: z.string() })),
    reference: z.string().optional(),
  })
  .meta({ id: "Problem", description: "RFC 9457; `errors` names each field that cannot be taken." });

/** The one place where problems become answers: a page, or RFC 9457 JSON below /api. */
export const answerProblems =
  (pages: Pages): ErrorRequestHandler =>
  async (error, req, res, next) => {
    if (res.headersSent) return next(error);
    const problem = asProblem(error);
    const reference = problem.status >= 500 ? randomUUID() : null;
    if (reference) req.log?.error({ err: error, reference }, "failed");
    if (isAskedToSignIn(req, problem)) return res.redirect(303, url("/sign-in", { returnTo: req.originalUrl }));
    res.status(problem.status).set(problem.headers);
    if (wantsJson(req)) sendProblem(req, res, problem, reference);
    else await showProblem(pages, req, res, problem, reference);
  };

/** Whoever opens a page that needs an account comes back to it after signing in; what was sent stays where it was typed. */
const isAskedToSignIn = (req: Request, problem: Problem): boolean =>
  problem instanceof SignInNeeded && (req.method === "GET" || req.method === "HEAD") && !wantsJson(req);

/** The error handler of a form's own route: the page again, with what was typed and what is wrong beside it. */
export const again =
  (show: (req: Request, res: Response, form: Form, problem: Problem) => unknown): ErrorRequestHandler =>
  async (error, req, res, next) => {
    const problem = asProblem(error);
    if (problem.status >= 500 || problem.status === 404 || wantsJson(req)) return next(problem.status >= 500 ? error : problem);
    res.status(problem.status).set(problem.headers);
    await show(req, res, { values: typed(req.body), errors: fieldErrors(req, problem) }, problem);
  };

/** What was thrown, as a Problem: parsers' errors too; whatever is unknown is a failure without details. */
export function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (isImpossible(error)) return new NotFound();
  if (error instanceof ZodError) return new Invalid(error.issues.map(fieldError));
  const { type, status, code } = error as { type?: string; status?: number; code?: string };
  if (type === "entity.too.large") return new Problem(413, "tooLarge");
  if (type === "entity.parse.failed") return new Invalid([{ path: "", key: "malformedJson" }], 400);
  if (type === "encoding.unsupported" || type === "charset.unsupported") return new Problem(415, "wrongType");
  // Also what lost a race again and again: it would have succeeded alone.
  if (code === "P2028" || isPassing(error)) return new Problem(503, "busy", [], { "Retry-After": "2" });
  if (typeof status === "number" && status >= 400 && status < 500) return new Problem(status, status === 404 ? "notFound" : "badRequest");
  return new Problem(500, "failure");
}

const fieldError = ({ path, message, ...issue }: ZodError["issues"][number]): FieldError => {
  const { args } = ("params" in issue ? (issue.params ?? {}) : {}) as { args?: FieldError["args"] };
  return { path: path.join("."), key: /^[a-zA-Z]+$/.test(message) ? message : "wrongType", ...(args && { args }) };
};

const fieldErrors = (req: Request, problem: Problem): Form["errors"] =>
  problem.errors.length > 0
    ? problem.errors.map(({ path, key, args }) => ({ path, message: req.t(`errors.${key}`, args) }))
    : [{ path: "", message: req.t(`errors.${problem.key}`) }];

/** What went wrong with one of several things, in the reader's words; a failure is logged, as nobody else will. */
export function problemInWords(req: Request, error: unknown): { status: number; title: string; detail: string } {
  const problem = asProblem(error);
  if (problem.status >= 500) req.log?.error({ err: error }, "one of several failed");
  return { status: problem.status, title: req.t(`problem.${known(problem.status)}.heading`), detail: fieldErrors(req, problem)[0]!.message };
}

/** What was typed in a form. Only plain text fields come back; never a password. */
export function typed(body: unknown): Record<string, string> {
  const fields = Object.entries((body ?? {}) as Record<string, unknown>);
  return Object.fromEntries(fields.filter(([name, value]) => typeof value === "string" && !/password|current|_csrf/.test(name)) as [string, string][]);
}

export const wantsJson = (req: Request): boolean => req.originalUrl.startsWith(url("/api/")) || req.get("x-fragment") !== undefined;

function sendProblem(req: Request, res: Response, problem: Problem, reference: string | null): void {
  const body: z.infer<typeof ProblemJson> = {
    type: "about:blank",
    title: req.t(`problem.${known(problem.status)}.heading`),
    status: problem.status,
    detail: req.t(`errors.${problem.key}`),
    errors: problem.errors.length > 0 ? fieldErrors(req, problem) : [],
    ...(reference && { reference }),
  };
  res.type("application/problem+json").send(JSON.stringify(body));
}

async function showProblem(pages: Pages, req: Request, res: Response, problem: Problem, reference: string | null): Promise<void> {
  const status = known(problem.status);
  const heading = req.t(`problem.${status}.heading`);
  const thread = /\/threads\/\d+(?=\/)/.exec(req.originalUrl.split("?")[0]!)?.[0]; // what was tried belongs to it: there one sees why it cannot be
  const links = [
    ...(thread ? [{ url: url(thread), text: req.t("problem.links.thread") }] : []),
    { url: url("/"), text: req.t("problem.links.home") },
    { url: url("/threads"), text: req.t("problem.links.threads") },
    { url: url("/quota"), text: req.t("problem.links.quota") },
    ...(problem.status === 401 ? [{ url: url("/sign-in"), text: req.t("problem.links.signIn") }] : []),
  ];
  const detail = problem.status >= 500 || problem.status === 404 ? null : fieldErrors(req, problem)[0]?.message;
  await pages.show(req, res, "parts/problem", { title: heading }, { status, heading, text: detail ?? req.t(`problem.${status}.text`), reference, links });
}

const KNOWN = new Set([400, 401, 403, 404, 405, 409, 413, 415, 422, 429, 500, 503]);
const known = (status: number): number => (KNOWN.has(status) ? status : status >= 500 ? 500 : 400);
