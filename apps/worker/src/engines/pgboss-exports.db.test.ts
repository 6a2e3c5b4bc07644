import { engineExports } from './exports.contract.ts'
import { pgBossUnderTest } from './pgboss-testing.ts'

engineExports(pgBossUnderTest)
