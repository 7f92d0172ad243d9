import { z } from "zod";
import type { ZodOpenApiOperationObject } from "zod-openapi";
import { monthInput } from "../calendar/month-inputs.ts";
import { ProblemJson } from "../http/answer-problems.ts";

/** The words in which every part of the API is described. */

export const whole = z.number().int();
export const instant = z.string().meta({ format: "date-time" });
export const month = z.string().meta({ pattern: "^\\d{4}-\\d{2}$", example: "2026-11" });
export const Named = z.object({ slug: z.string(), name: z.string() });
export const Numbered = z.object({ id: whole });

export const idPath = { path: z.object({ id: whole }) };
export const monthPath = { path: z.object({ month: monthInput }) };
export const slugPath = { path: z.object({ slug: z.string() }) };

/** A page of a list. */
export const list = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item), nextCursor: z.string().nullable() });

const json = (schema: z.ZodType) => ({ content: { "application/json": { schema } } });
const problem = { description: "Refused", content: { "application/problem+json": { schema: ProblemJson } } };

/** An operation that changes nothing. */
export const reads = (summary: string, answer: z.ZodType, more: object = {}): ZodOpenApiOperationObject => ({
  summary,
  ...more,
  responses: { "200": { description: "OK", ...json(answer) }, default: problem },
});

/** An operation that changes something: for a session with its token, or a personal token. */
export const writes = (
  summary: string,
  code: "200" | "201" | "204",
  answer: z.ZodType | null,
  body: z.ZodType | null,
  more: object = {},
): ZodOpenApiOperationObject => ({
  summary,
  security: [{ session: [], csrf: [] }, { token: [] }],
  requestParams: { ...more, header: z.object({ "Idempotency-Key": z.string().optional() }) },
  ...(body && { requestBody: { required: true, ...json(body) } }),
  responses: { [code]: { description: "Done", ...(answer ? json(answer) : {}) }, default: problem },
});

/** … that may be taken without being done yet. */
export const orAccepts = (operation: ZodOpenApiOperationObject, answer: z.ZodType): ZodOpenApiOperationObject => ({
  ...operation,
  responses: { ...operation.responses, "202": { description: "Done", ...json(answer) } },
});
