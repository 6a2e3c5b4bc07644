import { DomainError } from './errors.ts'
import { checkQuiz, type Quiz } from './quizzes.ts'
import { checkText } from './text.ts'

/** What can be linked to a certification. */
export const ITEM_KINDS = ['course', 'learning_plan'] as const
export type ItemKind = (typeof ITEM_KINDS)[number]

/** Kinds of training content (R12.1). A video is a file or a link; a scorm material is an unpacked SCORM package. */
export const MATERIAL_KINDS = ['page', 'file', 'video', 'link', 'quiz', 'scorm'] as const
export type MaterialKind = (typeof MATERIAL_KINDS)[number]

/** Kinds that a learner ends by saying so, as against those that Recert sees the end of. */
export const CONFIRMED_KINDS: readonly MaterialKind[] = ['page', 'file', 'video', 'link']

/** What a material holds, as it comes in; only the part of its kind counts. A file's own content was checked when it was uploaded. */
export type MaterialContent = { body?: string | undefined; url?: string | null | undefined; fileId?: string | null | undefined; quiz?: Quiz | null | undefined }

const BODY_MOST = 100_000
const URL_MOST = 2000
const WEB_ADDRESS = /^https?:\/\/[^\s/?#\p{Cc}][^\s\p{Cc}]*$/iu

/** The content that a material of this kind may hold, checked; everything else is empty. Throws URL_INVALID, TEXT_TOO_LONG and what checkQuiz throws. */
export function checkContent(kind: MaterialKind, { body = '', url = null, fileId = null, quiz = null }: MaterialContent): { body: string; url: string | null; fileId: string | null; quiz: Quiz | null } {
  return {
    body: kind === 'page' ? checkText(body, 'page', BODY_MOST) : '',
    url: (kind === 'link' || kind === 'video') && url?.trim() ? checkUrl(url) : null,
    fileId: kind === 'file' || kind === 'video' || kind === 'scorm' ? fileId : null,
    quiz: kind === 'quiz' && quiz ? checkQuiz(quiz) : null,
  }
}

/** A web address, trimmed. Only http and https: anything else could run a program. Throws URL_INVALID. */
export function checkUrl(url: string): string {
  const trimmed = url.trim()
  if (trimmed.length > URL_MOST || !WEB_ADDRESS.test(trimmed)) throw new DomainError('URL_INVALID', { url: trimmed.slice(0, 100) })
  return trimmed
}

/** Whether a material has anything to show to a learner yet. */
export function hasContent({ kind, body, url, fileId, quiz }: { kind: MaterialKind; body: string; url: string | null; fileId: string | null; quiz: unknown }): boolean {
  return { page: body !== '', file: fileId !== null, video: fileId !== null || url !== null, link: url !== null, quiz: quiz !== null, scorm: fileId !== null }[kind]
}

/** A code for a material that was given none, made of its title: "Ladder safety" → "ladder-safety". */
export function codeOfTitle(title: string): string {
  return title.normalize('NFC').toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-+|-+$/g, '').slice(0, 60) || 'material'
}

const ACTIVITY_ID = /^[a-z][a-z0-9+.-]*:[^\s\p{Cc}]+$/iu

/** The address by which xAPI statements name a course: an IRI of any scheme, or null. Throws URL_INVALID. */
export function checkActivityId(activityId: string | null): string | null {
  const trimmed = activityId?.trim() ?? ''
  if (trimmed === '') return null
  if (trimmed.length > URL_MOST || !ACTIVITY_ID.test(trimmed)) throw new DomainError('URL_INVALID', { url: trimmed.slice(0, 100) })
  return trimmed
}

/** Longest description of a course or learning plan. */
export const DESCRIPTION_MOST = 10_000
