CREATE TABLE "award_news" (
	"event_id" bigint PRIMARY KEY NOT NULL
);
--> statement-breakpoint
CREATE TABLE "notification" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"rule_id" uuid NOT NULL,
	"award_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"channel" text NOT NULL,
	"expiry" timestamp (3) with time zone,
	"due_at" timestamp (3) with time zone NOT NULL,
	"state" text DEFAULT 'planned' NOT NULL,
	"reason" text,
	"planned_at" timestamp (3) with time zone NOT NULL,
	"settled_at" timestamp (3) with time zone,
	"mail_id" uuid,
	"subject" text,
	"body" text,
	"read_at" timestamp (3) with time zone,
	CONSTRAINT "notification_once" UNIQUE NULLS NOT DISTINCT("rule_id","award_id","expiry","person_id","channel")
);
--> statement-breakpoint
CREATE TABLE "notification_rule" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"name" text NOT NULL,
	"event" text NOT NULL,
	"timing" text NOT NULL,
	"amount" integer NOT NULL,
	"unit" text NOT NULL,
	"certification_ids" uuid[] NOT NULL,
	"branch_ids" uuid[] NOT NULL,
	"group_ids" uuid[] NOT NULL,
	"channels" text[] NOT NULL,
	"texts" jsonb NOT NULL,
	"active_since" timestamp (3) with time zone,
	"planned_to" timestamp (3) with time zone,
	"planned_award" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"deleted_at" timestamp (3) with time zone,
	CONSTRAINT "notification_rule_event" CHECK ("notification_rule"."event" in ('issued', 'expired')),
	CONSTRAINT "notification_rule_timing" CHECK (case "notification_rule"."timing" when 'at' then "notification_rule"."amount" = 0 else "notification_rule"."timing" in ('before', 'after') and "notification_rule"."event" = 'expired' and "notification_rule"."amount" between 1 and 9999 end),
	CONSTRAINT "notification_rule_unit" CHECK ("notification_rule"."unit" in ('hour', 'day', 'week'))
);
--> statement-breakpoint
ALTER TABLE "notification" ADD CONSTRAINT "notification_rule_id_notification_rule_id_fk" FOREIGN KEY ("rule_id") REFERENCES "public"."notification_rule"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notification" ADD CONSTRAINT "notification_award_id_award_id_fk" FOREIGN KEY ("award_id") REFERENCES "public"."award"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notification" ADD CONSTRAINT "notification_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "notification_planned" ON "notification" USING btree ("due_at","id") WHERE "notification"."state" = 'planned';--> statement-breakpoint
CREATE INDEX "notification_person" ON "notification" USING btree ("person_id","id");--> statement-breakpoint
CREATE INDEX "notification_award" ON "notification" USING btree ("award_id");--> statement-breakpoint
CREATE INDEX "notification_rule_id" ON "notification" USING btree ("rule_id","id");--> statement-breakpoint
CREATE FUNCTION "note_award_news"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF EXISTS (SELECT FROM notification_rule WHERE active_since IS NOT NULL AND deleted_at IS NULL) THEN
		INSERT INTO award_news (event_id) SELECT id FROM after WHERE kind IN ('issued', 'edited', 'restored') AND ended_at IS NULL;
	END IF;
	RETURN NULL;
END
$$;--> statement-breakpoint
CREATE TRIGGER "award_event_news" AFTER INSERT ON "award_event" REFERENCING NEW TABLE AS after FOR EACH STATEMENT EXECUTE FUNCTION "note_award_news"();
