-- CreateTable
CREATE TABLE "SignOffDecision" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "threadId" INTEGER NOT NULL,
    "office" TEXT NOT NULL,
    "step" INTEGER,
    "decision" TEXT NOT NULL,
    "changed" BOOLEAN NOT NULL DEFAULT false,
    "byId" INTEGER,
    "remark" TEXT NOT NULL DEFAULT '',
    "at" DATETIME NOT NULL,
    CONSTRAINT "SignOffDecision_threadId_fkey" FOREIGN KEY ("threadId") REFERENCES "Feedback" ("threadId") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateIndex
CREATE INDEX "SignOffDecision_threadId_id_idx" ON "SignOffDecision"("threadId", "id");
