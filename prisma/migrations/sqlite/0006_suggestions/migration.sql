-- CreateTable
CREATE TABLE "ThreadWord" (
    "word" TEXT NOT NULL,
    "threadId" INTEGER NOT NULL,

    PRIMARY KEY ("word", "threadId")
);

-- CreateTable
CREATE TABLE "KnowledgeWord" (
    "word" TEXT NOT NULL,
    "entryId" INTEGER NOT NULL,

    PRIMARY KEY ("word", "entryId"),
    CONSTRAINT "KnowledgeWord_entryId_fkey" FOREIGN KEY ("entryId") REFERENCES "KnowledgeEntry" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- RedefineTables
PRAGMA defer_foreign_keys=ON;
PRAGMA foreign_keys=OFF;
CREATE TABLE "new_KnowledgeEntry" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "threadId" INTEGER NOT NULL,
    "question" TEXT NOT NULL,
    "answer" TEXT NOT NULL,
    "html" TEXT NOT NULL,
    "office" TEXT NOT NULL,
    "categoryId" INTEGER,
    "reviewOn" TEXT NOT NULL,
    "editedById" INTEGER NOT NULL,
    "editedAt" DATETIME NOT NULL,
    "retiredAt" DATETIME
);
INSERT INTO "new_KnowledgeEntry" ("answer", "categoryId", "editedAt", "editedById", "html", "id", "office", "question", "retiredAt", "reviewOn", "threadId") SELECT "answer", "categoryId", "editedAt", "editedById", "html", "id", "office", "question", "retiredAt", "reviewOn", "threadId" FROM "KnowledgeEntry";
DROP TABLE "KnowledgeEntry";
ALTER TABLE "new_KnowledgeEntry" RENAME TO "KnowledgeEntry";
CREATE UNIQUE INDEX "KnowledgeEntry_threadId_key" ON "KnowledgeEntry"("threadId");
CREATE INDEX "KnowledgeEntry_retiredAt_id_idx" ON "KnowledgeEntry"("retiredAt", "id");
CREATE INDEX "KnowledgeEntry_retiredAt_reviewOn_idx" ON "KnowledgeEntry"("retiredAt", "reviewOn");
PRAGMA foreign_keys=ON;
PRAGMA defer_foreign_keys=OFF;

-- CreateIndex
CREATE INDEX "ThreadWord_threadId_idx" ON "ThreadWord"("threadId");

-- CreateIndex
CREATE INDEX "KnowledgeWord_entryId_idx" ON "KnowledgeWord"("entryId");
