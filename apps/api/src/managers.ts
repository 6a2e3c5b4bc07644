import type { Manager } from '@recert/actions/people/manager'
import type { Caller, Scope } from '@recert/domain/access'

/** The caller as somebody who changes people. */
export const managerOf = ({ caller, scope }: { caller: Caller; scope: Scope }): Manager => ({ role: caller.kind === 'anonymous' ? 'learner' : caller.role, scope })
