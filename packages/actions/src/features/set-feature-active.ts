import { saveFeature } from '@recert/db/queries/organisation'
import type { Feature } from '@recert/domain/features'
import type { Ctx } from '../context.ts'

/** R2.1, R2.2: activates an app, or makes its menus and procedures go away. Its data stays. */
export async function setFeatureActive({ tx, now }: Ctx, feature: Feature, active: boolean): Promise<void> {
  await saveFeature(tx, feature, active ? now : null)
}
