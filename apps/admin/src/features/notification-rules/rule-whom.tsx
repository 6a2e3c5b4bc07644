import { Plural, Trans } from '@lingui/react/macro'
import { Text } from '@mantine/core'
import type { ReactNode } from 'react'
import type { Rule } from './rule-values.ts'

/** More than these are counted. */
const NAMED_MOST = 3

/** Of which certifications a rule tells. */
export function OfWhich({ rule: { certifications, certificationsGone } }: { rule: Rule }) {
  return <Names names={certifications.map(({ code, name }) => code ?? name)} gone={certificationsGone} all={<Trans>All</Trans>} />
}

/** Whom a rule tells. */
export function ToWhom({ rule: { branches, groups, peopleGone } }: { rule: Rule }) {
  return <Names names={[...branches, ...groups].map(({ name }) => name)} gone={peopleGone} all={<Trans>Everybody</Trans>} />
}

function Names({ names, gone, all }: { names: string[]; gone: number; all: ReactNode }) {
  if (names.length === 0) return gone === 0 ? all : <Text size="sm" c="red"><Trans>None: what was chosen is gone</Trans></Text>
  const more = names.length - NAMED_MOST
  return <>{names.slice(0, NAMED_MOST).join(', ')}{more > 0 && <> <Plural value={more} one="and # more" other="and # more" /></>}</>
}
