import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query'

/** A list that is loaded page by page, as the screens need it. `rows` is undefined until the first page is there. */
export type List<Row> = {
  rows: Row[] | undefined
  total: number | undefined
  totalCapped: boolean
  error: unknown
  retry: () => void
  hasMore: boolean
  loadMore: () => void
  loadingMore: boolean
  /** New rows for changed filters are on their way; the old ones are still shown. */
  refreshing: boolean
}

type PageOf<Row> = { items: Row[]; total?: number | null; totalCapped?: boolean }

export function listOf<Row>(query: UseInfiniteQueryResult<InfiniteData<PageOf<Row>>, unknown>): List<Row> {
  const first = query.data?.pages[0]
  return {
    rows: query.data?.pages.flatMap(({ items }) => items),
    total: first?.total ?? undefined,
    totalCapped: first?.totalCapped ?? false,
    error: query.error,
    retry: () => void query.refetch(),
    hasMore: query.hasNextPage,
    loadMore: () => void query.fetchNextPage(),
    loadingMore: query.isFetchingNextPage,
    refreshing: query.isPlaceholderData,
  }
}

/** A short list that comes whole. */
export function wholeList<Row>(query: { data: { items: Row[] } | undefined; error: unknown; refetch: () => unknown }): List<Row> {
  return {
    rows: query.data?.items, total: undefined, totalCapped: false, error: query.error, retry: () => void query.refetch(),
    hasMore: false, loadMore: () => {}, loadingMore: false, refreshing: false,
  }
}
