import { Trans, useLingui } from '@lingui/react/macro'
import type { MaterialKind } from '@recert/domain/training'
import { IconFileText, IconHelpHexagon, IconLink, IconPackage, IconPaperclip, IconPlayerPlay, type TablerIcon } from '@tabler/icons-react'

export const MATERIAL_ICONS: Record<MaterialKind, TablerIcon> = {
  page: IconFileText, file: IconPaperclip, video: IconPlayerPlay, link: IconLink, quiz: IconHelpHexagon, scorm: IconPackage,
}

/** Each kind's name, and what it is for. */
export function useMaterialKinds(): Record<MaterialKind, { name: string; about: string }> {
  const { t } = useLingui()
  return {
    page: { name: t`Page`, about: t`A text with headings, lists and tables` },
    file: { name: t`File`, about: t`A PDF, picture or office document` },
    video: { name: t`Video`, about: t`An uploaded film, or a link to one` },
    link: { name: t`Link`, about: t`An address on the web` },
    quiz: { name: t`Quiz`, about: t`Questions with a pass mark` },
    scorm: { name: t`SCORM package`, about: t`A course made with an authoring tool` },
  }
}

export function MaterialKindName({ kind }: { kind: MaterialKind }) {
  switch (kind) {
    case 'page': return <Trans>Page</Trans>
    case 'file': return <Trans>File</Trans>
    case 'video': return <Trans>Video</Trans>
    case 'link': return <Trans>Link</Trans>
    case 'quiz': return <Trans>Quiz</Trans>
    case 'scorm': return <Trans>SCORM package</Trans>
  }
}
