import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Text } from '@mantine/core'
import { IconArrowLeft, IconArrowRight, IconCheck } from '@tabler/icons-react'
import { LinkButton } from '../../parts/links.tsx'
import classes from './learning.module.css'
import type { PartProps } from './material-page.tsx'
import { materialsAround } from './use-finishing.ts'

/** Back, done, next: the one that leads on is the one that stands out. */
export function WayOn({ course, material, finishing: { confirm, where } }: PartProps) {
  const { t } = useLingui()
  const { before, after } = materialsAround(course, material.id)
  // Quizzes and packages end by themselves, and so do videos that play here.
  const endsItself = material.kind === 'quiz' || material.kind === 'scorm' || (material.kind === 'video' && material.file !== null)
  const confirmable = material.state !== 'completed' && !material.empty && !endsItself
  return (
    <div className={classes.wayOn}>
      {before && (
        <LinkButton to="/courses/$course/$material" params={{ course: course.id, material: before.id }} variant="default" leftSection={<IconArrowLeft size={18} aria-hidden />}>
          <Trans>Back</Trans>
        </LinkButton>
      )}
      <span className={classes.between} />
      {confirmable && (
        <Button className={classes.done} leftSection={<IconCheck size={18} aria-hidden />} loading={confirm.isPending} onClick={() => confirm.mutate(where)}>
          <ConfirmWords kind={material.kind} />
        </Button>
      )}
      {after
        ? (
            <LinkButton
              to="/courses/$course/$material" params={{ course: course.id, material: after.id }} aria-label={t`Next: ${after.title}`}
              variant={material.state === 'completed' ? 'filled' : 'default'} rightSection={<IconArrowRight size={18} aria-hidden />}
            >
              <Trans>Next<Text span inherit visibleFrom="sm">: {after.title}</Text></Trans>
            </LinkButton>
          )
        : <LinkButton to="/courses/$course" params={{ course: course.id }} variant={material.state === 'completed' ? 'filled' : 'default'}><Trans>To the overview</Trans></LinkButton>}
    </div>
  )
}

function ConfirmWords({ kind }: { kind: PartProps['material']['kind'] }) {
  if (kind === 'video') return <Trans>I have watched it</Trans>
  if (kind === 'link') return <Trans>I have been there</Trans>
  return <Trans>I have read it</Trans>
}
