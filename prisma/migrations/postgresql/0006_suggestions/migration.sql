-- AlterTable
ALTER TABLE "KnowledgeEntry" DROP COLUMN "words";

-- CreateTable
CREATE TABLE "ThreadWord" (
    "word" TEXT NOT NULL,
    "threadId" INTEGER NOT NULL,

    CONSTRAINT "ThreadWord_pkey" PRIMARY KEY ("word","threadId")
);

-- CreateTable
CREATE TABLE "KnowledgeWord" (
    "word" TEXT NOT NULL,
    "entryId" INTEGER NOT NULL,

    CONSTRAINT "KnowledgeWord_pkey" PRIMARY KEY ("word","entryId")
);

-- CreateIndex
CREATE INDEX "ThreadWord_threadId_idx" ON "ThreadWord"("threadId");

-- CreateIndex
CREATE INDEX "KnowledgeWord_entryId_idx" ON "KnowledgeWord"("entryId");

-- CreateIndex
CREATE INDEX "KnowledgeEntry_retiredAt_reviewOn_idx" ON "KnowledgeEntry"("retiredAt", "reviewOn");

-- AddForeignKey
ALTER TABLE "KnowledgeWord" ADD CONSTRAINT "KnowledgeWord_entryId_fkey" FOREIGN KEY ("entryId") REFERENCES "KnowledgeEntry"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
