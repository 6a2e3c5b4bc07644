CREATE TABLE "calendar_feed" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"person_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "calendar_feed_once" UNIQUE("person_id","kind"),
	CONSTRAINT "calendar_feed_kind" CHECK ("calendar_feed"."kind" in ('own', 'people'))
);
--> statement-breakpoint
CREATE TABLE "mail_settings" (
	"one" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"server_sealed" text,
	"from_address" text,
	"from_name" text,
	"dkim_domain" text,
	"dkim_selector" text,
	"dkim_key_sealed" text,
	"per_domain_per_minute" integer,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "mail_settings_one" CHECK ("mail_settings"."one"),
	CONSTRAINT "mail_settings_pace" CHECK ("mail_settings"."per_domain_per_minute" > 0)
);
--> statement-breakpoint
CREATE TABLE "mail_opt_out" (
	"person_id" uuid NOT NULL,
	"rule_id" uuid NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "mail_opt_out_person_id_rule_id_pk" PRIMARY KEY("person_id","rule_id")
);
--> statement-breakpoint
DROP INDEX "notification_planned";--> statement-breakpoint
ALTER TABLE "mail" ADD COLUMN "domain" text;--> statement-breakpoint
UPDATE "mail" SET "domain" = lower(split_part("to", '@', -1));--> statement-breakpoint
ALTER TABLE "mail" ALTER COLUMN "domain" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "mail" ADD COLUMN "unsubscribe_url" text;--> statement-breakpoint
ALTER TABLE "mail" ADD COLUMN "calendar" text;--> statement-breakpoint
ALTER TABLE "mail" ADD COLUMN "next_try_at" timestamp (3) with time zone;--> statement-breakpoint
UPDATE "mail" SET "next_try_at" = now();--> statement-breakpoint
ALTER TABLE "mail" ALTER COLUMN "next_try_at" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "mail" ADD COLUMN "tried_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "notification" ADD COLUMN "send_at" timestamp (3) with time zone;--> statement-breakpoint
UPDATE "notification" SET "send_at" = "due_at";--> statement-breakpoint
ALTER TABLE "notification" ALTER COLUMN "send_at" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "notification_rule" ADD COLUMN "digest" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "notification_rule" ADD COLUMN "manager_copy" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "notification_rule" ADD COLUMN "calendar_attachment" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "calendar_feed" ADD CONSTRAINT "calendar_feed_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mail_opt_out" ADD CONSTRAINT "mail_opt_out_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mail_opt_out" ADD CONSTRAINT "mail_opt_out_rule_id_notification_rule_id_fk" FOREIGN KEY ("rule_id") REFERENCES "public"."notification_rule"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "mail_state" ON "mail" USING btree ("state","created_at","id");--> statement-breakpoint
CREATE INDEX "mail_to" ON "mail" USING btree ("to","created_at","id");--> statement-breakpoint
CREATE INDEX "person_manages" ON "person" USING gin ("scope_branch_ids") WHERE "person"."role" = 'manager';--> statement-breakpoint
CREATE INDEX "mail_next_try" ON "mail" USING btree ("next_try_at","id") WHERE "mail"."state" = 'queued';--> statement-breakpoint
CREATE INDEX "mail_domain_next_try" ON "mail" USING btree ("domain","next_try_at","id") WHERE "mail"."state" = 'queued';--> statement-breakpoint
CREATE INDEX "mail_domain_tried" ON "mail" USING btree ("domain","tried_at");--> statement-breakpoint
CREATE INDEX "notification_unread" ON "notification" USING btree ("person_id") WHERE "notification"."channel" = 'in_app' and "notification"."state" = 'written' and "notification"."read_at" is null;--> statement-breakpoint
CREATE INDEX "notification_planned" ON "notification" USING btree ("send_at","rule_id","person_id","id") WHERE "notification"."state" = 'planned';--> statement-breakpoint
ALTER TABLE "mail" ADD CONSTRAINT "mail_state" CHECK ("mail"."state" in ('queued', 'sent', 'failed', 'bounced', 'outbox'));--> statement-breakpoint
-- Mails are no jobs any more: their own rows say what becomes of them.
DELETE FROM "job" WHERE "kind" = 'sendMail';--> statement-breakpoint
-- When the mail of the day leaves: at seven in the morning, at or after an instant, where its reader is; a zone that is not known here counts as UTC.
CREATE FUNCTION next_morning(at timestamptz, zone text) RETURNS timestamptz LANGUAGE plpgsql STABLE AS $$
DECLARE
  today timestamp;
BEGIN
  BEGIN
    today := date_trunc('day', at AT TIME ZONE zone) + interval '7 hours';
  EXCEPTION WHEN invalid_parameter_value THEN
    RETURN next_morning(at, 'UTC');
  END;
  RETURN CASE WHEN today AT TIME ZONE zone >= at THEN today AT TIME ZONE zone ELSE (today + interval '1 day') AT TIME ZONE zone END;
END $$;