import { Trans, useLingui } from '@lingui/react/macro'
import { Text } from '@mantine/core'
import type { ComponentProps } from 'react'
import type { Outputs } from '../../api.ts'
import { LinkButton, TextLink } from '../../parts/links.tsx'

/** A course or a learning plan that one is enrolled in. */
export type ItemPlace = { kind: Outputs['renewals']['startMine']['kind']; itemId: string }

type ButtonLooks = Pick<ComponentProps<typeof LinkButton>, 'id' | 'size' | 'variant' | 'rightSection' | 'children' | 'aria-label'>

/** Leads to where a course or a plan is worked through. */
export function ItemButton({ item: { kind, itemId }, ...looks }: ButtonLooks & { item: ItemPlace }) {
  return kind === 'course'
    ? <LinkButton to="/courses/$course" params={{ course: itemId }} {...looks} />
    : <LinkButton to="/my-activities/learning-plans" hash={itemId} {...looks} />
}

function ItemLink({ item: { kind, itemId, name } }: { item: ItemPlace & { name: string } }) {
  return kind === 'course'
    ? <TextLink inherit underline="always" to="/courses/$course" params={{ course: itemId }}>{name}</TextLink>
    : <TextLink inherit underline="always" to="/my-activities/learning-plans" hash={itemId}>{name}</TextLink>
}

/** One's courses and plans that count for a certification, one after the other. */
export function ItemLinks({ items }: { items: (ItemPlace & { name: string })[] }) {
  const { i18n } = useLingui()
  if (items.length === 0) return null
  // The language says what stands between: "A and B", "A, B e C".
  const parts = new Intl.ListFormat(i18n.locale, { type: 'unit' }).formatToParts(items.map(({ itemId }) => itemId))
  return (
    <Text size="sm" c="dimmed">
      <Trans>Counts for it:</Trans>{' '}
      {parts.map(({ type, value }, index) => {
        const item = type === 'element' && items.find(({ itemId }) => itemId === value)
        return item ? <ItemLink key={value} item={item} /> : <span key={`between ${index}`}>{value}</span>
      })}
    </Text>
  )
}
