import { inboxRefresh } from '@recert/ui/inbox-bell'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api } from '../../api.ts'

/** How many messages are unread, and which came last; asked again while the page is looked at, until the session ends. */
export function useUnread() {
  return useQuery({ ...api.notifications.unread.queryOptions(), meta: { background: true }, refetchOnWindowFocus: 'always', refetchInterval: inboxRefresh }).data
}

/** Marks messages, and says which once the screen shows it. */
export function useMark() {
  const queryClient = useQueryClient()
  const mark = useMutation(api.notifications.markRead.mutationOptions({ onSuccess: () => queryClient.invalidateQueries(api.notifications.pathFilter()) }))
  return {
    error: mark.error,
    mark: (ids: string[] | null, read: boolean, then?: (marked: string[]) => void) => mark.mutate({ ids, read }, { onSuccess: (marked) => then?.(marked.ids) }),
  }
}
