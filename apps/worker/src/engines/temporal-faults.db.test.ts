import { engineFaults } from './faults.contract.ts'
import { onTemporal } from './temporal-testing.ts'

await onTemporal(engineFaults)
