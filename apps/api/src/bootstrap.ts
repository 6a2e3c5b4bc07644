import { keepApiKey } from '@recert/actions/api-keys/create-api-key'
import { setFeatureActive } from '@recert/actions/features/set-feature-active'
import { createPerson } from '@recert/actions/people/create-person'
import { UNLIMITED } from '@recert/actions/people/manager'
import { NO_RIGHTS } from '@recert/actions/people/rights'
import { connect, transaction } from '@recert/db/client'
import { organisationIsEmpty } from '@recert/db/queries/organisation'
import { SYSTEM } from '@recert/domain/access'
import { FEATURES } from '@recert/domain/features'

export type Bootstrap = { admin: { username: string; password: string } | null; apiKey: string | null }

/**
 * What an operator asked for at the first start: a superadmin for an organisation without people, and a key for automation.
 * An organisation that begins with such a key is run by a program, which finds every app active. Safe to run at every start.
 */
export async function bootstrap(ownerUrl: string, asked: Bootstrap): Promise<void> {
  const db = connect(ownerUrl, { max: 1 })
  try {
    await transaction(db, async (tx) => {
      const ctx = { tx, now: new Date(), actor: SYSTEM }
      const empty = await organisationIsEmpty(tx)
      if (asked.admin && empty) {
        await createPerson(ctx, { ...asked.admin, firstName: 'First', lastName: 'Administrator', timeZone: 'UTC', language: 'en', role: 'superadmin', active: true }, UNLIMITED)
      }
      if (asked.apiKey) {
        await keepApiKey(ctx, { key: asked.apiKey, name: 'Automation (BOOTSTRAP_API_KEY)', role: 'superadmin', ...NO_RIGHTS })
        if (empty) for (const feature of FEATURES) await setFeatureActive(ctx, feature, true)
      }
    })
  } finally {
    await db.sql.end()
  }
}
