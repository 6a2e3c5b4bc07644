CREATE TABLE "event_seal" (
	"no" bigint PRIMARY KEY NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"format" integer NOT NULL,
	"ids" "int8multirange" NOT NULL,
	"count" integer NOT NULL,
	"last_id" bigint NOT NULL,
	"digests" "bytea" NOT NULL,
	"previous_hash" "bytea" NOT NULL,
	"hash" "bytea" NOT NULL,
	"sequence_at" bigint NOT NULL,
	"next_xid" "xid8" NOT NULL,
	"settled_to" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "report" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"name" text NOT NULL,
	"definition" jsonb NOT NULL,
	"owner_id" uuid NOT NULL,
	"shared" boolean DEFAULT false NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"deleted_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "report_export" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"report_id" uuid,
	"schedule_id" uuid,
	"due_at" timestamp (3) with time zone,
	"name" text NOT NULL,
	"source" jsonb NOT NULL,
	"format" text NOT NULL,
	"separator" text DEFAULT ',' NOT NULL,
	"language" text NOT NULL,
	"time_zone" text NOT NULL,
	"reader_kind" text NOT NULL,
	"reader_id" uuid NOT NULL,
	"job_id" uuid,
	"file_id" uuid,
	"rows" integer,
	"created_at" timestamp (3) with time zone NOT NULL,
	"finished_at" timestamp (3) with time zone,
	CONSTRAINT "report_export_schedule_once" UNIQUE("schedule_id","due_at","reader_id"),
	CONSTRAINT "report_export_format" CHECK ("report_export"."format" in ('csv', 'xlsx'))
);
--> statement-breakpoint
CREATE TABLE "report_schedule" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"report_id" uuid NOT NULL,
	"owner_id" uuid NOT NULL,
	"cron" text NOT NULL,
	"time_zone" text NOT NULL,
	"format" text NOT NULL,
	"separator" text DEFAULT ',' NOT NULL,
	"recipient_ids" uuid[] NOT NULL,
	"active" boolean DEFAULT true NOT NULL,
	"next_at" timestamp (3) with time zone NOT NULL,
	"last_at" timestamp (3) with time zone,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"deleted_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "webhook_attempt" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"message_id" uuid NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"milliseconds" integer NOT NULL,
	"status" integer,
	"fault" text,
	"answer" text
);
--> statement-breakpoint
CREATE TABLE "webhook_endpoint" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"url" text NOT NULL,
	"description" text DEFAULT '' NOT NULL,
	"events" text[] NOT NULL,
	"secret_sealed" text NOT NULL,
	"earlier_secret_sealed" text,
	"earlier_secret_until" timestamp (3) with time zone,
	"active" boolean DEFAULT true NOT NULL,
	"told_after" bigint NOT NULL,
	"failing_since" timestamp (3) with time zone,
	"stopped_by" text,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"deleted_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "webhook_message" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"endpoint_id" uuid NOT NULL,
	"event" text NOT NULL,
	"cause" text NOT NULL,
	"happened_at" timestamp (3) with time zone NOT NULL,
	"data" json NOT NULL,
	"state" text DEFAULT 'queued' NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"earlier_attempts" integer DEFAULT 0 NOT NULL,
	"next_try_at" timestamp (3) with time zone NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"settled_at" timestamp (3) with time zone,
	CONSTRAINT "webhook_message_once" UNIQUE("endpoint_id","cause","event"),
	CONSTRAINT "webhook_message_state" CHECK ("webhook_message"."state" in ('queued', 'delivered', 'failed'))
);
--> statement-breakpoint
CREATE TABLE "webhook_news" (
	"event_id" bigint PRIMARY KEY NOT NULL
);
--> statement-breakpoint
ALTER TABLE "report_export" ADD CONSTRAINT "report_export_report_id_report_id_fk" FOREIGN KEY ("report_id") REFERENCES "public"."report"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "report_export" ADD CONSTRAINT "report_export_schedule_id_report_schedule_id_fk" FOREIGN KEY ("schedule_id") REFERENCES "public"."report_schedule"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "report_export" ADD CONSTRAINT "report_export_file_id_file_id_fk" FOREIGN KEY ("file_id") REFERENCES "public"."file"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "report_schedule" ADD CONSTRAINT "report_schedule_report_id_report_id_fk" FOREIGN KEY ("report_id") REFERENCES "public"."report"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "report_schedule" ADD CONSTRAINT "report_schedule_owner_id_person_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhook_attempt" ADD CONSTRAINT "webhook_attempt_message_id_webhook_message_id_fk" FOREIGN KEY ("message_id") REFERENCES "public"."webhook_message"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhook_message" ADD CONSTRAINT "webhook_message_endpoint_id_webhook_endpoint_id_fk" FOREIGN KEY ("endpoint_id") REFERENCES "public"."webhook_endpoint"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "event_seal_last_id" ON "event_seal" USING btree ("last_id");--> statement-breakpoint
CREATE INDEX "report_owner" ON "report" USING btree ("owner_id");--> statement-breakpoint
CREATE INDEX "report_export_reader" ON "report_export" USING btree ("reader_id","created_at","id");--> statement-breakpoint
CREATE INDEX "report_export_report" ON "report_export" USING btree ("report_id");--> statement-breakpoint
CREATE INDEX "report_export_file" ON "report_export" USING btree ("file_id");--> statement-breakpoint
CREATE INDEX "report_schedule_report" ON "report_schedule" USING btree ("report_id");--> statement-breakpoint
CREATE INDEX "report_schedule_next" ON "report_schedule" USING btree ("next_at") WHERE "report_schedule"."active" and "report_schedule"."deleted_at" is null;--> statement-breakpoint
CREATE INDEX "webhook_attempt_message" ON "webhook_attempt" USING btree ("message_id","id");--> statement-breakpoint
CREATE INDEX "webhook_message_next" ON "webhook_message" USING btree ("next_try_at","id") WHERE "webhook_message"."state" = 'queued';--> statement-breakpoint
CREATE INDEX "webhook_message_endpoint_next" ON "webhook_message" USING btree ("endpoint_id","next_try_at","id") WHERE "webhook_message"."state" = 'queued';--> statement-breakpoint
CREATE INDEX "webhook_message_endpoint" ON "webhook_message" USING btree ("endpoint_id","created_at","id");--> statement-breakpoint
CREATE INDEX "webhook_message_failed" ON "webhook_message" USING btree ("endpoint_id","created_at","id") WHERE "webhook_message"."state" = 'failed';--> statement-breakpoint
CREATE INDEX "webhook_message_created" ON "webhook_message" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "award_event_person" ON "award_event" USING btree ("person_id","id");--> statement-breakpoint
CREATE INDEX "award_event_certification" ON "award_event" USING btree ("certification_id","id");--> statement-breakpoint
CREATE INDEX "award_event_actor" ON "award_event" USING btree ("actor_id","id") WHERE "award_event"."actor_id" is not null;--> statement-breakpoint
CREATE INDEX "award_event_at" ON "award_event" USING brin ("at");--> statement-breakpoint
CREATE FUNCTION "note_webhook_news"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF EXISTS (SELECT FROM webhook_endpoint WHERE active AND deleted_at IS NULL) THEN
		INSERT INTO webhook_news (event_id) SELECT id FROM after WHERE kind IN ('issued', 'expired', 'removed', 'restored');
	END IF;
	RETURN NULL;
END
$$;--> statement-breakpoint
CREATE TRIGGER "award_event_webhook_news" AFTER INSERT ON "award_event" REFERENCING NEW TABLE AS after FOR EACH STATEMENT EXECUTE FUNCTION "note_webhook_news"();--> statement-breakpoint
DROP INDEX "award_person";--> statement-breakpoint
CREATE INDEX "award_person" ON "award" USING btree ("person_id","certification_id","ended_at","expires_at");
