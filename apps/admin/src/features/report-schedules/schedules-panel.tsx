/** When a saved report goes out by itself, and to whom. */
export function SchedulesPanel(_: { reportId: string }) {
  return null
}
