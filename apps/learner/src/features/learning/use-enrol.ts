import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { api } from '../../api.ts'

/** Enrols the learner in a course, and opens it. */
export function useEnrol() {
  const queryClient = useQueryClient()
  const navigate = useNavigate()
  return useMutation(api.learning.enrol.mutationOptions({
    onSuccess: async ({ id }) => {
      await queryClient.invalidateQueries(api.learning.pathFilter())
      await navigate({ to: '/courses/$course', params: { course: id } })
    },
  }))
}
