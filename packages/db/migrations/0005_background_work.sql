CREATE TABLE "work_minute" (
	"minute" timestamp (3) with time zone NOT NULL,
	"worker_id" uuid NOT NULL,
	"rows" integer DEFAULT 0 NOT NULL,
	"runs" integer DEFAULT 0 NOT NULL,
	"failures" integer DEFAULT 0 NOT NULL,
	"waiting" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "work_minute_minute_worker_id_pk" PRIMARY KEY("minute","worker_id")
);
--> statement-breakpoint
ALTER TABLE "import" ADD COLUMN "undo_requested_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "import" ADD COLUMN "undone_by_kind" text;--> statement-breakpoint
ALTER TABLE "import" ADD COLUMN "undone_by" uuid;--> statement-breakpoint
ALTER TABLE "import" ADD COLUMN "undo_job_id" uuid;--> statement-breakpoint
ALTER TABLE "import" ADD COLUMN "undo_cursor" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "import" ADD COLUMN "undone_count" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "import" ADD COLUMN "not_undone_count" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "import" ADD COLUMN "undone_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "job" ADD COLUMN "engine" text;--> statement-breakpoint
ALTER TABLE "job" ADD COLUMN "worker_id" uuid;--> statement-breakpoint
ALTER TABLE "job" ADD COLUMN "worker_name" text;--> statement-breakpoint
ALTER TABLE "worker" ADD COLUMN "engine" text DEFAULT 'pg-boss' NOT NULL;--> statement-breakpoint
ALTER TABLE "worker" ADD COLUMN "memory_bytes" bigint DEFAULT 0 NOT NULL;