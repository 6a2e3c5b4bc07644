import { SkeletonRows } from '@recert/ui/skeleton-rows'
import { lazy, Suspense } from 'react'
import { FileMaterial } from './file-material.tsx'
import { LinkMaterial } from './link-material.tsx'
import type { PartProps } from './material-page.tsx'
import { VideoMaterial } from './video-material.tsx'

// What only some courses need comes when it is needed.
const Markdown = lazy(() => import('@recert/ui/markdown').then((module) => ({ default: module.Markdown })))
const QuizMaterial = lazy(() => import('./quiz-material.tsx').then((module) => ({ default: module.QuizMaterial })))
const ScormMaterial = lazy(() => import('./scorm-material.tsx').then((module) => ({ default: module.ScormMaterial })))

/** What a material holds, by its kind. */
export function MaterialContent(props: PartProps) {
  return <Suspense fallback={<SkeletonRows rows={3} height={90} />}><OfKind {...props} /></Suspense>
}

function OfKind(props: PartProps) {
  const { material: { kind, body, file, url, quiz, scorm } } = props
  switch (kind) {
    case 'page': return <Markdown text={body} />
    case 'file': return file && <FileMaterial file={file} />
    case 'link': return url && <LinkMaterial url={url} />
    case 'video': return file ? <VideoMaterial {...props} file={file} /> : url && <LinkMaterial url={url} />
    case 'quiz': return quiz && <QuizMaterial {...props} quiz={quiz} />
    case 'scorm': return scorm && <ScormMaterial {...props} scorm={scorm} />
  }
}
