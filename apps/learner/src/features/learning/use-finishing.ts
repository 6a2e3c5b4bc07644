import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { api } from '../../api.ts'
import type { CourseOpened } from './contents-list.tsx'
import type { MaterialOpened } from './material-page.tsx'

type Where = { course: CourseOpened; material: MaterialOpened }
/** What every act of working through a material answers. */
type Answer = { completed: string[] }
export type Finishing = ReturnType<typeof useFinishing>

/** The material after this one; `undone`: the next that is still to do, from here on and then from the beginning. */
export function materialsAround({ contents }: CourseOpened, id: string) {
  const index = contents.findIndex((content) => content.id === id)
  const others = [...contents.slice(index + 1), ...contents.slice(0, Math.max(0, index))]
  return { before: contents[index - 1], after: contents[index + 1], undone: others.find(({ state }) => state !== 'completed') }
}

/** Brings what is seen up to what the server keeps, after every act; and remembers whether it completed the course. */
export function useFinishing({ course, material }: Where) {
  const queryClient = useQueryClient()
  const navigate = useNavigate()
  const [courseCompleted, setCourseCompleted] = useState(false)

  const told = async ({ completed }: Answer): Promise<void> => {
    await queryClient.invalidateQueries(api.learning.pathFilter())
    if (completed.length > 0) {
      await queryClient.invalidateQueries(api.awards.pathFilter())
      await queryClient.invalidateQueries(api.renewals.pathFilter())
    }
    if (completed.includes(course.id)) setCourseCompleted(true)
  }

  const confirm = useMutation(api.learning.confirm.mutationOptions({
    onSuccess: async (answer) => {
      await told(answer)
      const { undone } = materialsAround(course, material.id)
      if (undone && !answer.completed.includes(course.id)) await navigate({ to: '/courses/$course/$material', params: { course: course.id, material: undone.id } })
    },
  }))
  const where = { course: course.id, material: material.id }
  return { where, courseCompleted, told, confirm }
}

/** Tells the server that the material was begun, where that is news; a course whose materials are all done is completed thereby. */
export function useOpening({ course, material }: Where, { told }: Finishing) {
  const open = useMutation(api.learning.open.mutationOptions({ onSuccess: told }))
  const { mutate } = open
  const isNews = !material.empty && (material.state === 'not_started' || (course.state !== 'completed' && course.materialsDone === course.materials))
  useEffect(() => {
    if (isNews) mutate({ course: course.id, material: material.id })
  }, [isNews, mutate, course.id, material.id])
  return open
}
