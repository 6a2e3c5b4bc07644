import { parseArgs } from 'node:util'
import type { SealFault, Verified } from '@recert/actions/audit/verify-seals'
import { installIfNeeded } from './install.ts'
import { reachDatabase, readReach } from './reach.ts'

const HELP = `Checks that the audit log is as it was sealed: every event, and the chain of all seals.

  npm run verify-audit
  npm run verify-audit -- --head 5f2c…

  --head HASH   a hash that was noted earlier; it must still be in the chain

DATA_DIR or DATABASE_URL say which Recert, as for \`npm start\`. Recert may go on meanwhile.
It ends with 0 where all is as it was sealed, with 1 where not: then it names the first seal and event that is not.
`

async function verifyAudit(): Promise<void> {
  const { values } = parseArgs({ options: { head: { type: 'string' }, help: { type: 'boolean', default: false } } })
  if (values.help) return console.log(HELP)
  if (values.head !== undefined && !/^[0-9a-f]{64}$/i.test(values.head)) throw new Error('--head takes a whole hash, 64 hexadecimal digits, as this command and the workers’ log write it.')
  const reach = readReach()
  await installIfNeeded(console.log)
  const [{ connect, transaction }, { verifySeals }] = await Promise.all([import('@recert/db/client'), import('@recert/actions/audit/verify-seals')])
  const database = await reachDatabase(reach, 'running', 'verifying the audit log', console.log)
  const db = connect(database.url, { max: 1 })
  try {
    const started = performance.now()
    const verified = await transaction(db, async (tx) => {
      await tx.sql`set transaction isolation level repeatable read read only`
      return verifySeals(tx, { head: values.head, tell: telling() })
    })
    console.log(said(verified, (performance.now() - started) / 1000))
    if (verified.fault) process.exitCode = 1
  } finally {
    await db.sql.end({ timeout: 1 })
    await database.stop()
  }
}

const EVERY = 2_000

/** Says how far it is, every two seconds. */
function telling(): (seals: number, events: number) => void {
  let last = performance.now()
  return (seals, events) => {
    if (performance.now() - last < EVERY) return
    last = performance.now()
    console.log(`… ${counted(events, 'event')} in ${counted(seals, 'seal')}`)
  }
}

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`

function said({ seals, events, last, unsealed, fault }: Verified, seconds: number): string {
  const checked = `${counted(events, 'event')} in ${counted(seals, 'seal')}`
  if (fault) return `${faultSaid(fault)}\nChecked before it, and in order: ${checked}.`
  return [
    `The audit log is as it was sealed: ${checked}, checked in ${seconds.toFixed(1)} s. ${unsealed === 1 ? '1 event is' : `${unsealed} events are`} not sealed yet.`,
    last ? `Head: ${last.hash} (seal ${last.no} of ${last.at.toISOString()}). Note it somewhere else.` : 'There is no seal yet; workers make one every minute in which there was something to seal.',
  ].join('\n')
}

function faultSaid(fault: SealFault): string {
  switch (fault.kind) {
    case 'event_changed': return `Event ${fault.event} is not what it was when seal ${fault.seal} was made: it was changed.`
    case 'event_missing': return `Event ${fault.event} is missing: seal ${fault.seal} holds it, and it is not there any more.`
    case 'event_added': return `Event ${fault.event} is under no seal, although the seals have passed its number: it was added afterwards.`
    case 'sealed_twice': return `Event ${fault.event} is under seal ${fault.seal} and under an earlier one: seals were made anew.`
    case 'seal_changed': return `Seal ${fault.seal} is not what it was when it was made: it was changed, or one of its events together with it.`
    case 'seal_missing': return `Seal ${fault.seal} is missing.`
    case 'chain_broken': return `Seal ${fault.seal} does not follow the seal before it: one of the two was changed or made anew.`
    case 'format_unknown': return `Seal ${fault.seal} is in a format that this version does not know: check it with a newer one.`
    case 'head_missing': return 'The noted head is the hash of no seal: seals were cut off at the end, or all made anew since.'
  }
}

await verifyAudit().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error))
  process.exitCode = 1
})
