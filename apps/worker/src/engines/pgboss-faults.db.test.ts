import { engineFaults } from './faults.contract.ts'
import { pgBossUnderTest } from './pgboss-testing.ts'

engineFaults(pgBossUnderTest)
