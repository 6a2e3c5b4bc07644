CREATE TABLE "bulk_run" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"kind" text NOT NULL,
	"params" jsonb NOT NULL,
	"scope" jsonb NOT NULL,
	"actor_kind" text NOT NULL,
	"actor_id" uuid NOT NULL,
	"asked_at" timestamp (3) with time zone NOT NULL,
	"total" integer NOT NULL,
	"done" integer DEFAULT 0 NOT NULL,
	"cursor" uuid,
	"counts" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"cancel_requested_at" timestamp (3) with time zone,
	"ended_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "completion" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"person_id" uuid NOT NULL,
	"item_id" uuid NOT NULL,
	"completed_at" timestamp (3) with time zone NOT NULL,
	"received_at" timestamp (3) with time zone NOT NULL,
	"source" text NOT NULL,
	"reported_by_kind" text NOT NULL,
	"reported_by" uuid,
	CONSTRAINT "completion_once" UNIQUE("person_id","item_id","completed_at"),
	CONSTRAINT "completion_source" CHECK ("completion"."source" in ('player', 'admin', 'api', 'xapi', 'plan'))
);
--> statement-breakpoint
CREATE TABLE "completion_outcome" (
	"completion_id" uuid NOT NULL,
	"certification_id" uuid NOT NULL,
	"outcome" text NOT NULL,
	"reason" text,
	"award_id" uuid,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "completion_outcome_completion_id_certification_id_pk" PRIMARY KEY("completion_id","certification_id")
);
--> statement-breakpoint
CREATE TABLE "xapi_statement" (
	"id" uuid PRIMARY KEY NOT NULL,
	"statement" jsonb NOT NULL,
	"completion_id" uuid,
	"stored_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "enrolment" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"person_id" uuid NOT NULL,
	"item_id" uuid NOT NULL,
	"via" text NOT NULL,
	"enrolled_at" timestamp (3) with time zone NOT NULL,
	"enrolled_by" uuid,
	"ended_at" timestamp (3) with time zone,
	"ended_by" uuid,
	CONSTRAINT "enrolment_via" CHECK ("enrolment"."via" in ('admin', 'self', 'plan', 'renewal'))
);
--> statement-breakpoint
CREATE TABLE "external_activity" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"person_id" uuid NOT NULL,
	"title" text NOT NULL,
	"type" text DEFAULT '' NOT NULL,
	"started_at" timestamp (3) with time zone,
	"completed_at" timestamp (3) with time zone NOT NULL,
	"score" real,
	"credits" real,
	"institute" text DEFAULT '' NOT NULL,
	"certification_id" uuid,
	"replace" boolean DEFAULT false NOT NULL,
	"evidence_id" uuid,
	"state" text NOT NULL,
	"reported_by_kind" text NOT NULL,
	"reported_by" uuid,
	"reported_at" timestamp (3) with time zone NOT NULL,
	"decided_by" uuid,
	"decided_at" timestamp (3) with time zone,
	"note" text DEFAULT '' NOT NULL,
	"outcome" text,
	"reason" text,
	"award_id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "external_activity_state" CHECK ("external_activity"."state" in ('pending', 'approved', 'rejected', 'withdrawn'))
);
--> statement-breakpoint
CREATE TABLE "package_file" (
	"package_id" uuid NOT NULL,
	"path" text NOT NULL,
	"file_id" uuid NOT NULL,
	CONSTRAINT "package_file_package_id_path_pk" PRIMARY KEY("package_id","path")
);
--> statement-breakpoint
CREATE TABLE "renewal" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"award_id" uuid NOT NULL,
	"item_id" uuid NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"started_by" uuid,
	"ended_at" timestamp (3) with time zone,
	"ended_kind" text,
	"ended_by" uuid,
	"snapshot" jsonb DEFAULT '[]'::jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "material_progress" (
	"person_id" uuid NOT NULL,
	"material_id" uuid NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"completed_at" timestamp (3) with time zone,
	"score" real,
	"data" jsonb,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "material_progress_person_id_material_id_pk" PRIMARY KEY("person_id","material_id")
);
--> statement-breakpoint
CREATE TABLE "quiz_attempt" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"person_id" uuid NOT NULL,
	"material_id" uuid NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"answers" jsonb NOT NULL,
	"score" real NOT NULL,
	"passed" boolean NOT NULL
);
--> statement-breakpoint
ALTER TABLE "api_key" ADD COLUMN "permissions" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "api_key" ADD COLUMN "scope_branch_ids" uuid[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "api_key" ADD COLUMN "scope_group_ids" uuid[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "file" ADD COLUMN "purpose" text DEFAULT 'import' NOT NULL;--> statement-breakpoint
ALTER TABLE "file" ADD COLUMN "created_by" uuid;--> statement-breakpoint
ALTER TABLE "import_row" ADD COLUMN "person" jsonb;--> statement-breakpoint
ALTER TABLE "import" ADD COLUMN "scope" jsonb DEFAULT '{"kind":"all"}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "person" ADD COLUMN "permissions" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "person" ADD COLUMN "scope_branch_ids" uuid[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "person" ADD COLUMN "scope_group_ids" uuid[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "item" ADD COLUMN "description" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "item" ADD COLUMN "self_enrolment" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "item" ADD COLUMN "activity_id" text;--> statement-breakpoint
ALTER TABLE "material" ADD COLUMN "title_key" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "material" ADD COLUMN "body" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "material" ADD COLUMN "url" text;--> statement-breakpoint
ALTER TABLE "material" ADD COLUMN "file_id" uuid;--> statement-breakpoint
ALTER TABLE "material" ADD COLUMN "quiz" jsonb;--> statement-breakpoint
ALTER TABLE "material" ADD COLUMN "package" jsonb;--> statement-breakpoint
ALTER TABLE "material" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "completion" ADD CONSTRAINT "completion_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "completion" ADD CONSTRAINT "completion_item_id_item_id_fk" FOREIGN KEY ("item_id") REFERENCES "public"."item"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "completion_outcome" ADD CONSTRAINT "completion_outcome_completion_id_completion_id_fk" FOREIGN KEY ("completion_id") REFERENCES "public"."completion"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "completion_outcome" ADD CONSTRAINT "completion_outcome_certification_id_certification_id_fk" FOREIGN KEY ("certification_id") REFERENCES "public"."certification"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "xapi_statement" ADD CONSTRAINT "xapi_statement_completion_id_completion_id_fk" FOREIGN KEY ("completion_id") REFERENCES "public"."completion"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "enrolment" ADD CONSTRAINT "enrolment_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "enrolment" ADD CONSTRAINT "enrolment_item_id_item_id_fk" FOREIGN KEY ("item_id") REFERENCES "public"."item"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "external_activity" ADD CONSTRAINT "external_activity_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "external_activity" ADD CONSTRAINT "external_activity_certification_id_certification_id_fk" FOREIGN KEY ("certification_id") REFERENCES "public"."certification"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "external_activity" ADD CONSTRAINT "external_activity_evidence_id_file_id_fk" FOREIGN KEY ("evidence_id") REFERENCES "public"."file"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "package_file" ADD CONSTRAINT "package_file_package_id_file_id_fk" FOREIGN KEY ("package_id") REFERENCES "public"."file"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "package_file" ADD CONSTRAINT "package_file_file_id_file_id_fk" FOREIGN KEY ("file_id") REFERENCES "public"."file"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "renewal" ADD CONSTRAINT "renewal_award_id_award_id_fk" FOREIGN KEY ("award_id") REFERENCES "public"."award"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "renewal" ADD CONSTRAINT "renewal_item_id_item_id_fk" FOREIGN KEY ("item_id") REFERENCES "public"."item"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "material_progress" ADD CONSTRAINT "material_progress_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "material_progress" ADD CONSTRAINT "material_progress_material_id_material_id_fk" FOREIGN KEY ("material_id") REFERENCES "public"."material"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "quiz_attempt" ADD CONSTRAINT "quiz_attempt_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "quiz_attempt" ADD CONSTRAINT "quiz_attempt_material_id_material_id_fk" FOREIGN KEY ("material_id") REFERENCES "public"."material"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "completion_item" ON "completion" USING btree ("item_id","completed_at","id");--> statement-breakpoint
CREATE INDEX "completion_received" ON "completion" USING btree ("received_at","id");--> statement-breakpoint
CREATE INDEX "completion_outcome_certification" ON "completion_outcome" USING btree ("certification_id");--> statement-breakpoint
CREATE UNIQUE INDEX "enrolment_open_unique" ON "enrolment" USING btree ("person_id","item_id") WHERE "enrolment"."ended_at" is null;--> statement-breakpoint
CREATE INDEX "enrolment_item" ON "enrolment" USING btree ("item_id","enrolled_at","id") WHERE "enrolment"."ended_at" is null;--> statement-breakpoint
CREATE INDEX "enrolment_enrolled" ON "enrolment" USING btree ("enrolled_at","id") WHERE "enrolment"."ended_at" is null;--> statement-breakpoint
CREATE INDEX "external_activity_person" ON "external_activity" USING btree ("person_id","completed_at","id");--> statement-breakpoint
CREATE INDEX "external_activity_reported" ON "external_activity" USING btree ("reported_at","id");--> statement-breakpoint
CREATE INDEX "external_activity_pending" ON "external_activity" USING btree ("reported_at","id") WHERE "external_activity"."state" = 'pending';--> statement-breakpoint
CREATE INDEX "external_activity_certification" ON "external_activity" USING btree ("certification_id");--> statement-breakpoint
CREATE UNIQUE INDEX "renewal_open_unique" ON "renewal" USING btree ("award_id") WHERE "renewal"."ended_at" is null;--> statement-breakpoint
CREATE INDEX "renewal_item" ON "renewal" USING btree ("item_id") WHERE "renewal"."ended_at" is null;--> statement-breakpoint
CREATE INDEX "material_progress_material" ON "material_progress" USING btree ("material_id");--> statement-breakpoint
CREATE INDEX "quiz_attempt_person" ON "quiz_attempt" USING btree ("person_id","material_id","at");--> statement-breakpoint
ALTER TABLE "material" ADD CONSTRAINT "material_file_id_file_id_fk" FOREIGN KEY ("file_id") REFERENCES "public"."file"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "course_material_material" ON "course_material" USING btree ("material_id");--> statement-breakpoint
CREATE UNIQUE INDEX "item_activity_unique" ON "item" USING btree ("activity_id");--> statement-breakpoint
CREATE INDEX "item_name" ON "item" USING btree ("kind","name_key","id");--> statement-breakpoint
CREATE INDEX "learning_plan_course_course" ON "learning_plan_course" USING btree ("course_id");--> statement-breakpoint
CREATE INDEX "material_title" ON "material" USING btree ("title_key","id");--> statement-breakpoint
-- Earlier versions took any word for a kind, and had no key of the title.
UPDATE "material" SET "kind" = 'page' WHERE "kind" NOT IN ('page', 'file', 'video', 'link', 'quiz', 'scorm');--> statement-breakpoint
UPDATE "material" SET "title_key" = lower("title");--> statement-breakpoint
ALTER TABLE "material" ADD CONSTRAINT "material_kind" CHECK ("material"."kind" in ('page', 'file', 'video', 'link', 'quiz', 'scorm'));