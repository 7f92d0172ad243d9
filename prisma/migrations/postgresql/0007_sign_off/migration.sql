-- CreateEnum
CREATE TYPE "SignOffVerdict" AS ENUM ('submitted', 'signed', 'sent_back', 'taken_back');

-- CreateTable
CREATE TABLE "SignOffDecision" (
    "id" SERIAL NOT NULL,
    "threadId" INTEGER NOT NULL,
    "office" TEXT NOT NULL,
    "step" INTEGER,
    "decision" "SignOffVerdict" NOT NULL,
    "changed" BOOLEAN NOT NULL DEFAULT false,
    "byId" INTEGER,
    "remark" TEXT NOT NULL DEFAULT '',
    "at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "SignOffDecision_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "SignOffDecision_threadId_id_idx" ON "SignOffDecision"("threadId", "id");

-- AddForeignKey
ALTER TABLE "SignOffDecision" ADD CONSTRAINT "SignOffDecision_threadId_fkey" FOREIGN KEY ("threadId") REFERENCES "Feedback"("threadId") ON DELETE RESTRICT ON UPDATE CASCADE;
