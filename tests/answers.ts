import { expect } from "vitest";
import type { Answered, Operation } from "../server/http/api-operation.ts";
import { checkAnswers } from "../server/http/api-router.ts";

/** Every answer of the API that any test gets is what its operation declares: no field less, none more. */

const wrong = new Set<string>();

export function watchAnswers(): void {
  checkAnswers((operation, answer) => {
    const fault = faultOf(operation, answer);
    if (fault) wrong.add(`${operation.method} ${operation.path}: ${fault}`);
  });
}

/** At the end of a test file, with everything that was found in it. */
export function expectDeclaredAnswers(): void {
  const found = [...wrong];
  wrong.clear();
  expect(found).toEqual([]);
}

function faultOf({ answers }: Operation, { status, body }: Answered<number, unknown>): string | null {
  const schema = answers[status];
  if (schema === undefined) return `answers ${status}, which is not declared`;
  if (schema === null) return null;
  const { error, data } = schema.safeParse(body);
  if (error) return error.message;
  const declared = new Set(namesIn(data));
  const more = new Set(namesIn(body).filter((name) => !declared.has(name)));
  return more.size > 0 ? `has more than it declares: ${[...more].join(" ")}` : null;
}

/** `.items.title` for every field that JSON has of it. */
function namesIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(namesIn);
  if (typeof value !== "object" || value === null) return [];
  const fields = Object.entries(value).filter(([, each]) => each !== undefined);
  return fields.flatMap(([name, each]) => [`.${name}`, ...namesIn(each).map((below) => `.${name}${below}`)]);
}
