import { Trans, useLingui } from '@lingui/react/macro'
import { Kbd, Modal, Table } from '@mantine/core'
import { useOpenedOnceThere } from '../parts/on-demand.tsx'

/** What the keyboard can do, shown by `?`. */
export function ShortcutsDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useLingui()
  const shortcuts = [
    { keys: ['⌘ / Ctrl', 'K'], what: t`Find people, certifications and actions` },
    { keys: ['/'], what: t`Go to the search of this page` },
    { keys: ['?'], what: t`Show these shortcuts` },
    { keys: ['Esc'], what: t`Close what is open` },
  ]
  return (
    <Modal opened={useOpenedOnceThere(opened)} onClose={onClose} title={<Trans>Keyboard shortcuts</Trans>}>
      <Table>
        <Table.Tbody>
          {shortcuts.map(({ keys, what }) => (
            <Table.Tr key={what}>
              <Table.Td w={150}>{keys.map((key) => <Kbd key={key} mr={4}>{key}</Kbd>)}</Table.Td>
              <Table.Td>{what}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Modal>
  )
}
