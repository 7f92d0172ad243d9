import { type Request, type RequestHandler, type Response, Router } from "express";
import { z } from "zod";
import { NotFound } from "../core/problems.ts";
import { Answered, type Answers, COMMON_PARAMS, type Declaration, type Method, type Operation, type Params } from "./api-operation.ts";
import { submissionOf, toldOnce } from "./idempotency.ts";
import { guarded } from "./writes.ts";

/** The JSON of a module: its routes, and the operations that they were declared as. */
export interface ApiRouter extends Record<Method, Declare> {
  routes: Router;
  operations: readonly Operation[];
}

type Declare = <
  const Path extends string,
  P extends Params = Record<never, never>,
  Q extends z.ZodType = z.ZodNever,
  B extends z.ZodType = z.ZodNever,
  A extends Answers = { 204: null },
>(
  path: Path,
  declaration: Declaration<Path, P, Q, B, A>,
) => void;

/** Where a module declares its operations; a write is guarded without being told to. */
export function apiRouter(): ApiRouter {
  const routes = Router();
  const operations: Operation[] = [];
  const declare =
    (method: Method): Declare =>
    (path, { handle, ...declaration }) => {
      const operation: Operation = { answers: { 204: null }, ...declaration, method, path };
      const { limit, who, upload } = operation;
      operations.push(operation);
      const guards = method === "get" ? [] : guarded(limit, who, upload?.read);
      routes[method](path, ...guards, answering(operation, handle as unknown as Handle));
    };
  const [get, post, put, patch] = [declare("get"), declare("post"), declare("put"), declare("patch")];
  return { routes, operations, get, post, put, patch, delete: declare("delete") };
}

type Handle = (req: Request, input: unknown) => unknown;

function answering(operation: Operation, handle: Handle): RequestHandler {
  const inputOf = reader(operation);
  return async (req, res) => {
    const returned = await handle(req, inputOf(req));
    const answer = returned instanceof Answered ? returned : new Answered(lowestStatus(operation.answers), returned);
    check?.(operation, answer);
    send(res, operation, answer);
  };
}

const lowestStatus = (answers: Answers): number => Math.min(...Object.keys(answers).map(Number));

function send(res: Response, { answers, headers, secret }: Operation, { status, body, location }: Answered<number, unknown>): void {
  if (secret) toldOnce(res);
  if (headers) res.set(headers);
  if (location !== undefined) res.location(location);
  if (status !== OK) res.status(status); // a repeated write that is answered by reading keeps the status of the first
  if (answers[status] === null) res.end();
  else res.json(body);
}

const OK = 200;

/** Reads what an operation takes, in the order of an address and its body. @throws NotFound, ZodError */
function reader(operation: Operation): (req: Request) => unknown {
  const { query, body } = operation;
  const params = z.object(paramsOf(operation));
  const takesSubmission = body instanceof z.ZodObject && "submission" in body.shape;
  return (req) => {
    const inPath = params.safeParse(req.params);
    if (!inPath.success) throw new NotFound(); // anything else is an address that does not exist
    const sent = takesSubmission ? { submission: submissionOf(req), ...req.body } : req.body;
    return { ...inPath.data, query: query?.parse(req.query), body: body?.parse(sent) };
  };
}

/** Schemas of the names in an operation's path. */
export function paramsOf({ path, params }: Operation): Record<string, z.ZodType> {
  const known: Params = { ...COMMON_PARAMS, ...params };
  const names = [...path.matchAll(/:(\w+)/g)].map(([, name]) => name!);
  return Object.fromEntries(names.map((name) => [name, known[name] ?? z.never()]));
}

type Check = (operation: Operation, answer: Answered<number, unknown>) => void;
let check: Check | undefined;

/** For tests: looks at every answer before it is sent. The compiler has seen them all; in production none is parsed. */
export const checkAnswers = (by: Check): void => {
  check = by;
};
