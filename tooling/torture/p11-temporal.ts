import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '@recert/scripts/places'
import { NotPlayed, type Promised } from './promise.ts'

export const temporal: Promised = {
  id: 'P11',
  says: 'Temporal killed during an import: as P1; a wrong address is said at the start',
  rounds: { full: 10, smoke: 1 },
  unit: 'kills',
  play: async () => {
    throw new NotPlayed(existsSync(join(ROOT, 'apps/worker/src/engines/temporal.ts')) ? 'this scenario is not built yet' : 'not built')
  },
}
