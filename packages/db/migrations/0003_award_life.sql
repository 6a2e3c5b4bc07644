CREATE TABLE "award_change" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"kind" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"actor_kind" text NOT NULL,
	"actor_id" uuid,
	"certification_id" uuid,
	"item_id" uuid,
	"count" integer DEFAULT 0 NOT NULL,
	"undone_at" timestamp (3) with time zone,
	"undone_by" uuid
);
--> statement-breakpoint
CREATE TABLE "purged_certification" (
	"id" uuid PRIMARY KEY NOT NULL,
	"code" text,
	"deleted_at" timestamp (3) with time zone NOT NULL,
	"purged_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "award_event" ADD COLUMN "change_id" uuid;--> statement-breakpoint
ALTER TABLE "organisation" ADD COLUMN "retention_days" integer DEFAULT 365 NOT NULL;--> statement-breakpoint
CREATE INDEX "award_change_at" ON "award_change" USING btree ("at","id");--> statement-breakpoint
CREATE INDEX "award_due" ON "award" USING btree ("expires_at","id") WHERE "award"."ended_at" is null and "award"."expired_marked_for" is distinct from "award"."expires_at";--> statement-breakpoint
CREATE INDEX "award_event_change" ON "award_event" USING btree ("change_id") WHERE "award_event"."change_id" is not null;