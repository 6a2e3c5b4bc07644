import '@mantine/core/styles/Accordion.css'
import { Trans } from '@lingui/react/macro'
import { Accordion } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import type { BuilderProps } from './builder-field.ts'
import { ColumnsFields } from './columns-fields.tsx'
import { PeopleFields } from './people-fields.tsx'
import { WhatFields } from './what-fields.tsx'
import { AsOfFields, WhenFields } from './when-fields.tsx'

/** R13.1: all that a report asks for, part by part. What is changed shows at once. */
export function ReportBuilder({ takenOff, ...props }: BuilderProps & { takenOff: number }) {
  const [opened, setOpened] = useState(['people', 'what'])
  return (
    <Accordion multiple value={opened} onChange={setOpened} order={2} chevronPosition="left" keepMounted={false} styles={{ control: { paddingInline: 4 }, label: { paddingBlock: 10, fontSize: 'var(--mantine-font-size-sm)', fontWeight: 650 }, content: { paddingInline: 8 } }}>
      <Part value="people" title={<Trans>People</Trans>}><PeopleFields {...props} /></Part>
      <Part value="what" title={<Trans>Certifications and standing</Trans>}><WhatFields {...props} /></Part>
      {/* Anew when filters are taken off: a day that was refused beside one of them must not come back as a filter of its own. */}
      <Part value="when" title={<Trans>Dates</Trans>}><WhenFields key={takenOff} {...props} /></Part>
      <Part value="asOf" title={<Trans>As of</Trans>}><AsOfFields {...props} /></Part>
      <Part value="columns" title={<Trans>Columns and order</Trans>}><ColumnsFields {...props} /></Part>
    </Accordion>
  )
}

function Part({ value, title, children }: { value: string; title: ReactNode; children: ReactNode }) {
  return (
    <Accordion.Item value={value}>
      <Accordion.Control>{title}</Accordion.Control>
      <Accordion.Panel>{children}</Accordion.Panel>
    </Accordion.Item>
  )
}
