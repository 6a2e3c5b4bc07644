CREATE TABLE "awarded_count" (
	"certification_id" uuid NOT NULL,
	"change" integer NOT NULL
);
--> statement-breakpoint
DROP INDEX "award_issued";--> statement-breakpoint
DROP INDEX "award_expires";--> statement-breakpoint
DROP INDEX "person_branch";--> statement-breakpoint
ALTER TABLE "awarded_count" ADD CONSTRAINT "awarded_count_certification_id_certification_id_fk" FOREIGN KEY ("certification_id") REFERENCES "public"."certification"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "awarded_count_certification" ON "awarded_count" USING btree ("certification_id","change");--> statement-breakpoint
CREATE INDEX "award_current_issued" ON "award" USING btree ("issued_at","id") WHERE "award"."ended_at" is null;--> statement-breakpoint
CREATE INDEX "award_current_expires" ON "award" USING btree (coalesce("expires_at", 'infinity'::timestamptz),"id") WHERE "award"."ended_at" is null;--> statement-breakpoint
CREATE INDEX "award_ended_issued" ON "award" USING btree ("issued_at","id",coalesce("expires_at", 'infinity'::timestamptz)) WHERE "award"."ended_at" is not null and "award"."removed_at" is null;--> statement-breakpoint
CREATE INDEX "award_ended_expires" ON "award" USING btree (coalesce("expires_at", 'infinity'::timestamptz),"id") WHERE "award"."ended_at" is not null and "award"."removed_at" is null;--> statement-breakpoint
CREATE INDEX "award_association_issued" ON "award" USING btree ("association","issued_at","id") WHERE "award"."ended_at" is null;--> statement-breakpoint
CREATE INDEX "award_association_expires" ON "award" USING btree ("association",coalesce("expires_at", 'infinity'::timestamptz),"id") WHERE "award"."ended_at" is null;--> statement-breakpoint
CREATE INDEX "award_expiry_span" ON "award" USING btree ((coalesce(floor(extract(epoch from expires_at at time zone 'UTC') / 5184000)::int, 2147483647)),"issued_at","id",coalesce("expires_at", 'infinity'::timestamptz)) WHERE "award"."ended_at" is null;--> statement-breakpoint
CREATE INDEX "award_issue_span" ON "award" USING btree ((floor(extract(epoch from issued_at at time zone 'UTC') / 5184000)::int),coalesce("expires_at", 'infinity'::timestamptz),"id","issued_at") WHERE "award"."ended_at" is null;--> statement-breakpoint
CREATE INDEX "person_branch" ON "person" USING btree ("branch_id","id");--> statement-breakpoint
CREATE FUNCTION "count_awarded"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF TG_OP = 'TRUNCATE' THEN
		DELETE FROM awarded_count;
	ELSIF TG_OP = 'INSERT' THEN
		INSERT INTO awarded_count (certification_id, change)
		SELECT certification_id, count(*) FROM after WHERE ended_at IS NULL GROUP BY certification_id;
	ELSIF TG_OP = 'DELETE' THEN
		INSERT INTO awarded_count (certification_id, change)
		SELECT certification_id, -count(*) FROM before WHERE ended_at IS NULL GROUP BY certification_id;
	ELSE
		INSERT INTO awarded_count (certification_id, change)
		SELECT certification_id, sum(one) FROM (
			SELECT certification_id, 1 AS one FROM after WHERE ended_at IS NULL
			UNION ALL SELECT certification_id, -1 FROM before WHERE ended_at IS NULL
		) changed GROUP BY certification_id HAVING sum(one) <> 0;
	END IF;
	RETURN NULL;
END
$$;--> statement-breakpoint
CREATE TRIGGER "award_counted_insert" AFTER INSERT ON "award" REFERENCING NEW TABLE AS after FOR EACH STATEMENT EXECUTE FUNCTION "count_awarded"();--> statement-breakpoint
CREATE TRIGGER "award_counted_update" AFTER UPDATE ON "award" REFERENCING OLD TABLE AS before NEW TABLE AS after FOR EACH STATEMENT EXECUTE FUNCTION "count_awarded"();--> statement-breakpoint
CREATE TRIGGER "award_counted_delete" AFTER DELETE ON "award" REFERENCING OLD TABLE AS before FOR EACH STATEMENT EXECUTE FUNCTION "count_awarded"();--> statement-breakpoint
CREATE TRIGGER "award_counted_truncate" AFTER TRUNCATE ON "award" FOR EACH STATEMENT EXECUTE FUNCTION "count_awarded"();--> statement-breakpoint
INSERT INTO "awarded_count" ("certification_id", "change") SELECT "certification_id", count(*) FROM "award" WHERE "ended_at" IS NULL GROUP BY "certification_id";
