import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { TextLink } from '../../parts/links.tsx'
import type { Award } from '../renewals/renew-now.tsx'

/** Of so many that need attention each has its sentence; of more, one says how many there are. */
const SENTENCES_MOST = 5

/** R11.1: what one holds, and what to do about it, in sentences. `more`: further ones have not been read, and none of them expires before these. */
export function Summary({ awards, more }: { awards: Award[]; more: boolean }) {
  const held = awards.filter(({ standing }) => standing !== 'expired').length
  const urgent = [...awards.filter(({ standing }) => standing === 'expiring'), ...awards.filter(({ standing }) => standing === 'expired')]
  const others = urgent.length - SENTENCES_MOST
  return (
    <Text component="p" m={0}>
      <Held count={held} more={more} />{' '}
      {held > 0 && urgent.length === 0 && <Trans>Nothing expires soon.</Trans>}
      {urgent.slice(0, SENTENCES_MOST).map((award) => <span key={award.id}><Sentence award={award} />{' '}</span>)}
      {others > 0 && <Plural value={others} one="# more needs your attention." other="# more need your attention." />}
    </Text>
  )
}

function Held({ count, more }: { count: number; more: boolean }) {
  if (more) return <Plural value={count} one="You hold more than # certification." other="You hold more than # certifications." />
  return count === 0 ? <Trans>You hold no valid certification.</Trans> : <Plural value={count} one="You hold # certification." other="You hold # certifications." />
}

function Sentence({ award: { id, standing, daysToRenew, certificationName: name, renewal } }: { award: Award }) {
  const expired = standing === 'expired'
  const days = daysToRenew ?? 0
  if (renewal?.open) {
    return expired ? <Trans><strong>{name}</strong> has expired; its renewal has begun.</Trans>
      : <Trans><strong>{name}</strong> expires in <Plural value={days} one="# day" other="# days" />; its renewal has begun.</Trans>
  }
  if (!renewal || renewal.refusal) {
    return expired ? <Trans><strong>{name}</strong> has expired.</Trans> : <Trans><strong>{name}</strong> expires in <Plural value={days} one="# day" other="# days" />.</Trans>
  }
  return expired ? <Trans><strong>{name}</strong> has expired: <RenewLink id={id} name={name}>renew it</RenewLink>.</Trans>
    : <Trans><strong>{name}</strong> expires in <Plural value={days} one="# day" other="# days" />: <RenewLink id={id} name={name}>renew it</RenewLink>.</Trans>
}

function RenewLink({ id, name, children }: { id: string; name: string; children: ReactNode }) {
  const { t } = useLingui()
  return <TextLink to="/my-activities/certification" search={(before) => ({ ...before, renew: id })} resetScroll={false} underline="always" aria-label={t`Renew it: ${name}`}>{children}</TextLink>
}
