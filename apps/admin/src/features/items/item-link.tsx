import { Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { TextLink } from '../../parts/links.tsx'
import { useMay } from '../../shell/session.ts'

/** Leads to a course or a learning plan, for whoever may see it. */
export function ItemLink({ kind, code, children }: { kind: 'course' | 'learning_plan'; code: string; children: ReactNode }) {
  const seen = useMay('training.view')
  if (!seen) return <Text size="sm" fw={600}>{children}</Text>
  return kind === 'course'
    ? <TextLink to="/courses/$course" params={{ course: code }} size="sm" fw={600}>{children}</TextLink>
    : <TextLink to="/learning-plans/$plan" params={{ plan: code }} size="sm" fw={600}>{children}</TextLink>
}
