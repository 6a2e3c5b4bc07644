import { engineExports } from './exports.contract.ts'
import { onTemporal } from './temporal-testing.ts'

await onTemporal(engineExports)
