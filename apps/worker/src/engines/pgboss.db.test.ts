import { engineContract } from './engine.contract.ts'
import { pgBossUnderTest } from './pgboss-testing.ts'

engineContract(pgBossUnderTest)
