import type { Request, RequestHandler } from "express";
import { z } from "zod";
import { describedAs, whole } from "../core/output-fields.ts";
import { identifier } from "../core/text-fields.ts";
import type { Writers } from "./csrf.ts";
import type { LimitName } from "./limits.ts";

export type Method = "get" | "post" | "put" | "patch" | "delete";

/** What an operation may answer, by status; null has no body. Without any it is 204. */
export type Answers = Readonly<Record<number, z.ZodType | null>>;

/** Schemas of what stands in the path besides `:id` and `:slug`; what they refuse is an address that does not exist. */
export type Params = Readonly<Record<string, z.ZodType>>;

/** Those of the path's names that mean the same everywhere. */
export const COMMON_PARAMS = { id: describedAs(whole, identifier), slug: z.string() };

/** Everything that is said of an operation: its route, its checks and its description come from here. */
export interface Declaration<Path extends string, P extends Params, Q extends z.ZodType, B extends z.ZodType, A extends Answers>
  extends Description<P, Q, B, A> {
  handle: (req: Request, input: Input<Path, P, Q, B>) => Returned<A> | Promise<Returned<A>>;
}

interface Description<P extends Params, Q extends z.ZodType, B extends z.ZodType, A extends Answers> {
  summary: string;
  params?: P;
  query?: Q;
  body?: B;
  answers?: A;
  /** Headers of every answer but refusals. */
  headers?: Readonly<Record<string, string>>;
  /** The answer holds a secret that is given once: no cache and no idempotency key brings it again. */
  secret?: boolean;
  /** Which rate limit a write counts for. */
  limit?: LimitName;
  /** Who may write. */
  who?: Writers;
  /** Files: the middleware that reads them, and the form that is described. */
  upload?: { read: RequestHandler; form: z.ZodType };
}

/** An operation with its place, as the OpenAPI document names it. */
export interface Operation extends Description<Params, z.ZodType, z.ZodType, Answers> {
  method: Method;
  path: string;
  answers: Answers;
}

/** What a handler gets besides the request, parsed. */
type Input<Path extends string, P extends Params, Q extends z.ZodType, B extends z.ZodType> = PathInput<Path, P> & {
  query: z.output<Q>;
  body: z.output<B>;
};

/** An answer of which the handler says more than its body. */
export class Answered<Status extends number, Body> {
  constructor(
    readonly status: Status,
    readonly body: Body,
    readonly location?: string,
  ) {}
}

export const created = <Body>(location: string, body: Body) => new Answered(201, body, location);

/** Taken, but not done yet: somebody else or the clock decides. */
export const accepted = <Body>(body: Body) => new Answered(202, body);

/** The plain body with the lowest declared status, or an `Answered` with one of them. */
type Returned<A extends Answers> = { [Status in keyof A & number]: BodyOf<A[Status]> | Answered<Status, BodyOf<A[Status]>> }[keyof A & number];
type BodyOf<Schema> = Schema extends z.ZodType ? DeepReadonly<z.output<Schema>> : unknown;

type DeepReadonly<T> = T extends object ? { readonly [Name in keyof T]: DeepReadonly<T[Name]> } : T;

type PathInput<Path extends string, P extends Params> = { [Name in NamesIn<Path>]: Name extends keyof P ? z.output<P[Name]> : KnownParam<Name> };
type NamesIn<Path extends string> = Path extends `${string}:${infer Name}/${infer Rest}`
  ? Name | NamesIn<`/${Rest}`>
  : Path extends `${string}:${infer Name}`
    ? Name
    : never;
type KnownParam<Name> = Name extends keyof typeof COMMON_PARAMS ? z.output<(typeof COMMON_PARAMS)[Name]> : never;
