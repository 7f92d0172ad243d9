import { Router } from "express";
import { createDocument } from "zod-openapi";
import { activityPaths } from "./openapi/activities.ts";
import { askerPaths } from "./openapi/asker.ts";
import { calendarPaths } from "./openapi/calendar.ts";
import { feedbackPaths } from "./openapi/feedback.ts";
import { forumPaths } from "./openapi/forum.ts";
import { knowledgePaths } from "./openapi/knowledge.ts";
import { picturePaths } from "./openapi/media.ts";
import { monitoringPaths } from "./openapi/monitoring.ts";
import { notificationPaths } from "./openapi/notifications.ts";
import { officePaths } from "./openapi/offices.ts";
import { peoplePaths } from "./openapi/people.ts";
import { planningPaths } from "./openapi/planning.ts";
import { policyPaths } from "./openapi/policies.ts";
import { quotaPaths } from "./openapi/quota.ts";
import { signOffPaths } from "./openapi/sign-off.ts";
import { statisticsPaths } from "./openapi/statistics.ts";
import { townPaths } from "./openapi/towns.ts";
import { url } from "./urls.ts";

/** The API as OpenAPI 3.1, made from the schemas that parse its input. */
export const document = () =>
  createDocument({
    openapi: "3.1.0",
    info: { title: "Public Opinion Online (民意在线)", version: "1", description: "Times are ISO 8601 UTC; months are those of the site's time zone." },
    servers: [{ url: url("/api/v1") }],
    components: {
      securitySchemes: {
        session: { type: "apiKey", in: "cookie", name: "minyi.sid" },
        csrf: { type: "apiKey", in: "header", name: "x-csrf-token", description: "From GET /session." },
        token: { type: "http", scheme: "bearer", description: "A personal token; needs no x-csrf-token." },
      },
    },
    paths: {
      ...peoplePaths,
      ...notificationPaths,
      ...townPaths,
      ...forumPaths,
      ...picturePaths,
      ...activityPaths,
      ...feedbackPaths,
      ...askerPaths,
      ...knowledgePaths,
      ...signOffPaths,
      ...officePaths,
      ...statisticsPaths,
      ...calendarPaths,
      ...planningPaths,
      ...policyPaths,
      ...quotaPaths,
      ...monitoringPaths,
    },
  });

/** Serves the description. */
export function openapi(): Router {
  const router = Router();
  let text: string | undefined;
  router.get("/openapi.json", (_req, res) => {
    text ??= JSON.stringify(document());
    res.type("json").send(text);
  });
  return router;
}
