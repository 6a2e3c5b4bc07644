import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Alert, Stack, Text } from '@mantine/core'
import { IconAlertTriangle, IconCircle, IconCircleCheckFilled } from '@tabler/icons-react'
import type { Offer } from './renewal-offer.tsx'
import classes from './renewals.module.css'

type Item = Offer['items'][number]
type Material = Item['materials'][number]

/** An item that can be chosen for the renewal; the chosen one shows what starting with it resets. */
export function ItemChoice({ item: { kind, name, materials }, chosen, onChoose }: { item: Item; chosen: boolean; onChoose: () => void }) {
  const done = materials.filter(({ completedAt }) => completedAt !== null).length
  return (
    <div className={classes.option} data-chosen={chosen || undefined}>
      <label className={classes.head}>
        <input type="radio" name="renew-with" checked={chosen} onChange={onChoose} />
        <strong>{name}</strong>
        <small>
          <ItemKindName kind={kind} />
          {materials.length > 0 && <> · <Plural value={materials.length} one="# material" other="# materials" /></>}
          {done > 0 && <>, <Plural value={done} one="# completed" other="# completed" /></>}
        </small>
      </label>
      {chosen && <WhatIsReset kind={kind} materials={materials} />}
    </div>
  )
}

function ItemKindName({ kind }: { kind: Item['kind'] }) {
  return kind === 'course' ? <Trans>Course</Trans> : <Trans>Learning plan</Trans>
}

/** R7.3: the other courses that shared materials belong to come first: there the learner does not expect it. */
function WhatIsReset({ kind, materials }: { kind: Item['kind']; materials: Material[] }) {
  const { t } = useLingui()
  if (materials.length === 0) {
    return <Text size="sm" className={classes.consequence}><Trans>There is nothing to work through here, so nothing is reset. It counts once its completion is reported; ask your administrator how to complete it.</Trans></Text>
  }
  return (
    <Stack gap="sm" className={classes.consequence}>
      <AlsoReset materials={materials} />
      <Text size="sm" fw={550}>
        {kind === 'course' ? <Trans>Your progress in these materials begins anew. The course stays completed.</Trans> : <Trans>Your progress in these materials begins anew. The courses stay completed.</Trans>}
      </Text>
      <ul className={classes.materials} aria-label={t`What is reset`}>
        {materials.map(({ id, title, completedAt, shared }) => (
          <li key={id}>
            {completedAt ? <IconCircleCheckFilled size={18} color="var(--mantine-color-teal-text)" aria-hidden /> : <IconCircle size={18} color="var(--mantine-color-dimmed)" aria-hidden />}
            <span>
              {title}
              <Text span size="xs" c="dimmed"> {completedAt ? <Trans>completed</Trans> : <Trans>not completed yet</Trans>}{shared && <> · <Trans>shared</Trans></>}</Text>
            </span>
          </li>
        ))}
      </ul>
    </Stack>
  )
}

function AlsoReset({ materials }: { materials: Material[] }) {
  const { i18n } = useLingui()
  const others = new Map(materials.flatMap(({ otherCourses }) => otherCourses).map(({ code, name }) => [code, name]))
  if (others.size === 0) return null
  const names = new Intl.ListFormat(i18n.locale, { type: 'unit' }).format(others.values())
  return (
    <Alert color="orange" variant="light" icon={<IconAlertTriangle aria-hidden />} title={<Trans>Also reset in: {names}</Trans>}>
      <Trans>Some of the materials are shared with other courses, and begin anew there as well.</Trans>
    </Alert>
  )
}
