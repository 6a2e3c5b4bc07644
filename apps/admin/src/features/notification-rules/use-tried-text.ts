import { useDebouncedValue } from '@mantine/hooks'
import type { NotificationText, NotificationTexts } from '@recert/domain/notifications'
import { type Language, LANGUAGES } from '@recert/domain/people'
import { problemOf } from '@recert/ui/problem'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { client } from '../../api.ts'
import { isWritten, type RuleFields } from './rule-values.ts'

/** What is tried on somebody: null while there is no text for the language. */
export type Tried = { texts: NotificationTexts; language: Language; username: string | undefined }

/** Long enough not to ask with every key. */
const PAUSE_MS = 400

/** The mail that somebody would read, a moment after the typing; refusals come as an answer, so that they stay until there is the next. */
export function useTriedText(texts: RuleFields['texts'], language: Language, username: string | undefined) {
  const [typed] = useDebouncedValue(texts, PAUSE_MS)
  const tried = triedOf(typed, language, username)
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: ['notificationRules.preview', tried],
    queryFn: () => ask(tried),
    enabled: tried !== null, staleTime: 60_000, gcTime: 60_000, placeholderData: keepPreviousData,
  })
  // The answer to another language's text says nothing of this one.
  const answer = tried !== null && data?.language === language ? data : null
  return { tried, answer, error, isFetching, refetch }
}

const isWhole = ({ subject, body }: NotificationText): boolean => subject.trim() !== '' && body.trim() !== ''

/** Whoever reads a language in which nothing is written gets another one's text (`textFor`). */
function triedOf(texts: RuleFields['texts'], language: Language, username: string | undefined): Tried | null {
  const written = isWritten(texts[language]) ? language : LANGUAGES.find((each) => isWhole(texts[each]))
  return written && isWhole(texts[written]) ? { texts: { [written]: texts[written] }, language, username } : null
}

async function ask(tried: Tried | null) {
  if (!tried) throw new Error('there is nothing to try')
  try {
    return { mail: await client.notificationRules.preview.mutate(tried), problem: null, language: tried.language }
  } catch (error) {
    const problem = problemOf(error)
    // Only what concerns the text or the person; a connection that failed is tried again.
    if (problem.code === 'AWARD_NOT_FOUND' || (problem.values && 'field' in problem.values)) return { mail: null, problem, language: tried.language }
    throw error
  }
}
