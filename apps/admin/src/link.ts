import type { AppRouter } from '@recert/api/app-router'
import { httpBatchLink, httpLink, splitLink, type TRPCLink } from '@trpc/client'

/** Calls that the server takes in one request. */
const BATCH_MOST = 10

/** From so many characters on, an input is nothing for an address: servers and proxies take headers of 8 to 16 kB, and a report may name thousands of ids. */
const LONG = 2_000

/** How the API is asked: a read by GET, several at once in one request; one with a long input by a POST of its own, which stays a read. */
export function linkTo(url: string, headers: () => Record<string, string>): TRPCLink<AppRouter> {
  return splitLink<AppRouter>({
    condition: ({ type, input }) => type === 'query' && encodeURIComponent(JSON.stringify(input ?? null)).length > LONG,
    true: httpLink({ url, headers, methodOverride: 'POST' }),
    false: httpBatchLink({ url, headers, maxItems: BATCH_MOST, maxURLLength: 3 * LONG }),
  })
}
