CREATE INDEX "completion_outcome_award" ON "completion_outcome" USING btree ("award_id");--> statement-breakpoint
CREATE INDEX "external_activity_evidence" ON "external_activity" USING btree ("evidence_id");--> statement-breakpoint
CREATE INDEX "file_evidence" ON "file" USING btree ("created_by") WHERE "file"."purpose" = 'evidence';--> statement-breakpoint
CREATE INDEX "package_file_file" ON "package_file" USING btree ("file_id");--> statement-breakpoint
CREATE INDEX "import_file" ON "import" USING btree ("file_id");--> statement-breakpoint
CREATE INDEX "renewal_award" ON "renewal" USING btree ("award_id");--> statement-breakpoint
CREATE INDEX "material_file" ON "material" USING btree ("file_id");