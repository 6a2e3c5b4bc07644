import { UnstyledButton } from '@mantine/core'
import type { ReactNode } from 'react'
import classes from './open-button.module.css'

/** What a row is called, where a press shows the rest of it beside the list. */
export const OpenButton = ({ onClick, children }: { onClick: () => void; children: ReactNode }) => <UnstyledButton className={classes.open} onClick={onClick}>{children}</UnstyledButton>
