import { Trans, useLingui } from '@lingui/react/macro'
import { Text } from '@mantine/core'
import { IconFile, IconFileText, IconLink, IconListCheck, IconPackage, IconVideo } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { Outputs } from '../../api.ts'
import classes from './learning.module.css'
import { StateMark } from './state-mark.tsx'

export type CourseOpened = Outputs['learning']['course']
export type Content = CourseOpened['contents'][number]

const ICONS = { page: IconFileText, file: IconFile, video: IconVideo, link: IconLink, quiz: IconListCheck, scorm: IconPackage } as const

/** What a course holds, in its order, with how far one is. */
export function ContentsList({ course, current }: { course: CourseOpened; current?: string | undefined }) {
  const { t } = useLingui()
  return (
    <ol className={classes.rows} aria-label={t`Contents`}>
      {course.contents.map((content) => {
        const Icon = ICONS[content.kind]
        return (
          <li key={content.id}>
            <Link to="/courses/$course/$material" params={{ course: course.id, material: content.id }} className={classes.row} aria-current={content.id === current ? 'page' : undefined}>
              <StateMark state={content.state} />
              <span style={{ flex: 1 }}>
                {content.title}
                <Text span size="xs" c={content.id === current ? 'inherit' : 'dimmed'} display="flex" style={{ alignItems: 'center', gap: 4 }}>
                  <Icon size={14} aria-hidden />
                  <KindName kind={content.kind} />
                  {content.score !== null && <> · <Trans>{Math.round(content.score)} %</Trans></>}
                </Text>
              </span>
            </Link>
          </li>
        )
      })}
    </ol>
  )
}

function KindName({ kind }: { kind: Content['kind'] }) {
  switch (kind) {
    case 'page': return <Trans>Page</Trans>
    case 'file': return <Trans>File</Trans>
    case 'video': return <Trans>Video</Trans>
    case 'link': return <Trans>Link</Trans>
    case 'quiz': return <Trans>Quiz</Trans>
    case 'scorm': return <Trans>Interactive course</Trans>
  }
}
