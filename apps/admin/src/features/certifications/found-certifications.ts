import { useDebouncedValue } from '@mantine/hooks'
import { textKey } from '@recert/domain/keys'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { api, type Outputs } from '../../api.ts'

const OFFERED_MOST = 50

/** How a certification is offered. */
export const labelOf = ({ name, code }: { name: string; code: string | null }): string => (code === null ? name : `${name} (${code})`)

/** The certifications that fit what is being typed; without those that are retired, where these cannot be awarded. */
export function useFoundCertifications(search: string, { retired }: { retired: boolean }): Outputs['certifications']['list']['items'] {
  const [text] = useDebouncedValue(search.trim(), 250)
  const { data, isPlaceholderData } = useQuery({ ...api.certifications.list.queryOptions({ search: text || undefined, retired: retired ? undefined : false, limit: OFFERED_MOST }), placeholderData: keepPreviousData })
  // Until the answer to what was typed is there, nothing is offered that does not fit it.
  const waiting = isPlaceholderData || text !== search.trim()
  return data?.items.filter((each) => !waiting || textKey(labelOf(each)).includes(textKey(search))) ?? []
}
