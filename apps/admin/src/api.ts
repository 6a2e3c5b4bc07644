import { i18n } from '@lingui/core'
import { notifications } from '@mantine/notifications'
import type { AppRouter } from '@recert/api/app-router'
import { problemOf } from '@recert/ui/problem'
import { infiniteQueryOptions, MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { createTRPCClient } from '@trpc/client'
import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server'
import { createTRPCOptionsProxy } from '@trpc/tanstack-react-query'
import { linkTo } from './link.ts'

export type Outputs = inferRouterOutputs<AppRouter>
export type Inputs = inferRouterInputs<AppRouter>

declare module '@tanstack/react-query' {
  interface Register {
    /** `told`: the form or dialog shows its errors itself, so no toast repeats them. */
    mutationMeta: { told?: true }
    /** `background`: asked again and again by itself. A session that ran out does not take the page away on that account. */
    queryMeta: { background?: true }
  }
}

export const queryClient = new QueryClient({
  queryCache: new QueryCache({
    onError: (error, { meta }) => {
      // The session ran out: the way back is kept for after the sign-in.
      if (problemOf(error).code !== 'UNAUTHENTICATED' || meta?.background) return
      const here = window.location.pathname.replace(/^\/admin/, '') + window.location.search
      window.location.assign(`/admin/sign-in?redirect=${encodeURIComponent(here || '/')}`)
    },
  }),
  mutationCache: new MutationCache({
    onError: (error, _variables, _result, mutation) => {
      if (mutation.meta?.told) return
      const { sentence, logId } = problemOf(error)
      notifications.show({ color: 'red', title: sentence, message: logId ?? '', autoClose: 15_000 })
    },
  }),
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      // A refusal stays one, however often it is asked for.
      retry: (failures, error) => failures < 2 && problemOf(error).code === 'UNAVAILABLE',
    },
  },
})

/** For calls that are no plain query of React Query. */
export const client = createTRPCClient<AppRouter>({
  links: [linkTo('/trpc', () => ({ 'accept-language': i18n.locale }))],
})

/** Every procedure as options for React Query. */
export const api = createTRPCOptionsProxy<AppRouter>({ client, queryClient })

/** After a write: whatever is on the screen is asked for again. Lists are small pages; being right is worth the request. */
export function refreshAll(): Promise<void> {
  return queryClient.invalidateQueries()
}

type Paged = { nextCursor: string | null }

/**
 * A list page by page. The library's own infinite options put a `direction` of theirs into the input, where ours means the order.
 * `ask` is the procedure's `query` of the client.
 */
export function pagesOf<Input extends object, Page extends Paged>(
  procedure: { queryKey: (input: Input) => readonly unknown[] }, ask: (input: Input & { cursor?: string | undefined }, options: { signal: AbortSignal }) => Promise<Page>, input: Input,
) {
  return infiniteQueryOptions({
    queryKey: [...procedure.queryKey(input), 'pages'],
    queryFn: ({ pageParam, signal }) => ask({ ...input, cursor: pageParam }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }: Page) => nextCursor ?? undefined,
  })
}

/** The same of a list that can count: with its first page comes how many there are. */
export const countedPagesOf = <Input extends object, Page extends Paged>(
  procedure: { queryKey: (input: Input) => readonly unknown[] }, ask: (input: Input & { cursor?: string | undefined; count?: boolean | undefined }, options: { signal: AbortSignal }) => Promise<Page>, input: Input,
) => pagesOf(procedure, (page: Input & { cursor?: string | undefined }, options) => ask({ ...page, count: page.cursor === undefined }, options), input)
