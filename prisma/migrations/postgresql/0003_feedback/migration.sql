-- CreateEnum
CREATE TYPE "FeedbackState" AS ENUM ('received', 'assigned', 'answered', 'closed', 'declined', 'withdrawn', 'merged');

-- CreateEnum
CREATE TYPE "FeedbackChannel" AS ENUM ('online', 'phone', 'counter');

-- CreateEnum
CREATE TYPE "Solved" AS ENUM ('solved', 'partly', 'not_solved');

-- AlterTable
ALTER TABLE "Account" ADD COLUMN     "departmentId" INTEGER;

-- AlterTable
ALTER TABLE "Invitation" ADD COLUMN     "departmentId" INTEGER;

-- AlterTable
ALTER TABLE "Thread" ADD COLUMN     "offices" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "private" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "Post" ADD COLUMN     "answers" TEXT,
ADD COLUMN     "office" TEXT;

-- CreateTable
CREATE TABLE "Feedback" (
    "threadId" INTEGER NOT NULL,
    "state" "FeedbackState" NOT NULL,
    "channel" "FeedbackChannel" NOT NULL DEFAULT 'online',
    "filedById" INTEGER,
    "askerId" INTEGER NOT NULL,
    "categoryId" INTEGER,
    "office" TEXT,
    "assisting" TEXT NOT NULL DEFAULT '[]',
    "receivedAt" TIMESTAMP(3) NOT NULL,
    "assignedAt" TIMESTAMP(3),
    "limitDays" INTEGER NOT NULL,
    "dueAt" TIMESTAMP(3) NOT NULL,
    "complexReason" TEXT,
    "extensionDays" INTEGER,
    "extensionReason" TEXT,
    "transfers" INTEGER NOT NULL DEFAULT 0,
    "answeredAt" TIMESTAMP(3),
    "onTime" BOOLEAN,
    "reopenedAt" TIMESTAMP(3),
    "closedAt" TIMESTAMP(3),
    "mergedIntoId" INTEGER,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "Feedback_pkey" PRIMARY KEY ("threadId")
);

-- CreateTable
CREATE TABLE "FeedbackStep" (
    "id" SERIAL NOT NULL,
    "threadId" INTEGER NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,
    "event" TEXT NOT NULL,
    "byId" INTEGER,
    "office" TEXT,
    "note" TEXT NOT NULL,
    "dueAt" TIMESTAMP(3),

    CONSTRAINT "FeedbackStep_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "OfficialAnswer" (
    "id" SERIAL NOT NULL,
    "threadId" INTEGER NOT NULL,
    "postId" INTEGER NOT NULL,
    "office" TEXT NOT NULL,
    "byId" INTEGER NOT NULL,
    "answeredAt" TIMESTAMP(3) NOT NULL,
    "onTime" BOOLEAN NOT NULL,
    "workingMinutes" INTEGER NOT NULL,
    "solved" "Solved",
    "score" INTEGER,
    "comment" TEXT,
    "ratedAt" TIMESTAMP(3),

    CONSTRAINT "OfficialAnswer_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "FeedbackNote" (
    "id" SERIAL NOT NULL,
    "threadId" INTEGER NOT NULL,
    "authorId" INTEGER NOT NULL,
    "body" TEXT NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "FeedbackNote_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AnswerDraft" (
    "threadId" INTEGER NOT NULL,
    "body" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "editorId" INTEGER NOT NULL,
    "changedAt" TIMESTAMP(3) NOT NULL,
    "step" INTEGER,
    "submittedById" INTEGER,

    CONSTRAINT "AnswerDraft_pkey" PRIMARY KEY ("threadId")
);

-- CreateTable
CREATE TABLE "SignOffStep" (
    "office" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "accountId" INTEGER NOT NULL,

    CONSTRAINT "SignOffStep_pkey" PRIMARY KEY ("office","position","accountId")
);

-- CreateTable
CREATE TABLE "AnswerTemplate" (
    "id" SERIAL NOT NULL,
    "office" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "changedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "AnswerTemplate_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Department" (
    "id" SERIAL NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "position" INTEGER NOT NULL DEFAULT 0,
    "leadId" INTEGER,
    "retiredAt" TIMESTAMP(3),
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Department_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Category" (
    "id" SERIAL NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "position" INTEGER NOT NULL DEFAULT 0,
    "retiredAt" TIMESTAMP(3),

    CONSTRAINT "Category_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AssignmentRule" (
    "id" SERIAL NOT NULL,
    "position" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "kind" "Kind",
    "townId" INTEGER,
    "categoryId" INTEGER,
    "office" TEXT NOT NULL,

    CONSTRAINT "AssignmentRule_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Support" (
    "threadId" INTEGER NOT NULL,
    "accountId" INTEGER NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Support_pkey" PRIMARY KEY ("threadId","accountId")
);

-- CreateTable
CREATE TABLE "Follower" (
    "threadId" INTEGER NOT NULL,
    "accountId" INTEGER NOT NULL,

    CONSTRAINT "Follower_pkey" PRIMARY KEY ("threadId","accountId")
);

-- CreateTable
CREATE TABLE "KnowledgeEntry" (
    "id" SERIAL NOT NULL,
    "threadId" INTEGER NOT NULL,
    "question" TEXT NOT NULL,
    "answer" TEXT NOT NULL,
    "html" TEXT NOT NULL,
    "office" TEXT NOT NULL,
    "categoryId" INTEGER,
    "words" TEXT NOT NULL,
    "reviewOn" TEXT NOT NULL,
    "editedById" INTEGER NOT NULL,
    "editedAt" TIMESTAMP(3) NOT NULL,
    "retiredAt" TIMESTAMP(3),

    CONSTRAINT "KnowledgeEntry_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Feedback_office_state_dueAt_idx" ON "Feedback"("office", "state", "dueAt");

-- CreateIndex
CREATE INDEX "Feedback_state_dueAt_idx" ON "Feedback"("state", "dueAt");

-- CreateIndex
CREATE INDEX "Feedback_askerId_threadId_idx" ON "Feedback"("askerId", "threadId");

-- CreateIndex
CREATE INDEX "Feedback_receivedAt_idx" ON "Feedback"("receivedAt");

-- CreateIndex
CREATE INDEX "Feedback_answeredAt_idx" ON "Feedback"("answeredAt");

-- CreateIndex
CREATE INDEX "FeedbackStep_threadId_id_idx" ON "FeedbackStep"("threadId", "id");

-- CreateIndex
CREATE INDEX "FeedbackStep_event_at_idx" ON "FeedbackStep"("event", "at");

-- CreateIndex
CREATE UNIQUE INDEX "OfficialAnswer_postId_key" ON "OfficialAnswer"("postId");

-- CreateIndex
CREATE INDEX "OfficialAnswer_threadId_id_idx" ON "OfficialAnswer"("threadId", "id");

-- CreateIndex
CREATE INDEX "OfficialAnswer_answeredAt_idx" ON "OfficialAnswer"("answeredAt");

-- CreateIndex
CREATE INDEX "FeedbackNote_threadId_id_idx" ON "FeedbackNote"("threadId", "id");

-- CreateIndex
CREATE INDEX "AnswerTemplate_office_id_idx" ON "AnswerTemplate"("office", "id");

-- CreateIndex
CREATE UNIQUE INDEX "Department_slug_key" ON "Department"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "Category_slug_key" ON "Category"("slug");

-- CreateIndex
CREATE INDEX "Support_accountId_idx" ON "Support"("accountId");

-- CreateIndex
CREATE UNIQUE INDEX "KnowledgeEntry_threadId_key" ON "KnowledgeEntry"("threadId");

-- CreateIndex
CREATE INDEX "KnowledgeEntry_retiredAt_id_idx" ON "KnowledgeEntry"("retiredAt", "id");

-- AddForeignKey
ALTER TABLE "FeedbackStep" ADD CONSTRAINT "FeedbackStep_threadId_fkey" FOREIGN KEY ("threadId") REFERENCES "Feedback"("threadId") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "OfficialAnswer" ADD CONSTRAINT "OfficialAnswer_threadId_fkey" FOREIGN KEY ("threadId") REFERENCES "Feedback"("threadId") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "FeedbackNote" ADD CONSTRAINT "FeedbackNote_threadId_fkey" FOREIGN KEY ("threadId") REFERENCES "Feedback"("threadId") ON DELETE RESTRICT ON UPDATE CASCADE;
