-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "Role" AS ENUM ('resident', 'association', 'responder', 'moderator', 'administrator');

-- CreateEnum
CREATE TYPE "AccountState" AS ENUM ('active', 'suspended');

-- CreateEnum
CREATE TYPE "Kind" AS ENUM ('QUESTION', 'OPINION', 'ACTIVITY', 'HOT_TOPIC');

-- CreateEnum
CREATE TYPE "ThreadStatus" AS ENUM ('open', 'closed');

-- CreateEnum
CREATE TYPE "Visibility" AS ENUM ('published', 'removed');

-- CreateTable
CREATE TABLE "Town" (
    "id" SERIAL NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "position" INTEGER NOT NULL DEFAULT 0,
    "onDutyFrom" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Town_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Account" (
    "id" SERIAL NOT NULL,
    "username" TEXT NOT NULL,
    "usernameKey" TEXT NOT NULL,
    "displayName" TEXT NOT NULL,
    "passwordHash" TEXT NOT NULL,
    "role" "Role" NOT NULL DEFAULT 'resident',
    "state" "AccountState" NOT NULL DEFAULT 'active',
    "townId" INTEGER,
    "locale" TEXT,
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Session" (
    "idHash" TEXT NOT NULL,
    "accountId" INTEGER,
    "data" TEXT NOT NULL,
    "expiresAt" TIMESTAMP(3) NOT NULL,
    "touchedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Session_pkey" PRIMARY KEY ("idHash")
);

-- CreateTable
CREATE TABLE "Token" (
    "id" SERIAL NOT NULL,
    "accountId" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Token_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Invitation" (
    "id" SERIAL NOT NULL,
    "hash" TEXT NOT NULL,
    "role" "Role" NOT NULL,
    "townId" INTEGER,
    "note" TEXT NOT NULL,
    "createdById" INTEGER NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "expiresAt" TIMESTAMP(3) NOT NULL,
    "usedAt" TIMESTAMP(3),
    "usedById" INTEGER,

    CONSTRAINT "Invitation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Thread" (
    "id" SERIAL NOT NULL,
    "townId" INTEGER NOT NULL,
    "kind" "Kind" NOT NULL,
    "title" TEXT NOT NULL,
    "status" "ThreadStatus" NOT NULL DEFAULT 'open',
    "state" "Visibility" NOT NULL DEFAULT 'published',
    "authorId" INTEGER NOT NULL,
    "openedForTownId" INTEGER,
    "bodyLength" INTEGER NOT NULL,
    "creditedMonth" TEXT,
    "pinnedAt" TIMESTAMP(3),
    "replyCount" INTEGER NOT NULL DEFAULT 0,
    "lastSeq" INTEGER NOT NULL DEFAULT 0,
    "version" INTEGER NOT NULL DEFAULT 1,
    "titleVersion" INTEGER NOT NULL DEFAULT 1,
    "publishedAt" TIMESTAMP(3) NOT NULL,
    "lastPostAt" TIMESTAMP(3) NOT NULL,
    "waitingSince" TIMESTAMP(3),

    CONSTRAINT "Thread_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Post" (
    "id" SERIAL NOT NULL,
    "threadId" INTEGER NOT NULL,
    "parentId" INTEGER,
    "seq" INTEGER NOT NULL,
    "path" TEXT COLLATE "C" NOT NULL,
    "depth" INTEGER NOT NULL,
    "authorId" INTEGER NOT NULL,
    "body" TEXT NOT NULL,
    "html" TEXT NOT NULL,
    "official" BOOLEAN NOT NULL DEFAULT false,
    "state" "Visibility" NOT NULL DEFAULT 'published',
    "listed" BOOLEAN NOT NULL DEFAULT true,
    "listedReplies" INTEGER NOT NULL DEFAULT 0,
    "version" INTEGER NOT NULL,
    "submission" TEXT,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "editedAt" TIMESTAMP(3),
    "removedAt" TIMESTAMP(3),
    "removedById" INTEGER,

    CONSTRAINT "Post_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PostRevision" (
    "id" SERIAL NOT NULL,
    "postId" INTEGER NOT NULL,
    "body" TEXT NOT NULL,
    "html" TEXT NOT NULL,
    "editedById" INTEGER NOT NULL,
    "replacedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "PostRevision_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ThreadRevision" (
    "id" SERIAL NOT NULL,
    "threadId" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "editedById" INTEGER NOT NULL,
    "replacedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "ThreadRevision_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "TownTally" (
    "townId" INTEGER NOT NULL,
    "threadCount" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "TownTally_pkey" PRIMARY KEY ("townId")
);

-- CreateTable
CREATE TABLE "IdempotentResult" (
    "accountId" INTEGER NOT NULL,
    "key" TEXT NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "status" INTEGER,
    "body" TEXT,
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "IdempotentResult_pkey" PRIMARY KEY ("accountId","key")
);

-- CreateTable
CREATE TABLE "AuditEntry" (
    "id" SERIAL NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,
    "actorId" INTEGER,
    "action" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "detail" TEXT NOT NULL,

    CONSTRAINT "AuditEntry_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "Town_slug_key" ON "Town"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "Account_usernameKey_key" ON "Account"("usernameKey");

-- CreateIndex
CREATE INDEX "Account_role_state_idx" ON "Account"("role", "state");

-- CreateIndex
CREATE INDEX "Account_townId_idx" ON "Account"("townId");

-- CreateIndex
CREATE INDEX "Session_accountId_idx" ON "Session"("accountId");

-- CreateIndex
CREATE INDEX "Session_expiresAt_idx" ON "Session"("expiresAt");

-- CreateIndex
CREATE UNIQUE INDEX "Token_hash_key" ON "Token"("hash");

-- CreateIndex
CREATE INDEX "Token_accountId_idx" ON "Token"("accountId");

-- CreateIndex
CREATE UNIQUE INDEX "Invitation_hash_key" ON "Invitation"("hash");

-- CreateIndex
CREATE INDEX "Invitation_usedAt_expiresAt_idx" ON "Invitation"("usedAt", "expiresAt");

-- CreateIndex
CREATE INDEX "Thread_townId_state_lastPostAt_id_idx" ON "Thread"("townId", "state", "lastPostAt", "id");

-- CreateIndex
CREATE INDEX "Thread_townId_state_kind_lastPostAt_id_idx" ON "Thread"("townId", "state", "kind", "lastPostAt", "id");

-- CreateIndex
CREATE INDEX "Thread_townId_state_publishedAt_id_idx" ON "Thread"("townId", "state", "publishedAt", "id");

-- CreateIndex
CREATE INDEX "Thread_townId_state_kind_publishedAt_id_idx" ON "Thread"("townId", "state", "kind", "publishedAt", "id");

-- CreateIndex
CREATE INDEX "Thread_state_lastPostAt_id_idx" ON "Thread"("state", "lastPostAt", "id");

-- CreateIndex
CREATE INDEX "Thread_state_kind_lastPostAt_id_idx" ON "Thread"("state", "kind", "lastPostAt", "id");

-- CreateIndex
CREATE INDEX "Thread_state_publishedAt_id_idx" ON "Thread"("state", "publishedAt", "id");

-- CreateIndex
CREATE INDEX "Thread_state_kind_publishedAt_id_idx" ON "Thread"("state", "kind", "publishedAt", "id");

-- CreateIndex
CREATE INDEX "Thread_waitingSince_id_idx" ON "Thread"("waitingSince", "id");

-- CreateIndex
CREATE INDEX "Thread_townId_waitingSince_id_idx" ON "Thread"("townId", "waitingSince", "id");

-- CreateIndex
CREATE INDEX "Thread_creditedMonth_townId_kind_idx" ON "Thread"("creditedMonth", "townId", "kind");

-- CreateIndex
CREATE INDEX "Thread_pinnedAt_townId_idx" ON "Thread"("pinnedAt", "townId");

-- CreateIndex
CREATE INDEX "Post_threadId_listed_path_idx" ON "Post"("threadId", "listed", "path");

-- CreateIndex
CREATE INDEX "Post_threadId_version_idx" ON "Post"("threadId", "version");

-- CreateIndex
CREATE INDEX "Post_parentId_idx" ON "Post"("parentId");

-- CreateIndex
CREATE UNIQUE INDEX "Post_threadId_seq_key" ON "Post"("threadId", "seq");

-- CreateIndex
CREATE UNIQUE INDEX "Post_authorId_submission_key" ON "Post"("authorId", "submission");

-- CreateIndex
CREATE INDEX "PostRevision_postId_id_idx" ON "PostRevision"("postId", "id");

-- CreateIndex
CREATE INDEX "ThreadRevision_threadId_id_idx" ON "ThreadRevision"("threadId", "id");

-- CreateIndex
CREATE INDEX "IdempotentResult_createdAt_idx" ON "IdempotentResult"("createdAt");

-- CreateIndex
CREATE INDEX "AuditEntry_subject_id_idx" ON "AuditEntry"("subject", "id");

-- AddForeignKey
ALTER TABLE "Account" ADD CONSTRAINT "Account_townId_fkey" FOREIGN KEY ("townId") REFERENCES "Town"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Session" ADD CONSTRAINT "Session_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Token" ADD CONSTRAINT "Token_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Invitation" ADD CONSTRAINT "Invitation_townId_fkey" FOREIGN KEY ("townId") REFERENCES "Town"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Invitation" ADD CONSTRAINT "Invitation_createdById_fkey" FOREIGN KEY ("createdById") REFERENCES "Account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Thread" ADD CONSTRAINT "Thread_townId_fkey" FOREIGN KEY ("townId") REFERENCES "Town"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Thread" ADD CONSTRAINT "Thread_authorId_fkey" FOREIGN KEY ("authorId") REFERENCES "Account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Post" ADD CONSTRAINT "Post_threadId_fkey" FOREIGN KEY ("threadId") REFERENCES "Thread"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Post" ADD CONSTRAINT "Post_parentId_fkey" FOREIGN KEY ("parentId") REFERENCES "Post"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Post" ADD CONSTRAINT "Post_authorId_fkey" FOREIGN KEY ("authorId") REFERENCES "Account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PostRevision" ADD CONSTRAINT "PostRevision_postId_fkey" FOREIGN KEY ("postId") REFERENCES "Post"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ThreadRevision" ADD CONSTRAINT "ThreadRevision_threadId_fkey" FOREIGN KEY ("threadId") REFERENCES "Thread"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TownTally" ADD CONSTRAINT "TownTally_townId_fkey" FOREIGN KEY ("townId") REFERENCES "Town"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "IdempotentResult" ADD CONSTRAINT "IdempotentResult_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;
