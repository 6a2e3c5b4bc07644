import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { api } from '../../api.ts'

/** Starts a renewal and leads to its course or plan. Pressed twice, or on two devices, it is the same renewal. */
export function useStartRenewal() {
  const queryClient = useQueryClient()
  const navigate = useNavigate()
  return useMutation(api.renewals.startMine.mutationOptions({
    onSuccess: async ({ kind, itemId }) => {
      // What it resets is forgotten, so that the course does not appear done for a moment; what is left behind is asked for when it shows again.
      queryClient.removeQueries(api.learning.pathFilter())
      await queryClient.invalidateQueries({ ...api.awards.pathFilter(), refetchType: 'none' })
      await queryClient.invalidateQueries({ ...api.renewals.pathFilter(), refetchType: 'none' })
      // Back leads past the question that has been answered.
      await (kind === 'course' ? navigate({ to: '/courses/$course', params: { course: itemId }, replace: true }) : navigate({ to: '/my-activities/learning-plans', hash: itemId, replace: true }))
    },
    // It may have been opened, or become impossible, elsewhere: the offer says so.
    onError: () => queryClient.invalidateQueries(api.renewals.pathFilter()),
  }))
}
