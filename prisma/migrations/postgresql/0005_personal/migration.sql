-- AlterTable
ALTER TABLE "Thread" ADD COLUMN     "personalTitle" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "Post" ADD COLUMN     "personal" BOOLEAN NOT NULL DEFAULT false;

-- What was written before may hold a number wherever it has a digit: it is looked at when it is read, until `recompute` knows better.
UPDATE "Thread" SET "personalTitle" = true WHERE "title" ~ '[0-9０-９]';
UPDATE "Post" SET "personal" = true WHERE "body" ~ '[0-9０-９]';
