import { engineContract } from './engine.contract.ts'
import { onTemporal } from './temporal-testing.ts'

await onTemporal(engineContract)
