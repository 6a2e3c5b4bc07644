CREATE TABLE "account" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"provider_id" text NOT NULL,
	"user_id" text NOT NULL,
	"access_token" text,
	"refresh_token" text,
	"id_token" text,
	"access_token_expires_at" timestamp (3) with time zone,
	"refresh_token_expires_at" timestamp (3) with time zone,
	"scope" text,
	"password" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "api_key" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"name" text NOT NULL,
	"prefix" text NOT NULL,
	"hash" text NOT NULL,
	"role" text NOT NULL,
	"created_by" uuid,
	"created_at" timestamp (3) with time zone NOT NULL,
	"revoked_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "session" (
	"id" text PRIMARY KEY NOT NULL,
	"token" text NOT NULL,
	"user_id" text NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"ip_address" text,
	"user_agent" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "session_token_unique" UNIQUE("token")
);
--> statement-breakpoint
CREATE TABLE "sign_in_try" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"login_key" text NOT NULL,
	"address" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "user" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"email" text NOT NULL,
	"email_verified" boolean DEFAULT false NOT NULL,
	"image" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"person_id" uuid NOT NULL,
	CONSTRAINT "user_email_unique" UNIQUE("email"),
	CONSTRAINT "user_personId_unique" UNIQUE("person_id")
);
--> statement-breakpoint
CREATE TABLE "verification" (
	"id" text PRIMARY KEY NOT NULL,
	"identifier" text NOT NULL,
	"value" text NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "award" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"certification_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"issued_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone,
	"association" text NOT NULL,
	"item_id" uuid,
	"external_activity_id" uuid,
	"previous_id" uuid,
	"ended_at" timestamp (3) with time zone,
	"ended_by" text,
	"expired_marked_for" timestamp (3) with time zone,
	"removed_at" timestamp (3) with time zone,
	"removed_batch_id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "award_expiry_after_issue" CHECK ("award"."expires_at" > "award"."issued_at"),
	CONSTRAINT "award_ended" CHECK (("award"."ended_at" is null) = ("award"."ended_by" is null)),
	CONSTRAINT "award_removed_is_ended" CHECK ("award"."removed_at" is null or "award"."ended_at" is not null),
	CONSTRAINT "award_association" CHECK ("award"."association" in ('manual', 'course', 'learning_plan', 'external_training'))
);
--> statement-breakpoint
CREATE TABLE "award_event" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "award_event_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"xid" "xid8" DEFAULT pg_current_xact_id() NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"kind" text NOT NULL,
	"award_id" uuid NOT NULL,
	"certification_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"actor_kind" text NOT NULL,
	"actor_id" uuid,
	"job_id" uuid,
	"record" integer,
	"issued_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone,
	"association" text NOT NULL,
	"item_id" uuid,
	"external_activity_id" uuid,
	"ended_at" timestamp (3) with time zone,
	"ended_by" text,
	"removed_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "certification" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"code" text,
	"code_key" text,
	"name" text NOT NULL,
	"name_key" text NOT NULL,
	"description" text DEFAULT '' NOT NULL,
	"validity_amount" integer NOT NULL,
	"validity_unit" text NOT NULL,
	"allow_retake" boolean DEFAULT false NOT NULL,
	"retired_at" timestamp (3) with time zone,
	"deleted_at" timestamp (3) with time zone,
	"deleted_by" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "certification_validity" CHECK ("certification"."validity_amount" between 0 and 9999 and "certification"."validity_unit" in ('day', 'week', 'month', 'year')),
	CONSTRAINT "certification_code_given" CHECK (("certification"."code" is null) = ("certification"."code_key" is null))
);
--> statement-breakpoint
CREATE TABLE "certification_item" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"certification_id" uuid NOT NULL,
	"item_id" uuid NOT NULL,
	"linked_at" timestamp (3) with time zone NOT NULL,
	"linked_by" uuid,
	"unlinked_at" timestamp (3) with time zone,
	"unlinked_by" uuid
);
--> statement-breakpoint
CREATE TABLE "file" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"name" text NOT NULL,
	"media_type" text NOT NULL,
	"size" integer NOT NULL,
	"sha256" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "file_chunk" (
	"file_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"bytes" "bytea" NOT NULL,
	CONSTRAINT "file_chunk_file_id_position_pk" PRIMARY KEY("file_id","position")
);
--> statement-breakpoint
CREATE TABLE "import_row" (
	"import_id" uuid NOT NULL,
	"reading" integer NOT NULL,
	"record" integer NOT NULL,
	"line" integer NOT NULL,
	"cells" text[] NOT NULL,
	"username_key" text,
	"certification_key" text,
	"issued_at" timestamp (3) with time zone,
	"expires_at" timestamp (3) with time zone,
	"course_key" text,
	"course_kind" text,
	"outcome" text,
	"code" text,
	"field" text,
	"value" text,
	"detail" text,
	CONSTRAINT "import_row_import_id_reading_record_pk" PRIMARY KEY("import_id","reading","record")
);
--> statement-breakpoint
CREATE TABLE "import" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"kind" text NOT NULL,
	"file_id" uuid,
	"file_name" text NOT NULL,
	"file_size" integer NOT NULL,
	"state" text NOT NULL,
	"separator" text NOT NULL,
	"charset" text NOT NULL,
	"header" boolean NOT NULL,
	"duplicates" boolean NOT NULL,
	"notify" boolean NOT NULL,
	"dry_run" boolean NOT NULL,
	"mapping" jsonb,
	"resolved_mapping" jsonb,
	"found" jsonb,
	"error_code" text,
	"error_values" jsonb,
	"reading" integer,
	"bytes_read" integer DEFAULT 0 NOT NULL,
	"total" integer DEFAULT 0 NOT NULL,
	"new_count" integer DEFAULT 0 NOT NULL,
	"replaced_count" integer DEFAULT 0 NOT NULL,
	"unchanged_count" integer DEFAULT 0 NOT NULL,
	"rejected_count" integer DEFAULT 0 NOT NULL,
	"skipped_count" integer DEFAULT 0 NOT NULL,
	"cursor" integer DEFAULT 0 NOT NULL,
	"attempt" integer DEFAULT 0 NOT NULL,
	"cancel_requested_at" timestamp (3) with time zone,
	"applied_job_id" uuid,
	"job_id" uuid,
	"created_by_kind" text NOT NULL,
	"created_by" uuid NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"started_at" timestamp (3) with time zone,
	"finished_at" timestamp (3) with time zone,
	CONSTRAINT "import_kind" CHECK ("import"."kind" in ('awards', 'people'))
);
--> statement-breakpoint
CREATE TABLE "job" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"kind" text NOT NULL,
	"subject_id" uuid,
	"state" text NOT NULL,
	"done" integer DEFAULT 0 NOT NULL,
	"total" integer DEFAULT 0 NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"deaths" integer DEFAULT 0 NOT NULL,
	"failures" integer DEFAULT 0 NOT NULL,
	"rate_from" timestamp (3) with time zone,
	"rate_done" integer DEFAULT 0 NOT NULL,
	"error_code" text,
	"error_values" jsonb,
	"created_by" uuid,
	"created_at" timestamp (3) with time zone NOT NULL,
	"started_at" timestamp (3) with time zone,
	"heartbeat_at" timestamp (3) with time zone,
	"finished_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "worker" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"host" text NOT NULL,
	"pid" integer NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"heartbeat_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "mail" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"dedupe_key" text NOT NULL,
	"to" text NOT NULL,
	"subject" text NOT NULL,
	"html" text NOT NULL,
	"text" text NOT NULL,
	"state" text NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"error" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"sent_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "feature" (
	"key" text PRIMARY KEY NOT NULL,
	"activated_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "idempotency_key" (
	"caller" text NOT NULL,
	"key" text NOT NULL,
	"request" text NOT NULL,
	"status" integer,
	"body" jsonb,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "idempotency_key_caller_key_pk" PRIMARY KEY("caller","key")
);
--> statement-breakpoint
CREATE TABLE "organisation" (
	"one" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"name" text NOT NULL,
	"demo" boolean DEFAULT false NOT NULL,
	"expiring_days" integer DEFAULT 30 NOT NULL,
	"demo_now" timestamp (3) with time zone,
	CONSTRAINT "organisation_one" CHECK ("organisation"."one")
);
--> statement-breakpoint
CREATE TABLE "branch" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"parent_id" uuid,
	"name" text NOT NULL,
	"name_key" text NOT NULL,
	"path" uuid[] NOT NULL,
	CONSTRAINT "branch_name_unique" UNIQUE NULLS NOT DISTINCT("parent_id","name_key")
);
--> statement-breakpoint
CREATE TABLE "group" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"name" text NOT NULL,
	"name_key" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "group_member" (
	"group_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	CONSTRAINT "group_member_group_id_person_id_pk" PRIMARY KEY("group_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "person" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"username" text NOT NULL,
	"username_key" text NOT NULL,
	"first_name" text NOT NULL,
	"last_name" text NOT NULL,
	"email" text,
	"email_key" text,
	"time_zone" text NOT NULL,
	"language" text NOT NULL,
	"role" text NOT NULL,
	"active" boolean DEFAULT true NOT NULL,
	"branch_id" uuid,
	"search" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "person_role" CHECK ("person"."role" in ('superadmin', 'power_user', 'manager', 'learner')),
	CONSTRAINT "person_username_length" CHECK (char_length("person"."username") between 1 and 255)
);
--> statement-breakpoint
CREATE TABLE "course_material" (
	"course_id" uuid NOT NULL,
	"material_id" uuid NOT NULL,
	"position" integer NOT NULL,
	CONSTRAINT "course_material_course_id_material_id_pk" PRIMARY KEY("course_id","material_id")
);
--> statement-breakpoint
CREATE TABLE "item" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"kind" text NOT NULL,
	"code" text NOT NULL,
	"code_key" text NOT NULL,
	"name" text NOT NULL,
	"name_key" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "item_kind" CHECK ("item"."kind" in ('course', 'learning_plan'))
);
--> statement-breakpoint
CREATE TABLE "learning_plan_course" (
	"plan_id" uuid NOT NULL,
	"course_id" uuid NOT NULL,
	"position" integer NOT NULL,
	CONSTRAINT "learning_plan_course_plan_id_course_id_pk" PRIMARY KEY("plan_id","course_id")
);
--> statement-breakpoint
CREATE TABLE "material" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"code" text NOT NULL,
	"code_key" text NOT NULL,
	"title" text NOT NULL,
	"kind" text NOT NULL,
	"shared" boolean DEFAULT false NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "account" ADD CONSTRAINT "account_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_created_by_person_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session" ADD CONSTRAINT "session_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "user" ADD CONSTRAINT "user_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "award" ADD CONSTRAINT "award_certification_id_certification_id_fk" FOREIGN KEY ("certification_id") REFERENCES "public"."certification"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "award" ADD CONSTRAINT "award_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "award" ADD CONSTRAINT "award_item_id_item_id_fk" FOREIGN KEY ("item_id") REFERENCES "public"."item"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "certification_item" ADD CONSTRAINT "certification_item_certification_id_certification_id_fk" FOREIGN KEY ("certification_id") REFERENCES "public"."certification"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "certification_item" ADD CONSTRAINT "certification_item_item_id_item_id_fk" FOREIGN KEY ("item_id") REFERENCES "public"."item"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "file_chunk" ADD CONSTRAINT "file_chunk_file_id_file_id_fk" FOREIGN KEY ("file_id") REFERENCES "public"."file"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "import" ADD CONSTRAINT "import_file_id_file_id_fk" FOREIGN KEY ("file_id") REFERENCES "public"."file"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "branch" ADD CONSTRAINT "branch_parent_id_branch_id_fk" FOREIGN KEY ("parent_id") REFERENCES "public"."branch"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "group_member" ADD CONSTRAINT "group_member_group_id_group_id_fk" FOREIGN KEY ("group_id") REFERENCES "public"."group"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "group_member" ADD CONSTRAINT "group_member_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "person" ADD CONSTRAINT "person_branch_id_branch_id_fk" FOREIGN KEY ("branch_id") REFERENCES "public"."branch"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "course_material" ADD CONSTRAINT "course_material_course_id_item_id_fk" FOREIGN KEY ("course_id") REFERENCES "public"."item"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "course_material" ADD CONSTRAINT "course_material_material_id_material_id_fk" FOREIGN KEY ("material_id") REFERENCES "public"."material"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "learning_plan_course" ADD CONSTRAINT "learning_plan_course_plan_id_item_id_fk" FOREIGN KEY ("plan_id") REFERENCES "public"."item"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "learning_plan_course" ADD CONSTRAINT "learning_plan_course_course_id_item_id_fk" FOREIGN KEY ("course_id") REFERENCES "public"."item"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "account_user" ON "account" USING btree ("user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "api_key_hash_unique" ON "api_key" USING btree ("hash");--> statement-breakpoint
CREATE INDEX "session_user" ON "session" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "sign_in_try_recent" ON "sign_in_try" USING btree ("login_key","address","at");--> statement-breakpoint
CREATE INDEX "verification_identifier" ON "verification" USING btree ("identifier");--> statement-breakpoint
CREATE UNIQUE INDEX "award_current_unique" ON "award" USING btree ("certification_id","person_id") WHERE "award"."ended_at" is null;--> statement-breakpoint
CREATE INDEX "award_person" ON "award" USING btree ("person_id","certification_id");--> statement-breakpoint
CREATE INDEX "award_issued" ON "award" USING btree ("issued_at","id") WHERE "award"."removed_at" is null;--> statement-breakpoint
CREATE INDEX "award_expires" ON "award" USING btree (coalesce("expires_at", 'infinity'::timestamptz),"id") WHERE "award"."removed_at" is null;--> statement-breakpoint
CREATE INDEX "award_certification_issued" ON "award" USING btree ("certification_id","issued_at","id") WHERE "award"."removed_at" is null;--> statement-breakpoint
CREATE INDEX "award_certification_expires" ON "award" USING btree ("certification_id",coalesce("expires_at", 'infinity'::timestamptz),"id") WHERE "award"."removed_at" is null;--> statement-breakpoint
CREATE INDEX "award_item" ON "award" USING btree ("item_id") WHERE "award"."item_id" is not null;--> statement-breakpoint
CREATE INDEX "award_previous" ON "award" USING btree ("previous_id") WHERE "award"."previous_id" is not null;--> statement-breakpoint
CREATE INDEX "award_event_award" ON "award_event" USING btree ("award_id","id");--> statement-breakpoint
CREATE INDEX "award_event_job" ON "award_event" USING btree ("job_id","record") WHERE "award_event"."job_id" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "certification_code_unique" ON "certification" USING btree ("code_key") WHERE "certification"."deleted_at" is null;--> statement-breakpoint
CREATE INDEX "certification_name" ON "certification" USING btree ("name_key","id") WHERE "certification"."deleted_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "certification_item_open" ON "certification_item" USING btree ("certification_id","item_id") WHERE "certification_item"."unlinked_at" is null;--> statement-breakpoint
CREATE INDEX "certification_item_item" ON "certification_item" USING btree ("item_id");--> statement-breakpoint
CREATE INDEX "import_row_outcome" ON "import_row" USING btree ("import_id","outcome","record") WHERE "import_row"."outcome" is not null;--> statement-breakpoint
CREATE INDEX "import_created" ON "import" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "job_created" ON "job" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "job_subject" ON "job" USING btree ("subject_id");--> statement-breakpoint
CREATE INDEX "job_state" ON "job" USING btree ("state");--> statement-breakpoint
CREATE UNIQUE INDEX "mail_dedupe_unique" ON "mail" USING btree ("dedupe_key");--> statement-breakpoint
CREATE INDEX "mail_created" ON "mail" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "branch_path" ON "branch" USING gin ("path");--> statement-breakpoint
CREATE UNIQUE INDEX "group_name_unique" ON "group" USING btree ("name_key");--> statement-breakpoint
CREATE INDEX "group_member_person" ON "group_member" USING btree ("person_id");--> statement-breakpoint
CREATE UNIQUE INDEX "person_username_unique" ON "person" USING btree ("username_key");--> statement-breakpoint
CREATE INDEX "person_last_name" ON "person" USING btree ("last_name","id");--> statement-breakpoint
CREATE INDEX "person_branch" ON "person" USING btree ("branch_id");--> statement-breakpoint
CREATE INDEX "person_email" ON "person" USING btree ("email_key");--> statement-breakpoint
CREATE INDEX "person_search" ON "person" USING gin ("search" gin_trgm_ops);--> statement-breakpoint
CREATE UNIQUE INDEX "item_code_unique" ON "item" USING btree ("kind","code_key");--> statement-breakpoint
CREATE INDEX "item_code" ON "item" USING btree ("code_key");--> statement-breakpoint
CREATE UNIQUE INDEX "material_shared_code_unique" ON "material" USING btree ("code_key") WHERE "material"."shared";