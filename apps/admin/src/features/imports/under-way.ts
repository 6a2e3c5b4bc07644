import type { ImportState } from '@recert/domain/imports'

/** Whether the worker is at it, so that looking again shows something new. */
export function isUnderWay(state: ImportState): boolean {
  return state === 'queued' || state === 'validating' || state === 'running'
}
