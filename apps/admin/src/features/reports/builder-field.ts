import type { ReportDefinition } from '@recert/domain/reports'
import type { Named } from './use-chosen.ts'

/** What every part of the builder gets: the definition as it is now, the names of what it was saved with, and how to change some of it. */
export type BuilderProps = { definition: ReportDefinition; named: Named | undefined; onChange: (changes: Partial<ReportDefinition>) => void }

/** Of each that a report names on the screen: all of it must fit into an address. */
export const CHOSEN_MOST = 100
