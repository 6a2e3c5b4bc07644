import { Plural, Trans } from '@lingui/react/macro'
import { Text } from '@mantine/core'
import { TextLink } from '../../parts/links.tsx'
import { ItemLink } from '../items/item-link.tsx'
import type { Job } from './job-state.tsx'

/** What a run works on, and the way there. */
export function JobSubject({ job: { subject } }: { job: Job }) {
  if (!subject) return null
  const { kind, ref, name, others } = subject
  if (kind === 'import') return <TextLink to="/imports/$import" params={{ import: ref }} size="sm">{name}</TextLink>
  // Whose file it is, only they may fetch it.
  if (kind === 'export') return <Text size="sm" component="span">{name}</Text>
  if (kind === 'certification') return <TextLink to="/certifications/$certification" params={{ certification: ref }} size="sm">{name}</TextLink>
  return (
    <Text size="sm" component="span">
      <ItemLink kind={kind} code={ref}>{name}</ItemLink>
      {others > 0 && <> <Trans>and <Plural value={others} one="# more" other="# more" /></Trans></>}
    </Text>
  )
}
