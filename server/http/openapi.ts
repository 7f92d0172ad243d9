import { Router } from "express";
import { z } from "zod";
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from "zod-openapi";
import { url } from "../core/urls.ts";
import { ProblemJson } from "./answer-problems.ts";
import type { Operation } from "./api-operation.ts";
import { type ApiRouter, paramsOf } from "./api-router.ts";

/** Serves the description of `apis`: OpenAPI 3.1, made from the declarations that route and parse. */
export function openapi(apis: readonly ApiRouter[]): Router {
  const router = Router();
  let text: string | undefined;
  router.get("/openapi.json", (_req, res) => {
    text ??= JSON.stringify(document(apis.flatMap(({ operations }) => operations)));
    res.type("json").send(text);
  });
  return router;
}

const document = (operations: readonly Operation[]) =>
  createDocument({
    openapi: "3.1.0",
    info: {
      title: "Public Opinion Online (民意在线)",
      version: "1",
      description: "Times are ISO 8601 UTC; months are those of the site's time zone.",
    },
    servers: [{ url: url("/api/v1") }],
    components: {
      securitySchemes: {
        session: { type: "apiKey", in: "cookie", name: "minyi.sid" },
        csrf: { type: "apiKey", in: "header", name: "x-csrf-token", description: "From GET /session." },
        token: { type: "http", scheme: "bearer", description: "A personal token; needs no x-csrf-token." },
      },
    },
    paths: pathsOf(operations),
  });

/** In the order of their addresses, whichever module declares them. */
function pathsOf(operations: readonly Operation[]): ZodOpenApiPathsObject {
  const paths: ZodOpenApiPathsObject = {};
  for (const operation of operations) {
    const path = operation.path.replace(/:(\w+)/g, "{$1}");
    paths[path] = { ...paths[path], [operation.method]: described(operation) };
  }
  return Object.fromEntries(Object.entries(paths).sort(([one], [other]) => (one < other ? -1 : 1)));
}

function described(operation: Operation): ZodOpenApiOperationObject {
  const { method, summary, answers } = operation;
  const isWrite = method !== "get";
  const requestParams = parametersOf(operation);
  const content = contentOf(operation);
  const responses = Object.entries(answers).map(([status, schema]) => {
    return [status, { description: isWrite ? "Done" : "OK", ...(schema && { content: json(schema) }) }];
  });
  return {
    summary,
    ...(isWrite && { security: [{ session: [], csrf: [] }, { token: [] }] }),
    ...(Object.keys(requestParams).length > 0 && { requestParams }),
    ...(content && { requestBody: { required: true, content } }),
    responses: { ...Object.fromEntries(responses), default: REFUSED },
  };
}

function parametersOf(operation: Operation) {
  const { method, query } = operation;
  const params = paramsOf(operation);
  return {
    ...(Object.keys(params).length > 0 && { path: z.object(params) }),
    ...(query && { query: query as z.ZodObject }),
    ...(method !== "get" && { header: z.object({ "Idempotency-Key": z.string().optional() }) }),
  };
}

function contentOf({ body, upload }: Operation) {
  if (upload) return { "multipart/form-data": { schema: upload.form } };
  return body && json(body);
}

const json = (schema: z.ZodType) => ({ "application/json": { schema } });

const REFUSED = { description: "Refused", content: { "application/problem+json": { schema: ProblemJson } } };
