import { Router } from "express";
import { db } from "../data/client.ts";

/** `/healthz`: the process answers. `/readyz`: the database does, too. */
export function health(): Router {
  const router = Router();
  router.get("/healthz", (_req, res) => void res.type("text").send("ok"));
  router.get("/readyz", async (_req, res) => {
    await db.$queryRaw`SELECT 1`;
    res.type("text").send("ok");
  });
  return router;
}
