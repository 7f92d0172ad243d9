-- AlterTable
ALTER TABLE "Draft" ADD COLUMN "submission" TEXT;

-- CreateIndex
CREATE UNIQUE INDEX "Draft_authorId_submission_key" ON "Draft"("authorId", "submission");
